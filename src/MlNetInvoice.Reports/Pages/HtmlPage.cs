using System.Text;
using MlNetInvoice.Reports.Sheets;

namespace MlNetInvoice.Reports.Pages;

/// <summary>Puts a report's page together from headings, figures and tables; all text is escaped here.</summary>
internal sealed class HtmlPage(string title, string summary)
{
    private const string Css = """
        :root{color-scheme:light dark;--page:#f4f3ef;--card:#fcfcfb;--edge:#e7e5df;--ink:#0b0b0b;--text:#52514e;--quiet:#75736c;--accent:#2a78d6}
        @media(prefers-color-scheme:dark){:root{--page:#111110;--card:#1a1a19;--edge:#33332f;--ink:#fff;--text:#c3c2b7;--quiet:#9a988f;--accent:#4a95ec}}
        *{box-sizing:border-box}body{margin:0;background:var(--page);color:var(--text);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Noto Sans CJK TC",sans-serif}
        main{max-width:1360px;margin:0 auto;padding:40px 24px 64px}h1{margin:0;color:var(--ink);font-size:30px;line-height:1.2}h2{margin:44px 0 14px;color:var(--ink);font-size:20px}
        .summary{margin:8px 0 0;font-size:17px}.tiles{display:grid;grid-template-columns:repeat(auto-fill,minmax(150px,1fr));gap:12px;margin:26px 0 0}
        .tile{background:var(--card);border:1px solid var(--edge);border-radius:8px;padding:14px 16px}.tile b{display:block;color:var(--ink);font-size:22px;line-height:1.3;font-variant-numeric:tabular-nums}.tile span{font-size:13px;color:var(--quiet)}
        .figures{columns:2 480px;column-gap:16px}.figures>div{break-inside:avoid;padding-bottom:16px}.figures svg,.figures img{display:block;width:100%;height:auto}
        .wide{margin-bottom:16px}.wide img{display:block;max-width:100%;height:auto}.card,.figures img,.wide img{background:var(--card);border:1px solid var(--edge);border-radius:8px}.card{padding:6px 16px;overflow-x:auto}
        table{border-collapse:collapse;width:100%;font-size:14px;font-variant-numeric:tabular-nums}th,td{padding:7px 12px 7px 0;text-align:right;border-bottom:1px solid var(--edge);white-space:nowrap}
        tr:last-child td{border-bottom:0}th{color:var(--quiet);font-weight:500}th:first-child,td:first-child,td.text,th.text{text-align:left}td:first-child{color:var(--ink)}
        details{margin-top:14px}summary{cursor:pointer;color:var(--accent)}footer{margin-top:48px;font-size:13px;color:var(--quiet)}
        """;

    private readonly StringBuilder _body = new();

    public HtmlPage Heading(string text)
    {
        _body.Append("<h2>").Append(Markup.Escape(text)).Append("</h2>\n");
        return this;
    }

    public HtmlPage Paragraph(string text)
    {
        _body.Append("<p>").Append(Markup.Escape(text)).Append("</p>\n");
        return this;
    }

    /// <summary>The figures that one sees first, large: a value and what it is.</summary>
    public HtmlPage Tiles(params IEnumerable<(string Value, string Name)> tiles)
    {
        _body.Append("<div class=\"tiles\">\n");
        foreach (var (value, name) in tiles)
        {
            _body.Append("<div class=\"tile\"><b>").Append(Markup.Escape(value)).Append("</b><span>").Append(Markup.Escape(name)).Append("</span></div>\n");
        }

        _body.Append("</div>\n");
        return this;
    }

    /// <summary>Charts side by side, as many as the window is wide.</summary>
    public HtmlPage Figures(params IEnumerable<IFigure> figures)
    {
        _body.Append("<div class=\"figures\">\n");
        foreach (IFigure figure in figures)
        {
            _body.Append("<div>").Append(figure.ToHtml()).Append("</div>\n");
        }

        _body.Append("</div>\n");
        return this;
    }

    /// <summary>A sheet in both themes, of which the browser shows the one that fits.</summary>
    public HtmlPage Sheet(Func<SheetTheme, PngSheet> draw)
    {
        string dark = Convert.ToBase64String(draw(SheetTheme.Dark).ToPng().Span);
        _body.Append("<div class=\"wide\"><picture><source media=\"(prefers-color-scheme: dark)\" srcset=\"data:image/png;base64,").Append(dark).Append("\">")
            .Append(draw(SheetTheme.Light).ToHtml()).Append("</picture></div>\n");
        return this;
    }

    /// <summary>A table; a head that ends in a space marks a column of text, which stands at the left.</summary>
    public HtmlPage Table(IReadOnlyList<string> heads, IEnumerable<IReadOnlyList<string>> rows)
    {
        _body.Append("<div class=\"card\"><table><thead><tr>");
        foreach (string head in heads)
        {
            _body.Append(head.EndsWith(' ') ? "<th class=\"text\">" : "<th>").Append(Markup.Escape(head.TrimEnd())).Append("</th>");
        }

        _body.Append("</tr></thead><tbody>\n");
        foreach (IReadOnlyList<string> row in rows)
        {
            _body.Append("<tr>");
            for (int column = 0; column < row.Count; column++)
            {
                _body.Append(heads[column].EndsWith(' ') ? "<td class=\"text\">" : "<td>").Append(Markup.Escape(row[column])).Append("</td>");
            }

            _body.Append("</tr>\n");
        }

        _body.Append("</tbody></table></div>\n");
        return this;
    }

    /// <summary>A part that is folded up until one asks for it.</summary>
    public HtmlPage Details(string summary, Action<HtmlPage> write)
    {
        _body.Append("<details><summary>").Append(Markup.Escape(summary)).Append("</summary>\n");
        write(this);
        _body.Append("</details>\n");
        return this;
    }

    public HtmlReport ToReport(string footer) => new(title, $"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{Markup.Escape(title)}</title>
        <style>
        {Css}
        </style>
        </head>
        <body>
        <main>
        <h1>{Markup.Escape(title)}</h1>
        <p class="summary">{Markup.Escape(summary)}</p>
        {_body}<footer>{Markup.Escape(footer)}</footer>
        </main>
        </body>
        </html>

        """);
}
