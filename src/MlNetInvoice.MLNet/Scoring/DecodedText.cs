namespace MlNetInvoice.MLNet;

/// <summary>
/// What a text that comes with every row stands for, decoded once: ML.NET hands out the same memory each time, so the comparison costs nothing. Safe to share between
/// threads.
/// </summary>
internal sealed class DecodedText<T>(Func<string, T> decode)
    where T : class
{
    private readonly Lock _lock = new();
    private volatile Entry? _last;

    /// <summary>The decoded value of a text.</summary>
    public T Get(ReadOnlyMemory<char> text)
    {
        if (_last is Entry last && last.Text.Equals(text))
        {
            return last.Value;
        }

        lock (_lock)
        {
            Entry? known = _last;
            T value = known is not null && known.Text.Span.SequenceEqual(text.Span) ? known.Value : decode(text.ToString());
            _last = new Entry(text, value);
            return value;
        }
    }

    private sealed record Entry(ReadOnlyMemory<char> Text, T Value);
}
