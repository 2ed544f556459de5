using MlNetInvoice.Imaging;
using MlNetInvoice.Imaging.Codecs;
using MlNetInvoice.Models;
using MlNetInvoice.Reading;
using MlNetInvoice.Segmentation;

namespace MlNetInvoice;

/// <summary>
/// Reads the invoice number off a picture: <c>InvoiceReader.Default.Read("invoice.jpg").Number</c>. Immutable and safe to use from many threads at once;
/// make one and keep it. A picture that shows no number is a result (<see cref="InvoiceReadingStatus.NotFound"/>), one that cannot be decoded an exception.
/// </summary>
public sealed class InvoiceReader
{
    /// <summary>
    /// Name of the <see cref="System.Diagnostics.ActivitySource"/> whose spans are the stages of a reading: <c>read</c>, and within it <c>decode</c>, <c>look</c>, <c>find rows</c>, <c>read rows</c> and
    /// <c>fields</c>. OpenTelemetry collects them by <c>AddSource(InvoiceReader.ActivitySourceName)</c>; they hold no number and no piece of the picture. Without a listener they cost nothing.
    /// </summary>
    public const string ActivitySourceName = "MlNetInvoice";

    private static readonly Lazy<InvoiceReader> _default = new(() => new InvoiceReader(EmbeddedModels.LoadReader()));

    private readonly ReadingPipeline _pipeline;

    /// <summary>Makes a reader of a model.</summary>
    /// <param name="model">
    /// A model of 37 classes (0 to 9, A to Z, none) that can slide along a line, such as the embedded one; or any whose first ten classes are the digits, which then reads glyphs that are cut out first.
    /// </param>
    /// <param name="options">How to read; null takes <see cref="InvoiceReaderOptions.Default"/>.</param>
    /// <exception cref="InvalidModelException">The model does not read digits of 28×28 pixels.</exception>
    public InvoiceReader(TrainedModel model, InvoiceReaderOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        _pipeline = new ReadingPipeline(model);
        Model = model.Manifest;
        Options = options ?? InvoiceReaderOptions.Default;
    }

    /// <summary>Makes a reader that cuts lines into glyphs with a segmenter of your own and lets the model read the glyphs.</summary>
    /// <param name="model">A model whose first ten classes are the digits.</param>
    /// <param name="segmenter">Cuts the lines, such as a <see cref="ComponentSegmenter"/> with other parameters or the OpenCV segmenter of MlNetInvoice.OpenCv.</param>
    /// <param name="options">How to read; null takes <see cref="InvoiceReaderOptions.Default"/>.</param>
    /// <exception cref="InvalidModelException">The model does not read digits of 28×28 pixels.</exception>
    public InvoiceReader(TrainedModel model, ISegmenter segmenter, InvoiceReaderOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(segmenter);
        _pipeline = new ReadingPipeline(model, segmenter);
        Model = model.Manifest;
        Options = options ?? InvoiceReaderOptions.Default;
    }

    private InvoiceReader(ReadingPipeline pipeline, ModelManifest model, InvoiceReaderOptions options)
    {
        _pipeline = pipeline;
        Model = model;
        Options = options;
    }

    /// <summary>The reader of the model that is embedded in the library, with the default options. Loaded when it is first asked for.</summary>
    public static InvoiceReader Default => _default.Value;

    /// <summary>How this reader reads.</summary>
    public InvoiceReaderOptions Options { get; }

    /// <summary>What is known about the model it reads by.</summary>
    public ModelManifest Model { get; }

    /// <summary>Makes a reader of a model file.</summary>
    /// <param name="path">The <c>.zip</c>, as <c>mlnetinvoice train</c> writes it.</param>
    /// <param name="options">How to read; null takes the defaults.</param>
    /// <exception cref="InvalidModelException">The file is missing, damaged or of a later format, or its model does not read digits.</exception>
    public static InvoiceReader Load(string path, InvoiceReaderOptions? options = null) => new(ModelFile.Load(path), options);

    /// <inheritdoc cref="Load(string, InvoiceReaderOptions?)"/>
    /// <param name="stream">The bytes of the file; left open.</param>
    /// <param name="options">How to read; null takes the defaults.</param>
    public static InvoiceReader Load(Stream stream, InvoiceReaderOptions? options = null) => new(ModelFile.Load(stream), options);

    /// <summary>A reader of the same model with other options; the two share the model.</summary>
    /// <param name="options">How the new one reads.</param>
    public InvoiceReader WithOptions(InvoiceReaderOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new InvoiceReader(_pipeline, Model, options);
    }

    /// <summary>Reads the most certain number (<see cref="InvoiceReading.OthersInView"/> counts the others) of a picture file.</summary>
    /// <param name="path">A PNG or JPEG file, or what <see cref="ImageDecoderOptions.Codec"/> decodes.</param>
    /// <exception cref="InvalidImageException">The bytes are no picture that can be decoded.</exception>
    /// <exception cref="ImageTooLargeException">The picture is larger than the options allow.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public InvoiceReading Read(string path) => ReadAll(path)[0];

    /// <summary>Reads the most certain number (<see cref="InvoiceReading.OthersInView"/> counts the others) of an encoded picture.</summary>
    /// <param name="stream">The bytes of a picture file, read to their end; left open.</param>
    /// <inheritdoc cref="Read(string)" path="/exception"/>
    public InvoiceReading Read(Stream stream) => ReadAll(stream)[0];

    /// <summary>Reads the most certain number (<see cref="InvoiceReading.OthersInView"/> counts the others) of an encoded picture.</summary>
    /// <param name="file">The bytes of a picture file.</param>
    /// <inheritdoc cref="Read(string)" path="/exception"/>
    public InvoiceReading Read(ReadOnlySpan<byte> file) => ReadAll(file)[0];

