using System.Globalization;
using MlNetInvoice.Data;
using MlNetInvoice.Files;
using MlNetInvoice.Imaging;

namespace MlNetInvoice.Synthesis.Scenes;

/// <summary>Writes folders of scenes with a <c>labels.csv</c> that <see cref="LabeledInvoices"/> reads, and a <c>rivals.csv</c>.</summary>
public static class SyntheticScenes
{
    /// <summary>Name of the file with the rows that are no invoice numbers.</summary>
    public const string RivalsFileName = "rivals.csv";

    // Scenes drawn at once: one of 3000 pixels holds a few hundred megabytes while it is drawn, so many processors must not mean much memory.
    private const int MostUnderWay = 4;

    private const string Header = "file,kind,number,digits,digits_quad,letters_quad,usable,letters,note";
    private const string RivalHeader = "file,kind,text,quad";

    /// <summary>
    /// Writes scenes 0 … count − 1 of a seed as PNG into <c>images</c> below a folder, then <c>rivals.csv</c>, and <c>labels.csv</c> last: one row for each
    /// number (<c>usable</c> is <c>hard</c> where it is illegible, <c>letters</c> is <c>yes</c> where the letters are legible), one row without a number for a negative.
    /// </summary>
    /// <param name="folder">Where to; created where it is missing. Files of the same names are replaced.</param>
    /// <param name="count">How many, at least 1.</param>
    /// <param name="seed">The seed; <see cref="SceneSeeds"/> says which are for what.</param>
    /// <param name="options">What to draw; null: the defaults.</param>
    /// <param name="progress">Hears how many are written.</param>
    /// <param name="cancellationToken">Stops the work; no <c>labels.csv</c> is written then.</param>
    /// <exception cref="IOException">A file cannot be written.</exception>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    public static void Write(
        string folder, int count, long seed, SceneOptions? options = null, IProgress<int>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        Validate(options ?? new SceneOptions());
        string images = Path.Combine(folder, "images");
        Directory.CreateDirectory(images);
        string[] rows = new string[count], rivals = new string[count];
        int done = 0;

        // Without a bound the thread pool adds a thread whenever a scene takes long, and each holds a picture of its own under way.
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = Math.Min(Environment.ProcessorCount, MostUnderWay), CancellationToken = cancellationToken };
        Parallel.For(0, count, parallel, index =>
        {
            (rows[index], rivals[index]) = WriteScene(images, seed, options, index);
            progress?.Report(Interlocked.Increment(ref done));
        });
        AtomicFile.Write(Path.Combine(folder, RivalsFileName), RivalHeader + "\n" + string.Concat(rivals));
        AtomicFile.Write(Path.Combine(folder, LabeledInvoices.FileName), Header + "\n" + string.Concat(rows));
    }

    /// <summary>Checks what options say together.</summary>
    /// <param name="options">The options.</param>
    /// <exception cref="ArgumentException">Severities or sides are crossed.</exception>
    public static void Validate(SceneOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.MinimumSeverity > options.MaximumSeverity)
        {
            throw new ArgumentException(
                FormattableString.Invariant($"MinimumSeverity {options.MinimumSeverity} exceeds MaximumSeverity {options.MaximumSeverity}."), nameof(options));
        }

        if (options.MinimumSide > options.MaximumSide)
        {
            throw new ArgumentException(FormattableString.Invariant($"MinimumSide {options.MinimumSide} exceeds MaximumSide {options.MaximumSide}."), nameof(options));
        }
    }

    // A method of its own: nothing of a scene but its rows outlives it.
    private static (string Rows, string Rivals) WriteScene(string images, long seed, SceneOptions? options, int index)
    {
        SyntheticScene scene = SyntheticScene.Generate(seed, options, index);
        string file = string.Create(CultureInfo.InvariantCulture, $"{index:00000}.png");
        PngEncoder.Save(scene.Image, Path.Combine(images, file));
        string note = string.Create(CultureInfo.InvariantCulture, $"{scene.Note}; severity {scene.Severity:0.00}, seed {seed}, scene {index}");
        return (Rows(file, scene, note), string.Concat(scene.Rivals.Select(rival => Line([file, Name(rival.Kind.ToString()), rival.Text, Corners(rival.Quad)]))));
    }

    private static string Rows(string file, SyntheticScene scene, string note)
    {
        string kind = Name(scene.Kind.ToString());
        return scene.Numbers.Count == 0
            ? Line([file, kind, "", "", "", "", scene.IsMild ? "yes" : "hard", "", note])
            : string.Concat(scene.Numbers.Select(number => Line(
                [file, kind, number.Number, number.Digits, Corners(number.DigitsQuad), Corners(number.LettersQuad), number.IsLegible ? "yes" : "hard", number.AreLettersLegible ? "yes" : "no", note])));
    }

    private static string Line(string[] fields) => string.Join(',', fields.Select(CsvText.Escape)) + "\n";

    private static string Name(string kind) => char.ToLowerInvariant(kind[0]) + kind[1..];

    private static string Corners(Quad q) => $"{Point(q.TopLeft)} {Point(q.TopRight)} {Point(q.BottomRight)} {Point(q.BottomLeft)}";

    private static string Point(PixelPoint point) => string.Create(CultureInfo.InvariantCulture, $"{point.X:0},{point.Y:0}");
}
