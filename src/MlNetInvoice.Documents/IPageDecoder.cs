namespace MlNetInvoice.Documents;

/// <summary>Takes a file apart into pages. Implementations are thread-safe: <see cref="PageDecoder"/> in this process, <see cref="DecoderPool"/> in others.</summary>
public interface IPageDecoder
{
    /// <summary>Decodes a file page by page, each when it is asked for.</summary>
    /// <param name="file">The whole file: a picture in any format of <see cref="Imaging.ImageFormat"/>, or a PDF document. Not to be changed meanwhile.</param>
    /// <param name="options">Limits; null for the defaults.</param>
    /// <returns>The pages in their order, at least one. A page that cannot be decoded says so (<see cref="DocumentPage.Fault"/>) and does not keep the others back.</returns>
    /// <exception cref="InvalidImageException">The file is in no known format, damaged, encrypted, or took too long.</exception>
    /// <exception cref="ImageTooLargeException">The file, its number of pages or its declared size exceeds the options.</exception>
    IEnumerable<DocumentPage> Decode(ReadOnlyMemory<byte> file, DocumentOptions? options = null);
}
