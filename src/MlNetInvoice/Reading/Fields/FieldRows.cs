using MlNetInvoice.Imaging;
using MlNetInvoice.Segmentation;
using MlNetInvoice.Segmentation.Finding;

namespace MlNetInvoice.Reading;

/// <summary>The rows of print about a certificate's number, and their places relative to it.</summary>
internal static class FieldRows
{
    // In heights of the number: the line of the months stands close above it.
    private const float Above = -2.6f;

    // Length of the number's digits in their heights, as certificates have it.
    private const float UsualLength = 5.5f;

    /// <summary>Heights of a line's digits from one line to the next but one, at least; from one to the next it is 1.4 to 2.2.</summary>
    private const float MissedLine = 2.5f;

    // Heights of a row by which its middle may lie above or below that of its line, where it is far from the rest of it.
    private const float SameHeight = 0.25f;

    /// <summary>How high the numbers of a region are made for the finder, in pixels.</summary>
    private const float NumberHeight = 48;

    /// <summary>How far the particulars reach to the left of the number's digits, in their length.</summary>
    public const float Left = 1.35f;

    /// <summary>How far they reach to the right of the first of the number's digits, in their length.</summary>
    public const float Right = 1.75f;

    /// <summary>What stands at the left of it is random code and seller, at its right sum and buyer.</summary>
    public const float Middle = 0.42f;

    /// <summary>The lines from above to below; above the number only what is as large.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="number">The number's digits.</param>
    /// <param name="end">How far below the number to look, in its heights.</param>
    public static List<FieldRow> Find(GrayImage image, LineGeometry number, float end) =>
        Lines(FindRows(image, number, new FieldRegion(Left, Right, Above / UsualLength, end / UsualLength), NumberHeight), number);

    /// <summary>The rows of print about a number, in pixels of the picture.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="number">The number's digits.</param>
    /// <param name="region">Where to look.</param>
    /// <param name="height">How high the number is made for the finder, in pixels.</param>
    public static List<NumberLineCandidate> FindRows(GrayImage image, LineGeometry number, FieldRegion region, float height)
    {
        float down = number.Length / Math.Max(1f, number.Height), first = region.Above * down, last = 1 + (region.Below * down);
        PixelBox box = LineNormalizer.Bounds(new Quad(number.At(-region.Left, first), number.At(region.Right, first), number.At(region.Right, last), number.At(-region.Left, last)));
        int left = Math.Clamp(box.X, 0, image.Width - 1), top = Math.Clamp(box.Y, 0, image.Height - 1);
        int right = Math.Clamp(box.Right, left + 1, image.Width), bottom = Math.Clamp(box.Bottom, top + 1, image.Height);
        if (right - left < 24 || bottom - top < 24)
        {
            return [];
        }

        float scale = Math.Clamp(MathF.Round(height / number.Height), 1, 4);
        using var patch = new LinePatch(image, new PixelBox(left, top, right - left, bottom - top), Math.Clamp((int)(number.Height / height), 1, 64));
        var pixels = new GrayImage(patch.Width, patch.Height, patch.Pixels.ToArray());
        if (scale > 1 && patch.Factor == 1)
        {
            pixels = Resampling.Resize(pixels, (int)(pixels.Width * scale), (int)(pixels.Height * scale), ResamplingFilter.Bicubic);
        }
        else
        {
            scale = 1;
        }

        PixelPoint Back(PixelPoint point) => patch.ToSource(new PixelPoint(point.X / scale, point.Y / scale));
        float toPicture = patch.Factor / scale;
        return
        [
            .. NumberLineFinder.Find(pixels).Select(row => row with
            {
                Quad = new Quad(Back(row.Quad.TopLeft), Back(row.Quad.TopRight), Back(row.Quad.BottomRight), Back(row.Quad.BottomLeft)),
                CapHeight = row.CapHeight * toPicture,
                Pitch = row.Pitch * toPicture,
            }),
        ];
    }

