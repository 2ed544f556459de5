namespace MlNetInvoice.Service.Readings;

/// <summary>The service is full: answered with 429 and <c>Retry-After</c>.</summary>
/// <param name="message">What is full.</param>
internal sealed class OverloadedException(string message) : Exception(message);
