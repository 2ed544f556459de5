using MlNetInvoice.Imaging;

namespace MlNetInvoice.Reading;

/// <summary>
/// A look at light print on a dark ground, as screens show it in dark mode: the picture is read inverted, too, if an even dark ground makes up a good part of it. What both
/// ways find is put together, because one picture may show light and dark windows.
/// </summary>
internal static class LightInkLook
{
    // Side of a tile, in pixels.
    private const int Tile = 16;

    // Luminance below which a tile is dark, and how far its pixels may differ: a table's texture and noise vary more than a screen.
    private const int Dark = 100;
    private const int Even = 20;

    // One tile in so many must be dark and even.
    private const int TilesPerDark = 6;

    /// <summary>Whether an even dark ground makes up enough of a picture.</summary>
    public static bool IsWanted(GrayImage image)
    {
        int dark = 0;
        int tiles = (image.Width / Tile) * (image.Height / Tile);
        for (int y = 0; y + Tile <= image.Height; y += Tile)
        {
            for (int x = 0; x + Tile <= image.Width; x += Tile)
            {
                dark += IsDark(image, x, y) ? 1 : 0;
            }
        }

        return dark > 0 && dark * TilesPerDark >= tiles;
    }

    /// <summary>The picture with light and dark exchanged.</summary>
    public static GrayImage Invert(GrayImage image)
    {
        var inverted = new GrayImage(image.Width, image.Height);
        ReadOnlySpan<byte> from = image.Pixels;
        Span<byte> to = inverted.Pixels;
        for (int i = 0; i < to.Length; i++)
        {
            to[i] = (byte)~from[i];
        }

        return inverted;
    }

    /// <summary>Puts what two looks found together; of what lies in one place the surer one.</summary>
    public static PictureLook Join(PictureLook first, PictureLook second)
    {
        if (first.Numbers.Count == 0 || second.Numbers.Count == 0)
        {
            return second.Numbers.Count > 0 ? second : first;
        }

        var joined = new List<NumberEvidence>();
        foreach (NumberEvidence number in first.Numbers.Concat(second.Numbers).OrderByDescending(static number => number.Confidence))
        {
            if (!joined.Exists(other => QuadOverlap.Share(other.Box, number.Box)))
            {
                joined.Add(number);
            }
        }

        return new PictureLook(joined, "");
    }

    // Every fourth pixel of every fourth row: text covers few of them, so that a tile without any is what the ground looks like.
    private static bool IsDark(GrayImage image, int left, int top)
    {
        int least = byte.MaxValue;
        int most = 0;
        for (int y = top; y < top + Tile; y += 4)
        {
            ReadOnlySpan<byte> row = image.GetRow(y).Slice(left, Tile);
            for (int x = 0; x < row.Length; x += 4)
            {
                least = Math.Min(least, row[x]);
                most = Math.Max(most, row[x]);
            }
        }

        return most < Dark && most - least <= Even;
    }
}
