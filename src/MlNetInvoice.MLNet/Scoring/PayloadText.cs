using MlNetInvoice.Models;

namespace MlNetInvoice.MLNet;

/// <summary>The text that a stage of this library carries in an ML.NET .zip: one line of JSON with its settings, then its model file in base64, or nothing.</summary>
internal static class PayloadText
{
    public static string Join(string settings, TrainedModel? model)
    {
        if (model is null)
        {
            return settings + '\n';
        }

        using var bytes = new MemoryStream();
        ModelFile.Save(model, bytes);
        return settings + '\n' + Convert.ToBase64String(bytes.GetBuffer(), 0, (int)bytes.Length);
    }

    /// <summary>The two parts of a text.</summary>
    /// <exception cref="InvalidModelException">The text is damaged.</exception>
    public static (string Settings, TrainedModel? Model) Split(string text)
    {
        int end = text.IndexOf('\n', StringComparison.Ordinal);
        if (end < 0)
        {
            throw new InvalidModelException("What the .zip carries for a stage of MlNetInvoice has no settings.");
        }

        if (end == text.Length - 1)
        {
            return (text[..end], null);
        }

        try
        {
            using var bytes = new MemoryStream(Convert.FromBase64String(text[(end + 1)..]), writable: false);
            return (text[..end], ModelFile.Load(bytes));
        }
        catch (FormatException fault)
        {
            throw new InvalidModelException($"What the .zip carries for a stage of MlNetInvoice is damaged: {fault.Message}", fault);
        }
    }
}
