using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using MlNetInvoice.Files;

namespace MlNetInvoice.Reports.Charts;

/// <summary>
/// A drawn chart as SVG: light or dark as the reader's system is (<c>prefers-color-scheme</c>), with a title and a description for screen readers,
/// and readable from 600 pixels of width. Immutable; safe to share between threads.
/// </summary>
[TypeFormatterSource(typeof(FigureFormatterSource), PreferredMimeTypes = ["text/html"])]
public sealed class SvgChart : IFigure
{
    private readonly string _svg;

    internal SvgChart(string title, string description, int width, int height, string body)
    {
        Title = title;
        Description = description;
        Width = width;
        Height = height;
        string id = Identify(title, description, body);
        _svg = string.Create(CultureInfo.InvariantCulture, $"""
            <svg xmlns="http://www.w3.org/2000/svg" class="mni" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img" aria-labelledby="t{id} d{id}">
            <title id="t{id}">{Markup.Escape(title)}</title>
            <desc id="d{id}">{Markup.Escape(description)}</desc>
            <style>{ChartStyle.Css}</style>
            <rect class="card" x="0.5" y="0.5" width="{width - 1}" height="{height - 1}" rx="8"/>
            {body.TrimEnd()}
            </svg>

            """);
    }

    /// <inheritdoc/>
    public string Title { get; }

    /// <inheritdoc/>
    public string Description { get; }

    /// <inheritdoc/>
    public int Width { get; }

    /// <inheritdoc/>
    public int Height { get; }

    /// <summary>The whole SVG document as text.</summary>
    public override string ToString() => _svg;

    /// <inheritdoc/>
    public string ToHtml() => _svg;

    /// <inheritdoc/>
    public void Save(string path) => AtomicFile.Write(path, _svg);

    /// <summary>Several charts share one HTML page, where an id may stand only once: it is made from the content, and so is the same on every run.</summary>
    private static string Identify(params ReadOnlySpan<string> parts)
    {
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts)));
        return Convert.ToHexStringLower(hash.AsSpan(0, 5));
    }
}
