using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;

namespace MlNetInvoice.Server.Telemetry;

/// <summary>
/// Draws spans as they lay in time, a row each, below their parents: <c>assets/gallery/trace-request.svg</c> and <c>trace-job.svg</c>, drawn anew by
/// <c>MLNETINVOICE_UPDATE_TRACE=1 dotnet test tests/MlNetInvoice.Server.Tests -c Release --filter one_trace</c>.
/// </summary>
internal static class TracePicture
{
    private const int Width = 860;
    private const int Left = 250;
    private const int Right = 90;
    private const int Row = 22;
    private const int Top = 52;

    /// <summary>Draws a picture of the documents anew where that is asked for.</summary>
    public static void Update(string name, string title, IReadOnlyList<Activity> spans)
    {
        if (Environment.GetEnvironmentVariable("MLNETINVOICE_UPDATE_TRACE") == "1")
        {
            File.WriteAllText(Path.Combine(SharedData.RepositoryRoot, "assets", "gallery", $"{name}.svg"), Draw(title, spans));
        }
    }

    private static string Draw(string title, IReadOnlyList<Activity> spans)
    {
        DateTime begin = spans.Min(span => span.StartTimeUtc);
        double whole = spans.Max(span => (span.StartTimeUtc + span.Duration - begin).TotalMilliseconds);
        (Activity Span, int Depth)[] rows = [.. spans.Where(span => spans.All(other => other.SpanId != span.ParentSpanId)).OrderBy(span => span.StartTimeUtc).SelectMany(root => Below(root, spans, 0))];
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $$$"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {{{Width}}} {{{Top + (rows.Length * Row) + 12}}}" width="{{{Width}}}" role="img" font-family="system-ui,sans-serif" font-size="12">
            <title>{{{title}}}</title>
            <desc>{{{rows.Length}}} spans in {{{whole:0}}} ms: {{{string.Join(", ", rows.Select(row => Label(row.Span)).Distinct())}}}.</desc>
            <style>.g{fill:#fff}text{fill:#1d2733}.m{fill:#5b6875}.l{stroke:#d5dbe1}@media(prefers-color-scheme:dark){.g{fill:#12181f}text{fill:#e6ebf0}.m{fill:#93a1af}.l{stroke:#2b3742}}</style>
            <rect class="g" width="100%" height="100%" rx="8"/>
            <text x="16" y="26" font-size="15" font-weight="600">{{{title}}}</text>

            """);
        for (int part = 0; part <= 4; part++)
        {
            float x = Left + ((Width - Left - Right) * part / 4f);
            svg.Append(CultureInfo.InvariantCulture, $"<line class=\"l\" x1=\"{x:0.#}\" x2=\"{x:0.#}\" y1=\"{Top - 6}\" y2=\"{Top + (rows.Length * Row)}\"/><text class=\"m\" x=\"{x:0.#}\" y=\"{Top - 10}\" text-anchor=\"middle\" font-size=\"10\">{whole * part / 4:0} ms</text>\n");
        }

        for (int row = 0; row < rows.Length; row++)
        {
            (Activity span, int depth) = rows[row];
            double scale = (Width - Left - Right) / whole, from = (span.StartTimeUtc - begin).TotalMilliseconds * scale, length = Math.Max(2, span.Duration.TotalMilliseconds * scale);
            int y = Top + (row * Row);
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{16 + (depth * 14)}\" y=\"{y + 14}\">{WebUtility.HtmlEncode(Label(span))}</text>");
            svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"{Left + from:0.#}\" y=\"{y + 4}\" width=\"{length:0.#}\" height=\"13\" rx=\"3\" fill=\"{ColorOf(span)}\"/>");
            svg.Append(CultureInfo.InvariantCulture, $"<text class=\"m\" x=\"{Left + from + length + 5:0.#}\" y=\"{y + 14}\" font-size=\"10\">{span.Duration.TotalMilliseconds:0.0} ms</text>\n");
        }

        return svg.Append("</svg>\n").ToString();
    }

    private static IEnumerable<(Activity Span, int Depth)> Below(Activity span, IReadOnlyList<Activity> spans, int depth) =>
        spans.Where(other => other.ParentSpanId == span.SpanId).OrderBy(other => other.StartTimeUtc).SelectMany(child => Below(child, spans, depth + 1)).Prepend((span, depth));

    private static string Label(Activity span) => span.Source.Name switch
    {
        "RabbitMQ.Client.Publisher" => "publish (RabbitMQ)",
        "RabbitMQ.Client.Subscriber" => "deliver (RabbitMQ)",
        "Npgsql" => "insert (PostgreSQL)",
        "Microsoft.AspNetCore" => "POST /v1/readings",
        _ when span.OperationName == "write" => "write, a batch of results",
        _ when span.GetTagItem("mlnetinvoice.channel") is string channel => $"look, {channel}",
        _ => span.OperationName,
    };

    private static string ColorOf(Activity span) => span.Source.Name switch
    {
        InvoiceReader.ActivitySourceName => "#2a78d6",
        ServerSpans.SourceName => "#0a8f4a",
        "Npgsql" => "#8a4fc9",
        _ => "#c26a00",
    };
}
