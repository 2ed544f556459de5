namespace MlNetInvoice.Server.Readings;

/// <summary>The service is full: answered with 429 and <c>Retry-After</c>.</summary>
/// <param name="full">What is full, in one word for the metrics.</param>
/// <param name="message">What is full, in a sentence.</param>
internal sealed class OverloadedException(string full, string message) : Exception(message)
{
    public string Full { get; } = full;

    /// <summary>The refusal of a picture that found no place in the queue.</summary>
    public static OverloadedException OfQueue() => new("queue", "Every core is busy and the queue is full");

    /// <summary>The refusal of bytes that found no place in memory.</summary>
    public static OverloadedException OfMemory() => new("memory", "The service holds as many uploads as its memory allows");
}
