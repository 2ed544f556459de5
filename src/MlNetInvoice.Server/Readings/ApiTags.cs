namespace MlNetInvoice.Server.Readings;

/// <summary>The groups of operations in the OpenAPI document, as a reader of it looks for them.</summary>
internal static class ApiTags
{
    public const string Readings = "Readings";
    public const string Digits = "Digits";
    public const string Review = "Review";
    public const string Service = "Service";
}