    // One line for the row with the most glyphs, and with it those that it goes on in.
    private static List<FieldRow> Lines(List<NumberLineCandidate> rows, LineGeometry number)
    {
        var lines = new List<FieldRow>();
        foreach (NumberLineCandidate found in rows.OrderByDescending(row => row.GlyphCount * Math.Min(1, row.Score + 0.3f)))
        {
            NumberLineCandidate row = IsAgainst(found, number) ? found.Reversed() : found;
            float down = DownOf(number, row.Quad.TopLeft, row.Quad.BottomRight), size = row.CapHeight / number.Height;
            bool isAbove = down is > Above and < -0.9f && size is > 0.6f and < 1.5f, isBelow = down > 0.6f && size is > 0.22f and < 0.85f;
            if (!(isAbove || isBelow) || !IsAlong(row, number))
            {
                continue;
            }

            // On tilted paper a line's ends lie higher or lower than its middle: what fits its end belongs to it, and so does what stands at its height.
            int same = isAbove ? -1 : lines.FindIndex(other => other.Down > 0 && Math.Abs(other.Down - down) < 1.2f * size && other.With(row, number, Math.Abs(other.Down - down) < SameHeight * size) != other);
            if (same >= 0)
            {
                lines[same] = lines[same].With(row, number, Math.Abs(lines[same].Down - down) < SameHeight * size);
            }
            else if (!lines.Exists(other => Math.Abs(other.Down - down) < 0.62f * size))
            {
                lines.Add(new FieldRow(row, down));
            }
        }

        lines.Sort((a, b) => a.Down.CompareTo(b.Down));
        for (int i = lines.Count - 1; i > 0; i--)
        {
            // A line that the finder missed between two others stands half way.
            float size = lines[i - 1].Height / number.Height, apart = lines[i].Down - lines[i - 1].Down;
            if (lines[i - 1].Down > 0 && apart > MissedLine * size && apart < 2 * MissedLine * size)
            {
                lines.Insert(i, lines[i - 1].Moved(number, apart / 2));
            }
        }

        return lines;
    }

    /// <summary>Whether a row reads the other way than the number.</summary>
    public static bool IsAgainst(NumberLineCandidate row, LineGeometry number) => Cosine(row, number) < 0;

    /// <summary>Whether a row runs in the number's direction, or against it.</summary>
    public static bool IsAlong(NumberLineCandidate row, LineGeometry number) => Math.Abs(Cosine(row, number)) > 0.985f;

    private static float Cosine(NumberLineCandidate row, LineGeometry number)
    {
        Quad a = row.Quad, b = number.Band;
        float ax = a.TopRight.X - a.TopLeft.X, ay = a.TopRight.Y - a.TopLeft.Y, bx = b.TopRight.X - b.TopLeft.X, by = b.TopRight.Y - b.TopLeft.Y;
        return ((ax * bx) + (ay * by)) / MathF.Sqrt(Math.Max(1e-3f, ((ax * ax) + (ay * ay)) * ((bx * bx) + (by * by))));
    }

    /// <summary>How far the middle of two points stands below the middle of the number, in its heights.</summary>
    public static float DownOf(LineGeometry number, PixelPoint a, PixelPoint b)
    {
        PixelPoint left = number.At(0, 0.5f), right = number.At(1, 0.5f);
        float dx = right.X - left.X, dy = right.Y - left.Y, length = MathF.Sqrt((dx * dx) + (dy * dy));
        float x = ((a.X + b.X) / 2) - ((left.X + right.X) / 2), y = ((a.Y + b.Y) / 2) - ((left.Y + right.Y) / 2);
        return ((y * dx) - (x * dy)) / Math.Max(1f, length) / Math.Max(1f, number.Height);
    }

    /// <summary>Where along a line a point stands: 0 at its left end, 1 at its right one.</summary>
    public static float AlongOf(LineGeometry line, PixelPoint point)
    {
        PixelPoint left = line.At(0, 0.5f), right = line.At(1, 0.5f);
        float dx = right.X - left.X, dy = right.Y - left.Y;
        return (((point.X - left.X) * dx) + ((point.Y - left.Y) * dy)) / Math.Max(1f, (dx * dx) + (dy * dy));
    }
}
