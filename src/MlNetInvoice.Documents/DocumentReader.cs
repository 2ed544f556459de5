using MlNetInvoice.Imaging.Codecs;

namespace MlNetInvoice.Documents;

/// <summary>
/// Reads invoice numbers off files of any known format, page by page: off the text layer of a PDF page exactly, else off its picture. Every reading names its page
/// (<see cref="InvoiceReading.Page"/>) if the file is one of pages. Immutable and thread-safe.
/// </summary>
public sealed class DocumentReader
{
    private readonly InvoiceReader _reader;
    private readonly IPageDecoder _decoder;
    private readonly DocumentOptions _options;

    /// <summary>Makes a reader.</summary>
    /// <param name="reader">Reads the pictures; its decoder options limit them.</param>
    /// <param name="decoder">Decodes; null decodes in this process. PNG and JPEG are always decoded in this process, by managed code.</param>
    /// <param name="options">Limits; null for the defaults.</param>
    public DocumentReader(InvoiceReader reader, IPageDecoder? decoder = null, DocumentOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(reader);
        _reader = reader;
        _decoder = decoder ?? PageDecoder.Instance;
        _options = (options ?? DocumentOptions.Default) with { Decoder = reader.Options.Decoder };
    }

    /// <summary>A reader of the same files whose pictures are read in another way; the two share the model and the decoder.</summary>
    /// <param name="change">Makes the new options of the old.</param>
    public DocumentReader With(Func<InvoiceReaderOptions, InvoiceReaderOptions> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return new DocumentReader(_reader.WithOptions(change(_reader.Options)), _decoder, _options);
    }

    /// <summary>Reads the most certain number of every page.</summary>
    /// <param name="file">The whole file.</param>
    /// <returns>One reading per page, in their order. A page that cannot be decoded has <see cref="InvoiceReadingStatus.Invalid"/>.</returns>
    /// <exception cref="InvalidImageException">The file is in no known format, damaged, encrypted, or took too long.</exception>
    /// <exception cref="ImageTooLargeException">The file, its number of pages or its declared size exceeds the limits.</exception>
    public IReadOnlyList<InvoiceReading> Read(ReadOnlyMemory<byte> file) => Read(file, all: false);

    /// <summary>Reads every number in view of every page.</summary>
    /// <param name="file">The whole file.</param>
    /// <returns>At least one reading per page, in their order.</returns>
    /// <inheritdoc cref="Read(ReadOnlyMemory{byte})" path="/exception"/>
    public IReadOnlyList<InvoiceReading> ReadAll(ReadOnlyMemory<byte> file) => Read(file, all: true);

    /// <summary>The pages that <see cref="ReadAll"/> reads, to show them or to draw into them.</summary>
    /// <param name="file">The whole file.</param>
    /// <inheritdoc cref="Read(ReadOnlyMemory{byte})" path="/exception"/>
    public IEnumerable<DocumentPage> Decode(ReadOnlyMemory<byte> file) => (FileKinds.Of(file.Span).IsBuiltIn ? PageDecoder.Instance : _decoder).Decode(file, _options);

    private IReadOnlyList<InvoiceReading> Read(ReadOnlyMemory<byte> file, bool all)
    {
        FileKind kind = FileKinds.Of(file.Span);
        if (kind.IsBuiltIn)
        {
            return all ? _reader.ReadAll(file.Span) : [_reader.Read(file.Span)];
        }

        var readings = new List<InvoiceReading>();
        int pages = 0;
        foreach (DocumentPage page in _decoder.Decode(file, _options))
        {
            pages++;
            IReadOnlyList<InvoiceReading> found = PageReader.Read(page, _reader);
            readings.AddRange((all ? found : found.Take(1)).Select(reading => reading with { Page = page.Number }));
        }

        // A picture is no document: that it has one page goes without saying.
        return pages == 1 && kind.Format != Imaging.ImageFormat.Pdf ? [.. readings.Select(reading => reading with { Page = null })] : readings;
    }
}
