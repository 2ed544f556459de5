namespace MlNetInvoice.Server.Http;

/// <summary>One value of a scrape.</summary>
internal sealed record MetricSample(string Name, IReadOnlyDictionary<string, string> Tags, double Value)
{
    public bool Has(params (string Name, string Value)[] tags) => tags.All(t => Tags.GetValueOrDefault(t.Name) == t.Value);
}
