namespace MlNetInvoice.Synthesis.Faces;

/// <summary>The faces this library draws itself; they need no installed font.</summary>
public static class PrintFaces
{
    private static readonly Lazy<IReadOnlyList<PrintFace>> s_all = new(Build);

    private static readonly Lazy<PrintFace> s_squares = new(() => new StrokeFace(new StrokeStyle
    {
        Name = "squares",
        DigitWidth = 0.8f,
        LetterWidth = 0.8f,
        PenX = 0.16f,
        PenY = 0.03f,
        MaxRadius = 0.02f,
        Pitch = 1.2f,
        Forms = "1p 2q 3q 4q 5q 6q 7q 8q 9q Aq",
    }));

    /// <summary>All own faces: numbering machines, needle printers, thermal bitmaps, tills, and machine-readable ones.</summary>
    public static IReadOnlyList<PrintFace> All => s_all.Value;

    /// <summary>
    /// Wide squares with heavy stems and hair-thin level strokes. The face is not in <see cref="All"/>, so that no reader has learnt it: learning from corrections is shown and tested on it.
    /// </summary>
    public static PrintFace Squares => s_squares.Value;

    /// <summary>The own faces that one kind of machine prints.</summary>
    /// <param name="kind">The machine; <see cref="PrintFaceKind.Font"/> gives none.</param>
    public static IReadOnlyList<PrintFace> Of(PrintFaceKind kind) => [.. All.Where(face => face.Kind == kind)];

    private static IReadOnlyList<PrintFace> Build()
    {
        List<StrokeFace> strokes = [.. Styles().Select(style => new StrokeFace(style))];
        StrokeFace Source(string name) => strokes.Single(face => face.Name == name);
        return
        [
            .. strokes,
            new MatrixFace(new MatrixStyle("dots-5x7", PrintFaceKind.DotMatrix, 5, 7, 0.86f, 0.46f)),
            new MatrixFace(new MatrixStyle("dots-5x7-heavy", PrintFaceKind.DotMatrix, 5, 7, 0.8f, 0.66f)),
            new MatrixFace(new MatrixStyle("dots-5x7-narrow", PrintFaceKind.DotMatrix, 5, 7, 0.62f, 0.5f)),
            new MatrixFace(new MatrixStyle("dots-7x9", PrintFaceKind.DotMatrix, 9, 9, 0.8f, 0.56f, 0.5f), Source("pen-round")),
            new MatrixFace(new MatrixStyle("dots-9x16", PrintFaceKind.DotMatrix, 12, 16, 0.7f, 0.62f, 0.5f), Source("pen-round")),
            new MatrixFace(new MatrixStyle("dots-9x24", PrintFaceKind.DotMatrix, 15, 22, 0.7f, 0.75f), Source("pen-bold")),
            new MatrixFace(new MatrixStyle("dots-till", PrintFaceKind.DotMatrix, 8, 14, 0.52f, 0.6f, 0.5f), Source("pen-square")),
            new MatrixFace(new MatrixStyle("thermal-12x24", PrintFaceKind.Thermal, 12, 20, 0.62f, 0), Source("gothic-medium")),
            new MatrixFace(new MatrixStyle("thermal-12x24-light", PrintFaceKind.Thermal, 12, 20, 0.62f, 0), Source("pen-square")),
            new MatrixFace(new MatrixStyle("thermal-9x17", PrintFaceKind.Thermal, 9, 14, 0.66f, 0, 0.5f), Source("pen-round")),
            new MatrixFace(new MatrixStyle("thermal-24x24", PrintFaceKind.Thermal, 22, 26, 0.72f, 0), Source("roman")),
            new MatrixFace(new MatrixStyle("thermal-24x24-wide", PrintFaceKind.Thermal, 22, 22, 0.86f, 0), Source("gothic-wide")),
            new MatrixFace(new MatrixStyle("thermal-16x32-bold", PrintFaceKind.Thermal, 16, 28, 0.68f, 0), Source("gothic-heavy")),
        ];
    }