    /// <inheritdoc cref="Read(ReadOnlySpan{byte})"/>
    /// <exception cref="ArgumentNullException">There is no array.</exception>
    public InvoiceReading Read(byte[] file) => ReadAll(file)[0];

    /// <summary>Reads the most certain number (<see cref="InvoiceReading.OthersInView"/> counts the others) of a picture.</summary>
    /// <param name="image">The picture, upright or not.</param>
    public InvoiceReading Read(GrayImage image) => ReadAll(image)[0];

    /// <summary>Reads the most certain number (<see cref="InvoiceReading.OthersInView"/> counts the others) of a picture.</summary>
    /// <param name="image">The picture, upright or not.</param>
    public InvoiceReading Read(RgbImage image) => ReadAll(image)[0];

    /// <summary>Reads the most certain number (<see cref="InvoiceReading.OthersInView"/> counts the others) of an encoded picture; the bytes are fetched without blocking a thread.</summary>
    /// <param name="stream">The bytes of a picture file, read to their end; left open.</param>
    /// <param name="cancellationToken">Stops the fetching.</param>
    /// <inheritdoc cref="Read(string)" path="/exception"/>
    public async Task<InvoiceReading> ReadAsync(Stream stream, CancellationToken cancellationToken = default)
    {
        using FileBytes file = await FileBytes.ReadAsync(stream, Options.Decoder, cancellationToken).ConfigureAwait(false);
        return ReadAll(file.Span)[0];
    }

    /// <summary>Reads every invoice number in view, those it is not sure of included.</summary>
    /// <param name="path">A PNG or JPEG file, or what <see cref="ImageDecoderOptions.Codec"/> decodes.</param>
    /// <returns>
    /// The accepted numbers (<see cref="InvoiceReadingStatus.Read"/>), the most certain first, and after them those that may be numbers but are not sure
    /// (<see cref="InvoiceReadingStatus.Rejected"/>, from a confidence of 0.25; if none is accepted, the best guess however unsure). At least one: if nothing was found, it says why
    /// (<see cref="InvoiceReadingStatus.NotFound"/>). The first is what <see cref="Read(string)"/> gives.
    /// </returns>
    /// <inheritdoc cref="Read(string)" path="/exception"/>
    public IReadOnlyList<InvoiceReading> ReadAll(string path)
    {
        using FileStream stream = FileBytes.Open(path);
        return ReadAll(stream);
    }

    /// <inheritdoc cref="ReadAll(string)"/>
    /// <param name="stream">The bytes of a picture file, read to their end; left open.</param>
    public IReadOnlyList<InvoiceReading> ReadAll(Stream stream)
    {
        using FileBytes file = FileBytes.Read(stream, Options.Decoder);
        return ReadAll(file.Span);
    }

    /// <inheritdoc cref="ReadAll(string)"/>
    /// <param name="file">The bytes of a picture file.</param>
    public IReadOnlyList<InvoiceReading> ReadAll(ReadOnlySpan<byte> file) => ReadAll(file, null);

    /// <inheritdoc cref="ReadAll(ReadOnlySpan{byte})"/>
    /// <exception cref="ArgumentNullException">There is no array.</exception>
    public IReadOnlyList<InvoiceReading> ReadAll(byte[] file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return ReadAll(file.AsSpan(), null);
    }

    /// <summary>Reads every invoice number in view, those it is not sure of included.</summary>
    /// <param name="image">The picture, upright or not.</param>
    /// <returns>
    /// The accepted numbers (<see cref="InvoiceReadingStatus.Read"/>), the most certain first, and after them those that may be numbers but are not sure
    /// (<see cref="InvoiceReadingStatus.Rejected"/>, from a confidence of 0.25; if none is accepted, the best guess however unsure). At least one: if nothing was found, it says why
    /// (<see cref="InvoiceReadingStatus.NotFound"/>). The first is what <see cref="Read(GrayImage)"/> gives.
    /// </returns>
    public IReadOnlyList<InvoiceReading> ReadAll(GrayImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        return _pipeline.Read(new DecodedPicture(image), Options);
    }

    /// <inheritdoc cref="ReadAll(GrayImage)"/>
    public IReadOnlyList<InvoiceReading> ReadAll(RgbImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        return _pipeline.Read(new DecodedPicture(image), Options);
    }

    /// <summary>Reads every number of an encoded picture as <see cref="ReadAll(string)"/> does, and writes down every stage.</summary>
    internal IReadOnlyList<InvoiceReading> ReadAll(ReadOnlySpan<byte> file, ReadingTrace? trace) => FileKinds.Of(file).IsBuiltIn || Options.Decoder.Codec is null
        ? _pipeline.Read(new EncodedPicture(file, Options), Options, trace)
        : _pipeline.Read(new DecodedPicture(ImageDecoder.DecodeRgb(file, Options.Decoder)), Options, trace); // Once: a codec gives colours, and decoding is dear.

    /// <summary>Reads a picture whose file was damaged.</summary>
    internal IReadOnlyList<InvoiceReading> ReadAll(RgbImage image, ImageDamage? damage) => _pipeline.Read(new DecodedPicture(image, damage), Options);

    /// <summary>Reads every number of a picture as <see cref="ReadAll(GrayImage)"/> does, and writes down every stage.</summary>
    internal IReadOnlyList<InvoiceReading> ReadAll(GrayImage image, ReadingTrace? trace) => _pipeline.Read(new DecodedPicture(image), Options, trace);
}
