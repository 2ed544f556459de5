namespace MlNetInvoice.Server.Sources;

/// <summary>A job's source is one that the worker may not fetch, today or ever: trying again would not help.</summary>
/// <param name="message">What is refused and why.</param>
internal sealed class RefusedSourceException(string message) : MlNetInvoiceException(message);
