namespace MlNetInvoice.Synthesis.Faces;

/// <summary>A face that text can be printed in. Immutable after construction and safe to share between threads.</summary>
public abstract class PrintFace
{
    private protected PrintFace(string name, PrintFaceKind kind)
    {
        Name = name;
        Kind = kind;
    }

    /// <summary>The face's name, unique among ours.</summary>
    public string Name { get; }

    /// <summary>What machine prints it.</summary>
    public PrintFaceKind Kind { get; }

    /// <summary>Whether the face has a character.</summary>
    /// <param name="character">A character as printed.</param>
    public abstract bool Has(char character);

    /// <summary>The outline of a character; that of a hollow box where the face has none.</summary>
    internal abstract GlyphOutline Outline(char character);
}
