using MlNetInvoice.Synthesis.Faces;

namespace MlNetInvoice.Synthesis.Lines;

/// <summary>How one line is set. Lengths are in heights of a capital unless they say pixels.</summary>
internal sealed record LineStyle
{
    /// <summary>The face of digits and symbols.</summary>
    public required PrintFace Face { get; init; }

    /// <summary>The face of letters, which on traditional invoices are printed before the number is stamped.</summary>
    public required PrintFace LetterFace { get; init; }

    /// <summary>The face of ideographs; null: that of the digits.</summary>
    public PrintFace? IdeographFace { get; init; }

    /// <summary>Height of a capital, pixels.</summary>
    public required float CapHeight { get; init; }

    /// <summary>Width of the glyphs relative to the face's own.</summary>
    public float Stretch { get; init; } = 1;

    /// <summary>Fixed distance of glyph centres; 0: as the face has it.</summary>
    public float Pitch { get; init; }

    /// <summary>Added to every proportional advance.</summary>
    public float Tracking { get; init; }

    /// <summary>Shear to the right per unit of height.</summary>
    public float Slant { get; init; }

    /// <summary>Direction of the baseline, radians, clockwise.</summary>
    public float Angle { get; init; }

    /// <summary>Relative growth of glyphs and pitch from the left end to the right, as perspective makes it.</summary>
    public float Growth { get; init; }

    /// <summary>Deviation of each glyph's baseline.</summary>
    public float BaselineJitter { get; init; }

    /// <summary>Deviation of each glyph's turn, radians.</summary>
    public float TurnJitter { get; init; }

    /// <summary>Deviation of each glyph's size, relative.</summary>
    public float SizeJitter { get; init; }

    /// <summary>Deviation of each glyph's ink density.</summary>
    public float DensityJitter { get; init; }

    /// <summary>Size of the letters relative to the digits, where they have a face of their own.</summary>
    public float LetterScale { get; init; } = 1;

    /// <summary>Ink density of the letters, where they have a face of their own.</summary>
    public float LetterDensity { get; init; } = 1;

    /// <summary>Whether the letters are set apart from the digits.</summary>
    public bool LettersApart => !ReferenceEquals(Face, LetterFace);

    /// <summary>Draws a style: which machine, which face, how large and how true.</summary>
    public static LineStyle Draw(ref SampleRandom random, FacePool pool, float minimumCap, float maximumCap, float severity)
    {
        PrintFace face = pool.Pick(ref random);
        float cap = random.LogRange(minimumCap, maximumCap);
        float angle = random.Normal() * 0.016f * severity, growth = random.Normal() * 0.05f * severity;
        if (face.Kind == PrintFaceKind.NumberingMachine)
        {
            return new LineStyle
            {
                Face = face,
                LetterFace = random.Chance(0.85f) ? pool.PickLetters(ref random) : face,
                CapHeight = cap,
                Stretch = random.Range(0.85f, 1.2f),
                Pitch = random.Range(0.62f, 1),
                Slant = random.Chance(0.15f) ? random.Range(-0.1f, 0.2f) : 0,
                Angle = angle,
                Growth = growth,
                BaselineJitter = random.Range(0, 0.05f),
                TurnJitter = random.Range(0, 0.035f),
                SizeJitter = random.Range(0, 0.03f),
                DensityJitter = random.Range(0, 0.2f),
                LetterScale = random.Chance(0.7f) ? random.Range(0.8f, 1.12f) : random.Range(0.72f, 1.4f),
                LetterDensity = random.Range(0.45f, 1),
            };
        }

        // Tills print the number alone where the roll has its letters printed already.
        bool apart = face.Kind is PrintFaceKind.Receipt or PrintFaceKind.Font or PrintFaceKind.Thermal && random.Chance(0.15f);

        return new LineStyle
        {
            Face = face,
            LetterFace = apart ? pool.PickLetters(ref random) : face,
            LetterScale = apart ? random.Range(0.75f, 1.4f) : 1,
            LetterDensity = apart ? random.Range(0.45f, 1) : 1,
            CapHeight = cap,
            Stretch = random.LogRange(0.72f, 1.35f),
            Pitch = random.Chance(0.12f) ? random.Range(0.6f, 1) : 0,
            Tracking = random.Chance(0.5f) ? random.Range(-0.05f, 0.16f) : 0,
            Slant = random.Chance(0.15f) ? random.Range(-0.08f, 0.25f) : 0,
            Angle = angle,
            Growth = growth,
            BaselineJitter = random.Chance(0.3f) ? random.Range(0, 0.03f) : 0,
            TurnJitter = random.Chance(0.2f) ? random.Range(0, 0.02f) : 0,
            DensityJitter = random.Chance(0.3f) ? random.Range(0, 0.15f) : 0,
        };
    }
}
