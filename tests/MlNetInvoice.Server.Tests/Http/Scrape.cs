using System.Globalization;
using System.Text.RegularExpressions;

namespace MlNetInvoice.Server.Http;

/// <summary>What a server says at /metrics, read as Prometheus reads it (text format 0.0.4); any line that is none fails.</summary>
internal sealed partial class Scrape
{
    private readonly Dictionary<string, string> _types = [];

    public List<MetricSample> Samples { get; } = [];

    public static async Task<Scrape> OfAsync(HttpClient client)
    {
        using HttpResponseMessage response = await client.GetAsync("metrics");
        Assert.That(response.Content.Headers.ContentType!.MediaType, Is.EqualTo("text/plain"));
        return Parse(await response.Content.ReadAsStringAsync());
    }

    public static Scrape Parse(string text)
    {
        var scrape = new Scrape();
        foreach (string line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.StartsWith("# TYPE ", StringComparison.Ordinal))
            {
                string[] parts = line.Split(' ');
                scrape._types.Add(parts[2], parts[3]);
            }
            else if (!line.StartsWith('#'))
            {
                scrape.Samples.Add(ParseSample(line));
            }
        }

        return scrape;
    }

    public string? TypeOf(string name) => _types.GetValueOrDefault(name);

    /// <summary>The one value with these tags, among others.</summary>
    public double ValueOf(string name, params (string Name, string Value)[] tags) => Samples.Single(s => s.Name == name && s.Has(tags)).Value;

    private static MetricSample ParseSample(string line)
    {
        Match match = SampleLine().Match(line);
        Assert.That(match.Success, $"No sample: {line}");
        var tags = new Dictionary<string, string>();
        foreach (Match tag in Tag().Matches(match.Groups["tags"].Value))
        {
            tags.Add(tag.Groups["name"].Value, Regex.Unescape(tag.Groups["value"].Value));
        }

        string value = match.Groups["value"].Value;
        return new MetricSample(match.Groups["name"].Value, tags, value switch
        {
            "+Inf" => double.PositiveInfinity,
            "Nan" or "NaN" => double.NaN,
            _ => double.Parse(value, CultureInfo.InvariantCulture),
        });
    }

    [GeneratedRegex("""^(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)(\{(?<tags>([a-zA-Z_][a-zA-Z0-9_]*="([^"\\\n]|\\[\\"n])*",?)*)\})? (?<value>\S+)( \d+)?$""")]
    private static partial Regex SampleLine();

    [GeneratedRegex("""(?<name>[a-zA-Z_][a-zA-Z0-9_]*)="(?<value>([^"\\\n]|\\[\\"n])*)["]""")]
    private static partial Regex Tag();
}
