namespace MlNetInvoice.Synthesis.Faces;

/// <summary>How a stroke face draws the skeletons. Lengths are in heights of a capital.</summary>
internal sealed record StrokeStyle
{
    /// <summary>The face's name.</summary>
    public required string Name { get; init; }

    /// <summary>Width of a digit's box, from the middle of the left stem to the middle of the right one.</summary>
    public float DigitWidth { get; init; } = 0.5f;

    /// <summary>Width of a normal letter's box.</summary>
    public float LetterWidth { get; init; } = 0.58f;

    /// <summary>Half the thickness of upright stems.</summary>
    public float PenX { get; init; } = 0.06f;

    /// <summary>Half the thickness of level strokes.</summary>
    public float PenY { get; init; } = 0.06f;

    /// <summary>Share of an edge that a rounded corner may use, 0 to 1 (1: ovals).</summary>
    public float Fillet { get; init; } = 1;

    /// <summary>Largest corner radius.</summary>
    public float MaxRadius { get; init; } = 10;

    /// <summary>Whether strokes end round.</summary>
    public bool RoundEnds { get; init; }

    /// <summary>Half length of serifs; 0: none.</summary>
    public float Serif { get; init; }

    /// <summary>Half thickness of serifs.</summary>
    public float SerifPen { get; init; } = 0.025f;

    /// <summary>Fixed advance; 0: proportional.</summary>
    public float Pitch { get; init; }

    /// <summary>White beside each glyph of a proportional face, both sides together.</summary>
    public float Spacing { get; init; } = 0.16f;

    /// <summary>Forms of characters other than the usual, as skeleton keys separated by spaces ("1b 7n").</summary>
    public string Forms { get; init; } = "";

    /// <summary>What print the face stands for.</summary>
    public PrintFaceKind Kind { get; init; } = PrintFaceKind.Receipt;
}
