using System.Globalization;

namespace MlNetInvoice.Documents;

/// <summary>Words the faults of documents alike: which format, which page, what is wrong, what to do. A library's own words never reach a message.</summary>
internal static class DocumentFault
{
    /// <summary>A file that a library gave up on.</summary>
    public static InvalidImageException Damaged(string format, Exception? cause = null) =>
        new($"{format}: the file is damaged or was cut off, so copy or download it again.", cause);

    /// <summary>A page that a library gave up on.</summary>
    public static string DamagedPage(string format, int page) =>
        string.Create(CultureInfo.InvariantCulture, $"{format}, page {page}: the page is damaged; copy or download the file again.");

    public static ImageTooLargeException TooManyPages(string format, int pages, int limit) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{format}: the file has {pages} pages; at most {limit} are accepted: split it, or raise DocumentOptions.MaxPages."));

    public static ImageTooLargeException TooMuchMemory(string format, long limit) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{format}: the file takes more than {limit >> 20} MiB of memory to decode: shrink it, or raise DocumentOptions.MaxMemoryBytes."));

    public static InvalidImageException TooSlow(string format, TimeSpan limit) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{format}: the file took longer than {limit.TotalSeconds:0.###} s to decode: simplify it, or raise DocumentOptions.Timeout."));

    public static InvalidImageException Crashed(string format, Exception? cause = null) =>
        new($"{format}: the file made its decoder fail; it is damaged, so save it again in another format.", cause);
}
