namespace MlNetInvoice.Lottery;

/// <summary>What is wrong with a file of winning numbers, all of it, so that one look mends it. Belongs to one call.</summary>
internal sealed class WinningFaults
{
    /// <summary>More than these are not listed: the file is something else.</summary>
    private const int Most = 20;

    private readonly List<string> _messages = [];

    /// <summary>Whether nothing more is worth reading.</summary>
    public bool IsFull => _messages.Count >= Most;

    /// <summary>Reads a part; what is wrong with it is kept, and the other parts are read all the same.</summary>
    public void Try(Action read)
    {
        if (IsFull)
        {
            return;
        }

        try
        {
            read();
        }
        catch (InvalidDataSetException fault)
        {
            _messages.Add(fault.Message);
        }
    }

    /// <summary>Ends the reading if anything was wrong.</summary>
    /// <exception cref="InvalidDataSetException">Something was.</exception>
    public void ThrowIfAny()
    {
        if (_messages.Count > 0)
        {
            throw new InvalidDataSetException(string.Join(' ', _messages) + (IsFull ? " There may be more." : ""));
        }
    }
}
