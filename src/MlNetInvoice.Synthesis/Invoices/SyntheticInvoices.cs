using System.Globalization;
using MlNetInvoice.Data;
using MlNetInvoice.Files;
using MlNetInvoice.Imaging;

namespace MlNetInvoice.Synthesis.Invoices;

/// <summary>Writes folders of synthetic invoices with a <c>labels.csv</c> that <see cref="LabeledInvoices"/> reads.</summary>
public static class SyntheticInvoices
{
    private const string Header = "file,kind,number,digits,digits_quad,usable,note,source,licence";

    /// <summary>Seed of the repository's sample pictures.</summary>
    private const long SampleSeed = 2027;

    /// <summary>The pictures of <c>assets/samples</c>, drawn by our own strokes only: file, options, index, and whether the number is cut out.</summary>
    private static readonly (string File, SyntheticInvoiceOptions Options, long Index, bool Crop)[] s_samples =
    [
        ("electronic-crop.png", Sample(InvoiceKind.Electronic, 640, 800, 3), 8, true),
        ("traditional-crop.png", Sample(InvoiceKind.Traditional, 640, 800, 3), 3, true),
        ("electronic-photo.png", Sample(InvoiceKind.Electronic, 420, 560, 30), 1, false),
        ("traditional-photo.png", Sample(InvoiceKind.Traditional, 420, 560, 30), 7, false),
        ("negative-photo.png", Sample(InvoiceKind.Negative, 420, 560, 30), 10, false),
    ];

    /// <summary>Writes pictures 0 … count − 1 of a seed as PNG into <c>images</c> below a folder, and <c>labels.csv</c> last.</summary>
    /// <param name="folder">Where to; created where it is missing. Files of the same names are replaced.</param>
    /// <param name="count">How many, at least 1.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="options">What to draw; null: the defaults.</param>
    /// <param name="progress">Hears how many are written.</param>
    /// <param name="cancellationToken">Stops the work; no <c>labels.csv</c> is written then.</param>
    /// <exception cref="IOException">A file cannot be written.</exception>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    public static void Write(
        string folder, int count, long seed, SyntheticInvoiceOptions? options = null, IProgress<int>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        Validate(options ?? new SyntheticInvoiceOptions());
        string images = Path.Combine(folder, "images");
        Directory.CreateDirectory(images);
        string[] rows = new string[count];
        int done = 0;

        // Without a bound the thread pool adds a thread whenever a picture takes long, and each holds one of its own under way.
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellationToken };
        Parallel.For(0, count, parallel, index =>
        {
            rows[index] = WriteInvoice(images, seed, options, index);
            progress?.Report(Interlocked.Increment(ref done));
        });
        AtomicFile.Write(Path.Combine(folder, LabeledInvoices.FileName), string.Join('\n', [Header, .. rows]) + "\n");
    }

    /// <summary>Checks what options say together.</summary>
    /// <param name="options">The options.</param>
    /// <exception cref="ArgumentException">The severities are crossed.</exception>
    public static void Validate(SyntheticInvoiceOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.MinimumSeverity > options.MaximumSeverity)
        {
            throw new ArgumentException(
                FormattableString.Invariant($"MinimumSeverity {options.MinimumSeverity} exceeds MaximumSeverity {options.MaximumSeverity}."), nameof(options));
        }
    }

    /// <summary>Draws the sample pictures of this repository again, with their <c>labels.csv</c>.</summary>
    /// <param name="folder">Where to; created where it is missing.</param>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public static void WriteSamples(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        Directory.CreateDirectory(folder);
        var rows = new List<string> { Header };
        foreach ((string file, SyntheticInvoice invoice) in DrawSamples())
        {
            PngEncoder.Save(invoice.Image, Path.Combine(folder, file));
            rows.Add(Row(file, invoice, "drawn by our own strokes"));
        }

        AtomicFile.Write(Path.Combine(folder, LabeledInvoices.FileName), string.Join('\n', rows) + "\n");
    }

    /// <summary>The sample pictures one after the other.</summary>
    internal static IEnumerable<(string File, SyntheticInvoice Invoice)> DrawSamples()
    {
        foreach ((string file, SyntheticInvoiceOptions options, long index, bool crop) in s_samples)
        {
            SyntheticInvoice invoice = SyntheticInvoice.Generate(SampleSeed, options, index);
            yield return (file, crop ? invoice.CropNumber() : invoice);
        }
    }

    // A method of its own: nothing of a picture but its row outlives it.
    private static string WriteInvoice(string images, long seed, SyntheticInvoiceOptions? options, int index)
    {
        SyntheticInvoice invoice = SyntheticInvoice.Generate(seed, options, index);
        string file = string.Create(CultureInfo.InvariantCulture, $"{index:00000}.png");
        PngEncoder.Save(invoice.Image, Path.Combine(images, file));
        return Row(file, invoice, string.Create(CultureInfo.InvariantCulture, $"severity {invoice.Severity:0.00}, seed {seed}, picture {index}"));
    }

    private static SyntheticInvoiceOptions Sample(InvoiceKind kind, int width, int height, float turn) => new()
    {
        Kind = kind,
        Width = width,
        Height = height,
        MinimumSeverity = 0.1f,
        MaximumSeverity = 0.1f,
        MaximumTurn = turn,
    };

    private static string Row(string file, SyntheticInvoice invoice, string note)
    {
        string quad = invoice.DigitsQuad is { } q ? $"{Point(q.TopLeft)} {Point(q.TopRight)} {Point(q.BottomRight)} {Point(q.BottomLeft)}" : "";
        string kind = invoice.Kind switch
        {
            InvoiceKind.Electronic => "electronic",
            InvoiceKind.Traditional => "traditional",
            _ => "negative",
        };
        string[] fields = [file, kind, invoice.Number ?? "", invoice.Number?[3..] ?? "", quad, invoice.IsMild ? "yes" : "hard", note, "synthetic", "MIT"];
        return string.Join(',', fields.Select(CsvText.Escape));
    }

    private static string Point(PixelPoint point) => string.Create(CultureInfo.InvariantCulture, $"{point.X:0},{point.Y:0}");
}
