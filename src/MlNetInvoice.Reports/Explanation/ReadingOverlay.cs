using System.Globalization;
using MlNetInvoice.Imaging;
using MlNetInvoice.Reading;
using MlNetInvoice.Reports.Sheets;

namespace MlNetInvoice.Reports.Explanation;

/// <summary>Draws readings into a copy of their picture: the place of the number, every glyph's box with its digit and score, the number with its confidence, and the fields of its record.</summary>
public static class ReadingOverlay
{
    private static readonly SheetColor Accepted = SheetColor.FromHex(0x0a8f4a);
    private static readonly SheetColor Incomplete = SheetColor.FromHex(0x8a6d00);
    private static readonly SheetColor Refused = SheetColor.FromHex(0xd9480f);
    private static readonly SheetColor GlyphEdge = SheetColor.FromHex(0x2a78d6);
    private static readonly SheetColor Label = SheetColor.FromHex(0xffffff);

    /// <summary>Draws readings.</summary>
    /// <param name="picture">The upright picture that was read; not changed.</param>
    /// <param name="readings">What was read in it; those without a place are left out.</param>
    /// <returns>A copy; a crop, whose number leaves no room for what is written about it, gets white above and below.</returns>
    public static RgbImage Draw(RgbImage picture, IReadOnlyList<InvoiceReading> readings)
    {
        ArgumentNullException.ThrowIfNull(picture);
        ArgumentNullException.ThrowIfNull(readings);
        InvoiceReading[] placed = [.. readings.Where(reading => reading.Box is not null)];
        int room = placed.Length == 0 ? 0 : (int)placed.Max(reading => MissingRoom(reading.Box!.Value, picture.Height));
        RgbImage copy = room == 0 ? Copy(picture) : CopyWithRoom(picture, room);
        var pen = new OverlayPen(copy, room);
        foreach (InvoiceReading reading in placed)
        {
            if (reading.Record is { } record)
            {
                RecordOverlay.Draw(pen, record);
            }

            Draw(pen, reading, reading.Box!.Value);
        }

        return copy;
    }

    /// <summary>Draws the places of glyphs.</summary>
    /// <param name="picture">The picture that they were found in; not changed.</param>
    /// <param name="boxes">The places.</param>
    public static RgbImage DrawBoxes(RgbImage picture, IReadOnlyList<Quad> boxes)
    {
        ArgumentNullException.ThrowIfNull(picture);
        ArgumentNullException.ThrowIfNull(boxes);
        RgbImage copy = Copy(picture);
        var pen = new OverlayPen(copy, 0);
        foreach (Quad box in boxes)
        {
            pen.Outline(box, Math.Clamp(HeightOf(box) * 0.04f, 1f, 8f), GlyphEdge);
        }

        return copy;
    }

    private static RgbImage Copy(RgbImage picture) => new(picture.Width, picture.Height, picture.Samples.ToArray());

    private static RgbImage CopyWithRoom(RgbImage picture, int room)
    {
        var copy = new RgbImage(picture.Width, picture.Height + (2 * room));
        copy.Samples.Fill(255);
        picture.Samples.CopyTo(copy.Samples[(3 * picture.Width * room)..]);
        return copy;
    }

    // What the label above or the band of digits below would need beyond the picture's edge.
    private static float MissingRoom(Quad box, int pictureHeight)
    {
        float size = TextSize(HeightOf(box));
        float above = (size * 2.5f) - Math.Min(box.TopLeft.Y, box.TopRight.Y);
        float below = Math.Max(box.BottomLeft.Y, box.BottomRight.Y) + (size * 2.8f) - pictureHeight;
        return MathF.Ceiling(Math.Max(0, Math.Max(above, below)));
    }

    private static float TextSize(float height) => Math.Max(height * 0.3f, 9f);

    private static float HeightOf(Quad box) => (Distance(box.TopLeft, box.BottomLeft) + Distance(box.TopRight, box.BottomRight)) / 2;

    private static void Draw(OverlayPen pen, InvoiceReading reading, Quad box)
    {
        SheetColor color = reading.IsComplete ? Accepted : reading.Status == InvoiceReadingStatus.Read ? Incomplete : Refused;
        float height = HeightOf(box);
        float line = Math.Clamp(height * 0.05f, 1f, 8f);
        foreach (GlyphReading glyph in reading.Glyphs)
        {
            pen.Outline(glyph.Box, line * 0.6f, GlyphEdge);
        }

        pen.Outline(box, line, color);
        float size = TextSize(height);
        if (reading.Glyphs.Count > 0)
        {
            DrawDigits(pen, reading.Glyphs, size, color);
        }

        string text = $"{reading.Number ?? reading.BestGuess ?? ""}  {ConfidenceText.Percent(reading.Confidence)}{(reading.IsComplete ? "" : reading.Status == InvoiceReadingStatus.Read ? "  letters not read" : "  rejected")}";
        float left = Math.Min(box.TopLeft.X, box.BottomLeft.X);
        float top = Math.Min(Math.Min(box.TopLeft.Y, box.TopRight.Y), Math.Min(box.BottomLeft.Y, box.BottomRight.Y));
        pen.Band(left, top - (size * 0.9f), text, size, color);
        pen.Text(left, top - (size * 0.9f), text, size, Label, middle: false);
    }

    /// <summary>A band below the glyphs, along their line, with each digit and its probability in percent.</summary>
    private static void DrawDigits(OverlayPen pen, IReadOnlyList<GlyphReading> glyphs, float size, SheetColor color)
    {
        PixelPoint[] places = [.. glyphs.Select(glyph => Below(glyph.Box, size * 1.5f))];
        pen.Line(places[0], places[^1], size * 2.3f, color);
        for (int i = 0; i < glyphs.Count; i++)
        {
            pen.Text(places[i].X, places[i].Y + (size * 0.15f), glyphs[i].Digit.ToString(), size, Label, middle: true);
            string score = string.Create(CultureInfo.InvariantCulture, $"{glyphs[i].Score * 100:0}");
            pen.Text(places[i].X, places[i].Y + (size * 0.85f), score, size * 0.45f, Label, middle: true);
        }
    }

    private static PixelPoint Below(Quad box, float distance)
    {
        PixelPoint top = Between(box.TopLeft, box.TopRight, 0.5f);
        PixelPoint bottom = Between(box.BottomLeft, box.BottomRight, 0.5f);
        float length = Math.Max(Distance(top, bottom), 1);
        return Between(top, bottom, 1 + (distance / length));
    }

    private static float Distance(PixelPoint a, PixelPoint b) => MathF.Sqrt(((a.X - b.X) * (a.X - b.X)) + ((a.Y - b.Y) * (a.Y - b.Y)));

    private static PixelPoint Between(PixelPoint a, PixelPoint b, float part) => new(a.X + ((b.X - a.X) * part), a.Y + ((b.Y - a.Y) * part));
}
