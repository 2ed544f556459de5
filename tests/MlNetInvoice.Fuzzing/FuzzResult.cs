namespace MlNetInvoice.Fuzzing;

/// <summary>What one input did.</summary>
/// <param name="Fault">The exception it ended in, or null where it was read.</param>
/// <param name="IsCrash">Whether that exception is not documented.</param>
/// <param name="Time">How long it took.</param>
/// <param name="Allocated">Bytes allocated on the way.</param>
/// <param name="AllocationCap">Bytes that may be allocated for it.</param>
public sealed record FuzzResult(Exception? Fault, bool IsCrash, TimeSpan Time, long Allocated, long AllocationCap)
{
    /// <summary>The longest that any input may take.</summary>
    public static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(2);

    /// <summary>Whether it took too long.</summary>
    public bool IsHang => Time > TimeLimit;

    /// <summary>Whether it allocated too much.</summary>
    public bool IsExcess => Allocated > AllocationCap;

    /// <summary>Whether anything is wrong.</summary>
    public bool IsFinding => IsCrash || IsHang || IsExcess;

    /// <summary>What is wrong, in one line.</summary>
    public override string ToString() => IsCrash
        ? $"{Fault!.GetType().Name}: {Fault.Message}"
        : IsHang ? $"took {Time.TotalSeconds:F1} s" : IsExcess ? $"allocated {Allocated} bytes of {AllocationCap} allowed" : "nothing wrong";
}
