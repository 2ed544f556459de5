namespace MlNetInvoice.Synthesis.Faces;

/// <summary>Faces whose captions are drawn in earnest (<see cref="CaptionSkeletons"/>), and some of screens and offices, for scenes alone.</summary>
internal static class CaptionFaces
{
    private static readonly StrokeFace s_round = new(new StrokeStyle { Name = "caption-round", PenX = 0.05f, PenY = 0.05f, RoundEnds = true, Spacing = 0.12f }, captions: true);
    private static readonly StrokeFace s_heavy = new(new StrokeStyle { Name = "caption-heavy", PenX = 0.085f, PenY = 0.075f, Spacing = 0.1f }, captions: true);

    /// <summary>Ideographs of smooth printing: sans, heavy, with thin level strokes, round, light.</summary>
    public static IReadOnlyList<PrintFace> Smooth { get; } =
    [
        new StrokeFace(new StrokeStyle { Name = "caption-sans", PenX = 0.052f, PenY = 0.046f, Spacing = 0.12f }, captions: true),
        s_heavy,
        new StrokeFace(new StrokeStyle { Name = "caption-ming", PenX = 0.058f, PenY = 0.026f, Spacing = 0.12f }, captions: true),
        s_round,
        new StrokeFace(new StrokeStyle { Name = "caption-light", PenX = 0.034f, PenY = 0.032f, Spacing = 0.14f }, captions: true),
    ];

    /// <summary>Ideographs of printers with cells or needles.</summary>
    public static IReadOnlyList<PrintFace> Matrix { get; } =
    [
        new MatrixFace(new MatrixStyle("caption-dots-16", PrintFaceKind.DotMatrix, 9, 16, 0.56f, 0.62f, 0.4f), s_round),
        new MatrixFace(new MatrixStyle("caption-dots-24", PrintFaceKind.DotMatrix, 13, 24, 0.56f, 0.72f, 0.4f), s_round),
        new MatrixFace(new MatrixStyle("caption-thermal-24", PrintFaceKind.Thermal, 13, 24, 0.56f, 0, 0.4f), s_heavy),
        new MatrixFace(new MatrixStyle("caption-thermal-20", PrintFaceKind.Thermal, 11, 20, 0.56f, 0, 0.4f), s_round),
    ];

    /// <summary>Latin of screens and of offices' printers: near kin of what browsers and word processors show.</summary>
    public static IReadOnlyList<PrintFace> Latin { get; } =
    [
        new StrokeFace(new StrokeStyle { Name = "screen-sans", DigitWidth = 0.5f, LetterWidth = 0.6f, PenX = 0.056f, PenY = 0.05f, Spacing = 0.17f, Forms = "1f" }),
        new StrokeFace(new StrokeStyle { Name = "screen-light", DigitWidth = 0.52f, LetterWidth = 0.6f, PenX = 0.04f, PenY = 0.038f, Spacing = 0.18f, Forms = "1 6d 9d" }),
        new StrokeFace(new StrokeStyle { Name = "screen-bold", DigitWidth = 0.48f, LetterWidth = 0.58f, PenX = 0.088f, PenY = 0.078f, Spacing = 0.15f, Forms = "1f" }),
        new StrokeFace(new StrokeStyle { Name = "screen-narrow", DigitWidth = 0.42f, LetterWidth = 0.48f, PenX = 0.05f, PenY = 0.046f, Spacing = 0.14f, Forms = "1f 7c" }),
        new StrokeFace(new StrokeStyle { Name = "office-roman", DigitWidth = 0.48f, LetterWidth = 0.64f, PenX = 0.05f, PenY = 0.022f, Serif = 0.09f, SerifPen = 0.016f, Forms = "1t Ib 6d 9d" }),
        new StrokeFace(new StrokeStyle { Name = "office-typewriter", DigitWidth = 0.5f, LetterWidth = 0.54f, PenX = 0.042f, PenY = 0.04f, Serif = 0.13f, SerifPen = 0.034f, Pitch = 0.84f, Forms = "1b Ib Jt" }),
    ];
}
