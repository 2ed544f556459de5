using MlNetInvoice.Imaging;

namespace MlNetInvoice.Documents;

/// <summary>The small files under <c>References</c>, made by <c>make_references.sh</c>.</summary>
internal static class References
{
    public static string Root { get; } = Path.Combine(SharedData.RepositoryRoot, "tests", "MlNetInvoice.Documents.Tests", "References");

    public static string[] Names(string folder) => [.. Directory.GetFiles(Path.Combine(Root, folder)).Select(path => $"{folder}/{Path.GetFileName(path)}").Order(StringComparer.Ordinal)];

    public static string PathOf(string name) => Path.Combine(Root, name);

    public static byte[] Read(string name) => File.ReadAllBytes(PathOf(name));

    public static DocumentPage[] Pages(string name, DocumentOptions? options = null) => [.. PageDecoder.Instance.Decode(Read(name), options)];

    public static RgbImage Decode(byte[] file) => PageDecoder.Instance.Decode(file).First().Image!;
}
