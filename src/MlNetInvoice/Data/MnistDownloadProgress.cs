namespace MlNetInvoice.Data;

/// <summary>How far fetching has come.</summary>
/// <param name="File">The file being fetched.</param>
/// <param name="Mirror">Where it comes from; null where it was there already.</param>
/// <param name="BytesDone">Bytes of this file on disk.</param>
/// <param name="Message">What just happened, such as a mirror that failed; null for plain progress.</param>
public sealed record MnistDownloadProgress(MnistFile File, Uri? Mirror, long BytesDone, string? Message = null);
