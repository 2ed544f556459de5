using System.Net.Http.Headers;

namespace MlNetInvoice.Server.Http;

/// <summary>Pictures of the repository, drawn by its own code.</summary>
internal static class Samples
{
    /// <summary>A sample whose number is known, by the samples' own label file.</summary>
    public static (byte[] Content, string Name, string Digits) Invoice { get; } = First();

    public static ByteArrayContent Body(byte[] content)
    {
        var body = new ByteArrayContent(content);
        body.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        return body;
    }

    public static MultipartFormDataContent Form(params (string Name, byte[] Content)[] files)
    {
        var form = new MultipartFormDataContent();
        foreach ((string name, byte[] content) in files)
        {
            form.Add(Body(content), "files", name);
        }

        return form;
    }

    private static (byte[], string, string) First()
    {
        string folder = Path.Combine(SharedData.RepositoryRoot, "assets", "samples");
        Data.LabeledInvoice row = Data.LabeledInvoices.Load(folder).First(r => r.Kind == "electronic" && r.File.Contains("photo", StringComparison.Ordinal));
        return (File.ReadAllBytes(row.File), Path.GetFileName(row.File), row.Digits);
    }
}