    private static IEnumerable<StrokeStyle> Styles() =>
    [
        // Numbering machines: tall narrow wheels, the eight digits far apart.
        new() { Name = "wheel-stadium", Kind = PrintFaceKind.NumberingMachine, DigitWidth = 0.4f, LetterWidth = 0.44f, PenX = 0.055f, PenY = 0.055f, MaxRadius = 0.16f, RoundEnds = true, Pitch = 0.84f, Forms = "5n 7n 3f 1f" },
        new() { Name = "wheel-round", Kind = PrintFaceKind.NumberingMachine, DigitWidth = 0.42f, LetterWidth = 0.46f, PenX = 0.06f, PenY = 0.06f, MaxRadius = 0.23f, RoundEnds = true, Pitch = 0.82f, Forms = "1f 4n" },
        new() { Name = "wheel-square", Kind = PrintFaceKind.NumberingMachine, DigitWidth = 0.4f, LetterWidth = 0.42f, PenX = 0.05f, PenY = 0.05f, MaxRadius = 0.1f, RoundEnds = true, Pitch = 0.8f, Forms = "1 5n 2n 4n 7n" },
        new() { Name = "wheel-oval", Kind = PrintFaceKind.NumberingMachine, DigitWidth = 0.45f, LetterWidth = 0.5f, PenX = 0.065f, PenY = 0.05f, Pitch = 0.86f, Forms = "1f 6d 9d 7c" },
        new() { Name = "wheel-roman", Kind = PrintFaceKind.NumberingMachine, DigitWidth = 0.44f, LetterWidth = 0.5f, PenX = 0.07f, PenY = 0.028f, Serif = 0.11f, SerifPen = 0.02f, Pitch = 0.82f, Forms = "1t Ib 7n 6d 9d" },
        new() { Name = "wheel-light", Kind = PrintFaceKind.NumberingMachine, DigitWidth = 0.41f, LetterWidth = 0.5f, PenX = 0.042f, PenY = 0.042f, MaxRadius = 0.19f, RoundEnds = true, Pitch = 0.78f, Forms = "1f 5n 3" },
        new() { Name = "wheel-bold", Kind = PrintFaceKind.NumberingMachine, DigitWidth = 0.4f, LetterWidth = 0.46f, PenX = 0.085f, PenY = 0.075f, MaxRadius = 0.2f, Pitch = 0.8f, Forms = "1f 4 7n 6d 9d" },
        // Wheels whose hooks reach further round.
        new() { Name = "wheel-hook", Kind = PrintFaceKind.NumberingMachine, DigitWidth = 0.44f, LetterWidth = 0.5f, PenX = 0.06f, PenY = 0.06f, MaxRadius = 0.2f, RoundEnds = true, Pitch = 0.85f, Forms = "2h 3h 5h 6h 9h 1f 7n" },
        new() { Name = "wheel-hook-narrow", Kind = PrintFaceKind.NumberingMachine, DigitWidth = 0.37f, LetterWidth = 0.44f, PenX = 0.065f, PenY = 0.06f, MaxRadius = 0.15f, RoundEnds = true, Pitch = 0.84f, Forms = "3h 5h 6h 9h 1 7" },
        new() { Name = "wheel-low", Kind = PrintFaceKind.NumberingMachine, DigitWidth = 0.45f, LetterWidth = 0.5f, PenX = 0.062f, PenY = 0.06f, MaxRadius = 0.2f, RoundEnds = true, Pitch = 0.86f, Forms = "2k 3k 5k 6k 9k 1f 7n" },
        new() { Name = "wheel-low-light", Kind = PrintFaceKind.NumberingMachine, DigitWidth = 0.46f, LetterWidth = 0.5f, PenX = 0.045f, PenY = 0.045f, MaxRadius = 0.22f, RoundEnds = true, Pitch = 0.9f, Forms = "2h 3k 5k 6k 9k 1 7" },
        new() { Name = "wheel-low-bold", Kind = PrintFaceKind.NumberingMachine, DigitWidth = 0.43f, LetterWidth = 0.5f, PenX = 0.08f, PenY = 0.075f, MaxRadius = 0.21f, RoundEnds = true, Pitch = 0.86f, Forms = "2k 3k 5k 6k 9k 1f 7n" },
        new() { Name = "wheel-low-wide", Kind = PrintFaceKind.NumberingMachine, DigitWidth = 0.52f, LetterWidth = 0.54f, PenX = 0.06f, PenY = 0.056f, MaxRadius = 0.24f, RoundEnds = true, Pitch = 0.96f, Forms = "2h 3k 5k 6k 9k 1 4n" },
        // Tills, terminals and receipt printers.
        new() { Name = "gothic-medium", DigitWidth = 0.5f, LetterWidth = 0.58f, PenX = 0.065f, PenY = 0.06f, Forms = "1 6d 9d" },
        new() { Name = "gothic-heavy", DigitWidth = 0.47f, LetterWidth = 0.57f, PenX = 0.1f, PenY = 0.085f, Spacing = 0.12f },
        new() { Name = "gothic-condensed", DigitWidth = 0.34f, LetterWidth = 0.38f, PenX = 0.055f, PenY = 0.05f, Spacing = 0.1f, MaxRadius = 0.2f, Forms = "1f 7" },
        new() { Name = "gothic-wide", DigitWidth = 0.64f, LetterWidth = 0.74f, PenX = 0.065f, PenY = 0.06f, Forms = "6 9 1" },
        new() { Name = "slab", DigitWidth = 0.5f, LetterWidth = 0.56f, PenX = 0.062f, PenY = 0.045f, Serif = 0.14f, SerifPen = 0.035f, Pitch = 0.8f, Forms = "1b Ib Jt 7n" },
        new() { Name = "roman", DigitWidth = 0.5f, LetterWidth = 0.64f, PenX = 0.06f, PenY = 0.024f, Serif = 0.1f, SerifPen = 0.018f, Forms = "1t Ib 6d 9d" },
        new() { Name = "roman-heavy", DigitWidth = 0.48f, LetterWidth = 0.66f, PenX = 0.09f, PenY = 0.03f, Serif = 0.12f, SerifPen = 0.02f, Spacing = 0.12f, Forms = "1t Ib 4 7c" },
        new() { Name = "terminal", DigitWidth = 0.5f, LetterWidth = 0.52f, PenX = 0.05f, PenY = 0.05f, RoundEnds = true, MaxRadius = 0.18f, Pitch = 0.74f, Forms = "0s 1b Ib Jt 4" },
        new() { Name = "terminal-dotted", DigitWidth = 0.48f, LetterWidth = 0.5f, PenX = 0.06f, PenY = 0.055f, Pitch = 0.72f, Forms = "0d 1b Ib 3f 6d 9d" },
        new() { Name = "segments", DigitWidth = 0.48f, LetterWidth = 0.5f, PenX = 0.06f, PenY = 0.06f, MaxRadius = 0.05f, Pitch = 0.76f, Forms = "1p 2q 3q 4q 5q 6q 7q 8q 9q Aq" },
        new() { Name = "segments-round", DigitWidth = 0.46f, LetterWidth = 0.48f, PenX = 0.07f, PenY = 0.065f, MaxRadius = 0.16f, RoundEnds = true, Pitch = 0.74f, Forms = "1p 2q 3q 4q 5q 6q 8q 9q Aq" },
        new() { Name = "pen-round", DigitWidth = 0.52f, LetterWidth = 0.56f, PenX = 0.06f, PenY = 0.06f, RoundEnds = true, Forms = "1b", Pitch = 0.8f },
        new() { Name = "pen-bold", DigitWidth = 0.5f, LetterWidth = 0.54f, PenX = 0.085f, PenY = 0.08f, RoundEnds = true, Forms = "1f 4n", Pitch = 0.8f },
        new() { Name = "pen-heavy", DigitWidth = 0.52f, LetterWidth = 0.56f, PenX = 0.105f, PenY = 0.09f, MaxRadius = 0.24f, Pitch = 0.86f, Forms = "1f 4n" },
        new() { Name = "pen-square", DigitWidth = 0.5f, LetterWidth = 0.52f, PenX = 0.055f, PenY = 0.05f, MaxRadius = 0.15f, RoundEnds = true, Pitch = 0.74f, Forms = "1b 5n 0s Ib 2n" },
        new() { Name = "office", DigitWidth = 0.46f, LetterWidth = 0.5f, PenX = 0.075f, PenY = 0.065f, Spacing = 0.14f, Forms = "1 4n 7c 3f" },
        // Made for machines.
        new() { Name = "ocr-a-like", Kind = PrintFaceKind.Ocr, DigitWidth = 0.52f, LetterWidth = 0.52f, PenX = 0.055f, PenY = 0.055f, MaxRadius = 0.06f, RoundEnds = true, Pitch = 0.86f, Forms = "1t 2q 3q 4o 5q 6q 7n 9q Aq Ib Jt" },
        new() { Name = "ocr-b-like", Kind = PrintFaceKind.Ocr, DigitWidth = 0.52f, LetterWidth = 0.52f, PenX = 0.055f, PenY = 0.055f, RoundEnds = true, MaxRadius = 0.3f, Pitch = 0.86f, Forms = "1b 6d 9d 3f 4o Ib 7c" },
    ];
}
