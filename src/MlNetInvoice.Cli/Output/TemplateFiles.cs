namespace MlNetInvoice.Cli.Output;

/// <summary>The files of <c>Templates</c>, embedded in the program.</summary>
internal static class TemplateFiles
{
    private const string Prefix = "MlNetInvoice.Cli.Templates/";

    /// <summary>The names below a folder, such as <c>console/Program.cs</c> below <c>console</c>.</summary>
    public static IEnumerable<string> Below(string folder) => typeof(TemplateFiles).Assembly.GetManifestResourceNames()
        .Select(name => name.Replace('\\', '/'))
        .Where(name => name.StartsWith($"{Prefix}{folder}/", StringComparison.Ordinal))
        .Select(name => name[Prefix.Length..])
        .Order(StringComparer.Ordinal);

    /// <summary>Opens one.</summary>
    public static Stream Open(string name)
    {
        string resource = typeof(TemplateFiles).Assembly.GetManifestResourceNames().Single(found => found.Replace('\\', '/') == Prefix + name);
        return typeof(TemplateFiles).Assembly.GetManifestResourceStream(resource)!;
    }
}
