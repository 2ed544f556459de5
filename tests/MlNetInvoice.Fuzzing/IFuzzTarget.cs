namespace MlNetInvoice.Fuzzing;

/// <summary>Something that reads bytes from outside, and knows how such bytes are built.</summary>
public interface IFuzzTarget
{
    /// <summary>The format's name, as the command line has it.</summary>
    string Name { get; }

    /// <summary>Sound inputs to begin with.</summary>
    IReadOnlyList<byte[]> Seeds { get; }

    /// <summary>An input like a sound one, but wrong somewhere.</summary>
    /// <param name="seed">A sound input.</param>
    /// <param name="other">Another one, to take pieces from.</param>
    /// <param name="random">The only source of chance.</param>
    byte[] Mutate(byte[] seed, byte[] other, Random random);

    /// <summary>Reads an input by the library's public ways.</summary>
    void Read(byte[] input);

    /// <summary>Whether the library documents that reading may end so.</summary>
    bool IsDocumented(Exception fault);

    /// <summary>The bytes that reading an input may allocate: a factor times what it declares, never above a fixed cap.</summary>
    long AllocationCap(byte[] input);
}
