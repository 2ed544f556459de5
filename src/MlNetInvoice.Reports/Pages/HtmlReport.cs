using MlNetInvoice.Files;

namespace MlNetInvoice.Reports.Pages;

/// <summary>A finished report: one HTML page that needs no other file and follows the reader's colour scheme. Immutable.</summary>
public sealed class HtmlReport
{
    private readonly string _html;

    internal HtmlReport(string title, string html) => (Title, _html) = (title, html);

    /// <summary>The page's title.</summary>
    public string Title { get; }

    /// <summary>The whole page.</summary>
    public override string ToString() => _html;

    /// <summary>Writes the page to a file, beside and then renamed.</summary>
    /// <param name="path">The <c>.html</c> file; missing folders are made.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path) => AtomicFile.Write(path, _html);
}
