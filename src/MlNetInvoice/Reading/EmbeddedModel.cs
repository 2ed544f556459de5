using MlNetInvoice.Models;

namespace MlNetInvoice.Reading;

/// <summary>The model that is part of the library: <c>assets/models/reader.zip</c>.</summary>
internal static class EmbeddedModel
{
    private const string Name = "MlNetInvoice.Models.reader.zip";

    public static TrainedModel Load()
    {
        using Stream stream = typeof(EmbeddedModel).Assembly.GetManifestResourceStream(Name)
            ?? throw new InvalidModelException($"The library was built without its model {Name}.");
        return ModelFile.Load(stream);
    }
}
