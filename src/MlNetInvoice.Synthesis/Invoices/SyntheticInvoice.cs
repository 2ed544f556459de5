using MlNetInvoice.Imaging;

namespace MlNetInvoice.Synthesis.Invoices;

/// <summary>A photograph of an invoice that never was, with its truth. Picture i depends on the seed, i and the options only.</summary>
/// <param name="Image">The photograph.</param>
/// <param name="Kind">What slip it shows.</param>
/// <param name="Number">The number as <c>AB-12345678</c>; null on a negative.</param>
/// <param name="DigitsQuad">The corners of the eight digits in the photograph, in the order of reading: cap line to baseline; null on a negative.</param>
/// <param name="Severity">How bad its print, light and optics are, 0 to 1.</param>
public sealed record SyntheticInvoice(RgbImage Image, InvoiceKind Kind, string? Number, Quad? DigitsQuad, float Severity)
{
    private const int SheetWidth = 640;

    /// <summary>Whether it belongs to the mild half: severity below 0.5.</summary>
    public bool IsMild => Severity < 0.5f;

    /// <summary>Draws one photograph.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="options">What to draw; null: the defaults.</param>
    /// <param name="index">Which picture of the seed, from 0.</param>
    /// <exception cref="ArgumentException">The severities are crossed.</exception>
    public static SyntheticInvoice Generate(long seed, SyntheticInvoiceOptions? options = null, long index = 0)
    {
        options ??= new SyntheticInvoiceOptions();
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        SyntheticInvoices.Validate(options);
        var random = new SampleRandom(seed, index);
        float severity = random.Range(options.MinimumSeverity, options.MaximumSeverity), which = random.NextFloat();
        InvoiceKind kind = options.Kind ?? (which < 0.46f ? InvoiceKind.Electronic : which < 0.92f ? InvoiceKind.Traditional : InvoiceKind.Negative);
        string drawn = Lines.LineText.Number(ref random, dash: true);
        string? number = kind == InvoiceKind.Negative ? null : options.Number ?? drawn;
        var faces = new SheetFaces(options);
        SampleRandom print = random.Fork(), place = random.Fork(), folds = random.Fork(), light = random.Fork();
        bool onForm = random.Chance(0.25f);
        (Sheet sheet, SheetTruth truth) = kind switch
        {
            InvoiceKind.Traditional when onForm => FormSheet.Draw(ref print, faces, number!, SheetWidth, severity),
            InvoiceKind.Traditional => TraditionalSheet.Draw(ref print, faces, number!, SheetWidth, severity),
            _ => ElectronicSheet.Draw(ref print, faces, number, SheetWidth, severity),
        };
        ProjectiveTransform map = SlipPlacement.Draw(ref place, options, sheet, truth.Digits, severity);
        var crumple = new CrumpleField(ref folds, sheet.Width, sheet.Height, severity);
        RgbImage image = new PhotoShoot().Take(ref light, sheet, map, crumple, options.Width, options.Height, severity);
        Quad? quad = truth.Digits is { } digits ? Map(digits, map, crumple) : null;
        if (random.Chance(options.QuarterTurnShare))
        {
            (image, quad) = QuarterTurn.Apply(image, quad, 1 + random.Below(3));
        }

        return new SyntheticInvoice(image, kind, number, quad, severity);
    }

    /// <summary>
    /// The upright rectangle round the number, letters included, with air of a third of the digits' height; for a negative the whole picture.
    /// The digits' quad of the crop is in the crop's coordinates.
    /// </summary>
    public SyntheticInvoice CropNumber()
    {
        if (DigitsQuad is not { } quad)
        {
            return this;
        }

        // The letters and the dash or gap take about 0.4 of the length of the digits, to their left.
        PixelPoint Extend(PixelPoint left, PixelPoint right) => new(left.X - (0.42f * (right.X - left.X)), left.Y - (0.42f * (right.Y - left.Y)));
        PixelPoint[] corners = [Extend(quad.TopLeft, quad.TopRight), quad.TopRight, quad.BottomRight, Extend(quad.BottomLeft, quad.BottomRight)];
        float dx = quad.BottomLeft.X - quad.TopLeft.X, dy = quad.BottomLeft.Y - quad.TopLeft.Y, air = MathF.Sqrt((dx * dx) + (dy * dy)) / 3;
        int left = Math.Clamp((int)(corners.Min(p => p.X) - air), 0, Image.Width - 1), top = Math.Clamp((int)(corners.Min(p => p.Y) - air), 0, Image.Height - 1);
        int right = Math.Clamp((int)(corners.Max(p => p.X) + air) + 1, left + 1, Image.Width), bottom = Math.Clamp((int)(corners.Max(p => p.Y) + air) + 1, top + 1, Image.Height);
        var crop = new RgbImage(right - left, bottom - top);
        for (int y = 0; y < crop.Height; y++)
        {
            Image.GetRow(top + y).Slice(3 * left, 3 * crop.Width).CopyTo(crop.GetRow(y));
        }

        PixelPoint Move(PixelPoint p) => new(p.X - left, p.Y - top);
        return this with { Image = crop, DigitsQuad = new Quad(Move(quad.TopLeft), Move(quad.TopRight), Move(quad.BottomRight), Move(quad.BottomLeft)) };
    }

    private static Quad Map(Quad quad, ProjectiveTransform map, CrumpleField crumple)
    {
        PixelPoint At(PixelPoint p)
        {
            (float dx, float dy, _) = crumple.At(p.X, p.Y);
            return map.Map(new PixelPoint(p.X - dx, p.Y - dy));
        }

        return new Quad(At(quad.TopLeft), At(quad.TopRight), At(quad.BottomRight), At(quad.BottomLeft));
    }
}
