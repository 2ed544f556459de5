using MlNetInvoice.Imaging;

namespace MlNetInvoice.Synthesis.Invoices;

/// <summary>Where the slip lies in the photograph: turned, tilted, large enough to be read, the number wholly in view.</summary>
internal static class SlipPlacement
{
    /// <summary>Draws a placement: the map from the sheet to the photograph.</summary>
    public static ProjectiveTransform Draw(ref SampleRandom random, SyntheticInvoiceOptions options, Sheet sheet, Quad? digits, float severity)
    {
        float turnLimit = options.MaximumTurn * MathF.Min(1, 0.25f + (1.2f * severity)) * MathF.PI / 180;
        for (int attempt = 0; ; attempt++)
        {
            float turn = random.Range(-turnLimit, turnLimit);
            // A broad form is laid out broad, but the number must stay large enough to be read.
            float share = random.Range(sheet.Width > sheet.Height ? 0.8f : 0.42f, sheet.Width > sheet.Height ? 1.1f : 0.92f) * (attempt > 40 ? 0.7f : 1);
            // A long slip may leave the picture above or below, as long as its number does not.
            float scale = MathF.Min(share * options.Width / sheet.Width, random.Range(0.9f, 1.9f) * options.Height / sheet.Height);
            float centerX = random.Range(0.42f, 0.58f) * options.Width;
            PixelPoint anchor = digits is { } quad ? new PixelPoint(sheet.Width / 2f, Middle(quad).Y) : new PixelPoint(sheet.Width / 2f, sheet.Height / 2f);
            float centerY = random.Range(digits is null ? 0.45f : 0.12f, digits is null ? 0.55f : 0.6f) * options.Height;
            ProjectiveTransform map = Place(ref random, sheet, scale, turn, anchor, centerX, centerY, 0.05f * severity);
            if (digits is not { } truth || attempt > 80 || IsInView(truth, map, options))
            {
                return map;
            }
        }
    }

    private static ProjectiveTransform Place(
        ref SampleRandom random, Sheet sheet, float scale, float turn, PixelPoint anchor, float centerX, float centerY, float tilt)
    {
        (float sin, float cos) = MathF.SinCos(turn);
        var corners = new PixelPoint[4];
        for (int i = 0; i < 4; i++)
        {
            float x = i is 1 or 2 ? sheet.Width : 0, y = i is 2 or 3 ? sheet.Height : 0;
            float dx = (x - anchor.X) * scale, dy = (y - anchor.Y) * scale, reach = tilt * sheet.Width * scale;
            corners[i] = new PixelPoint(
                centerX + (cos * dx) - (sin * dy) + random.Range(-reach, reach), centerY + (sin * dx) + (cos * dy) + random.Range(-reach, reach));
        }

        return ProjectiveTransform.FromRectangle(new Quad(corners[0], corners[1], corners[2], corners[3]), sheet.Width, sheet.Height);
    }

    private static PixelPoint Middle(Quad quad) => new((quad.TopLeft.X + quad.BottomRight.X) / 2, (quad.TopLeft.Y + quad.BottomRight.Y) / 2);

    /// <summary>Whether the digits, and the letters before them, lie in the picture with some air.</summary>
    private static bool IsInView(Quad digits, ProjectiveTransform map, SyntheticInvoiceOptions options)
    {
        float reach = 0.45f * (digits.TopRight.X - digits.TopLeft.X), air = 0.015f * options.Width;
        PixelPoint[] corners =
        [
            map.Map(new PixelPoint(digits.TopLeft.X - reach, digits.TopLeft.Y)),
            map.Map(new PixelPoint(digits.TopRight.X, digits.TopRight.Y)),
            map.Map(new PixelPoint(digits.BottomRight.X, digits.BottomRight.Y)),
            map.Map(new PixelPoint(digits.BottomLeft.X - reach, digits.BottomLeft.Y)),
        ];
        return corners.All(p => p.X > air && p.Y > air && p.X < options.Width - air && p.Y < options.Height - air);
    }
}
