namespace MlNetInvoice.Models;

/// <summary>The models that are part of the library (<c>assets/models</c>), each loaded anew at every call.</summary>
public static class EmbeddedModels
{
    /// <summary>The model that <see cref="InvoiceReader.Default"/> reads by: 0 to 9, A to Z and none, sliding along a line of print. To look into it, to export it or to train on from it.</summary>
    public static TrainedModel LoadReader() => Load("reader.zip");

    /// <summary>LeNet-5 for single digits of 28×28 pixels, trained on MNIST.</summary>
    public static TrainedModel LoadDigits() => Load("lenet5.zip");

    private static TrainedModel Load(string file)
    {
        string name = "MlNetInvoice.Models." + file;
        using Stream stream = typeof(EmbeddedModels).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidModelException($"The library was built without its model {file}.");
        return ModelFile.Load(stream);
    }
}
