using MlNetInvoice.Imaging;
using MlNetInvoice.Synthesis.Degradation;
using MlNetInvoice.Synthesis.Invoices;
using MlNetInvoice.Synthesis.Lines;

namespace MlNetInvoice.Synthesis.Scenes.Slips;

/// <summary>The seller's stamp (統一發票專用章): a frame, the company, and a tax number that is often larger and bolder than the invoice's own number.</summary>
internal static class SellerStamp
{
    /// <summary>Presses it with its upper left corner at a place, slanted, in red or blue.</summary>
    public static void Press(Slip slip, ref SampleRandom random, SceneFaces faces, float x, float y, float width, float severity)
    {
        float height = width * random.Range(0.62f, 0.95f), thick = width * random.Range(0.008f, 0.018f);
        var stamp = new Slip((int)width, (int)height, new SheetInk(1, 1, 1), SlipKind.Negative);
        RoundFrame(stamp.Sheet.Ink, thick, random.Below(4) switch { 0 => 0, 1 => 0.5f * height, _ => random.Range(0.05f, 0.2f) * width });
        if (random.Chance(0.25f))
        {
            stamp.Sheet.Frame(3 * thick, 3 * thick, width - (3 * thick), height - (3 * thick), 0.6f * thick);
        }

        Lines(stamp, ref random, faces, width, height);
        SampleRandom wear = random.Fork();
        InkWear.Apply(stamp.Sheet.Ink, ref wear, 0.1f * height, MathF.Min(0.8f, severity));
        float angle = random.Chance(0.3f) ? random.Normal() * 0.16f : random.Normal() * 0.03f;
        Turn(slip, stamp, angle, x, y);
        slip.Sheet.Stain(Ink(ref random), random.Range(0.65f, 1));
    }

    private static SheetInk Ink(ref SampleRandom random) => random.Below(5) switch
    {
        0 => new SheetInk(0.2f, 0.62f, 0.85f),
        1 => new SheetInk(0.22f, 0.25f, random.Range(0.55f, 0.75f)),
        2 => new SheetInk(0.5f, 0.2f, 0.6f),
        _ => new SheetInk(random.Range(0.75f, 0.92f), random.Range(0.12f, 0.35f), random.Range(0.15f, 0.38f)),
    };

    private static void Lines(Slip stamp, ref SampleRandom random, SceneFaces faces, float width, float height)
    {
        float small = height * random.Range(0.065f, 0.09f), large = height * random.Range(0.11f, 0.17f);
        LineStyle line = SheetFaces.Style(faces.Form(ref random), small, 0.9f);
        LineStyle bold = SheetFaces.Style(faces.Thermal(ref random), large, random.Range(0.85f, 1.15f), random.Range(0, 0.12f));
        string tax = SceneText.TaxNumber(ref random);
        string[] captions = random.Below(3) switch { 0 => ["統一編號", tax], 1 => [$"統一編號:{tax}"], _ => [$"統編:{tax}"] };
        List<string> texts = [SceneText.Company(ref random), "統一發票專用章", .. captions];
        if (random.Chance(0.5f))
        {
            (texts[0], texts[1]) = (texts[1], texts[0]);
        }

        texts.Add(random.Chance(0.6f) ? $"電話:{SceneText.Phone(ref random)}" : $"負責人:{SceneText.Words(ref random, 3)}");
        if (random.Chance(0.6f))
        {
            texts.Add(SceneText.Address(ref random));
        }

        float gap = (height - (0.16f * height) - ((texts.Count - 1) * small) - large) / texts.Count, y = 0.08f * height;
        foreach (string text in texts)
        {
            bool isTax = text.EndsWith(tax, StringComparison.Ordinal);
            LineStyle style = isTax ? bold : line;
            float room = 0.84f * width / (LineSetter.Measure(text, style) * style.CapHeight);
            style = room < 1 ? style with { Stretch = style.Stretch * MathF.Max(0.6f, room), CapHeight = style.CapHeight * MathF.Min(1, room / 0.6f) } : style;
            y += style.CapHeight + (gap / 2);
            float x = Slip.Middle(text, style, 0, width);
            int digits = text.IndexOfAny(['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '(']);
            RivalKind? kind = isTax ? RivalKind.TaxNumber : text.StartsWith("電話", StringComparison.Ordinal) ? RivalKind.Phone : null;
            stamp.Field(kind is null ? text : text[..digits], kind is null ? "" : text[digits..], kind, style, x, y, ref random);
            y += gap / 2;
        }
    }

    /// <summary>The outline of a rectangle with round corners, by its signed distance.</summary>
    internal static void RoundFrame(Plane plane, float thick, float radius)
    {
        float halfWidth = (plane.Width / 2f) - 1, halfHeight = (plane.Height / 2f) - 1;
        radius = MathF.Min(radius, halfHeight);
        for (int y = 0; y < plane.Height; y++)
        {
            Span<float> row = plane.Row(y);
            float qy = MathF.Abs(y + 0.5f - (plane.Height / 2f)) - halfHeight + radius;
            for (int x = 0; x < row.Length; x++)
            {
                float qx = MathF.Abs(x + 0.5f - (plane.Width / 2f)) - halfWidth + radius;
                float ax = MathF.Max(qx, 0), ay = MathF.Max(qy, 0);
                float distance = MathF.Sqrt((ax * ax) + (ay * ay)) + MathF.Min(MathF.Max(qx, qy), 0) - radius;
                row[x] = MathF.Max(row[x], Math.Clamp((thick / 2) + 0.5f - MathF.Abs(distance + (thick / 2)), 0, 1));
            }
        }
    }

    /// <summary>Lays the stamp's ink, turned about its middle, into the slip's layer, and its rows with it.</summary>
    private static void Turn(Slip slip, Slip stamp, float angle, float left, float top)
    {
        (float sin, float cos) = MathF.SinCos(angle);
        float middleX = stamp.Width / 2f, middleY = stamp.Height / 2f, reach = MathF.Sqrt((middleX * middleX) + (middleY * middleY)) + 1;
        float centerX = left + middleX, centerY = top + middleY;
        Plane from = stamp.Sheet.Ink, to = slip.Sheet.Ink;
        for (int y = Math.Max(0, (int)(centerY - reach)); y < Math.Min(to.Height, (int)(centerY + reach)); y++)
        {
            Span<float> row = to.Row(y);
            for (int x = Math.Max(0, (int)(centerX - reach)); x < Math.Min(to.Width, (int)(centerX + reach)); x++)
            {
                float dx = x + 0.5f - centerX, dy = y + 0.5f - centerY;
                float u = (cos * dx) + (sin * dy) + middleX, v = (cos * dy) - (sin * dx) + middleY;
                if (u > 0 && v > 0 && u < stamp.Width && v < stamp.Height)
                {
                    row[x] = MathF.Max(row[x], from.Sample(u, v));
                }
            }
        }

        PixelPoint At(PixelPoint p) => new(centerX + (cos * (p.X - middleX)) - (sin * (p.Y - middleY)), centerY + (sin * (p.X - middleX)) + (cos * (p.Y - middleY)));
        foreach (SlipRival rival in stamp.Rivals)
        {
            Quad quad = rival.Quad;
            slip.Rivals.Add(rival with { Quad = new Quad(At(quad.TopLeft), At(quad.TopRight), At(quad.BottomRight), At(quad.BottomLeft)) });
        }
    }
}
