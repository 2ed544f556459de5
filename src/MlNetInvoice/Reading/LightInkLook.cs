using MlNetInvoice.Imaging;

namespace MlNetInvoice.Reading;

/// <summary>
/// A look at light print on a dark ground, as screens show it in dark mode: if an even dark ground makes up a good part of the picture, what stands on it is read inverted, too. What both ways find is put together,
/// because one picture may show light and dark windows.
/// </summary>
internal static class LightInkLook
{
    // Side of a tile, in pixels.
    private const int Tile = 16;

    // Luminance below which a tile is dark, and how far its pixels may differ: a table's texture and noise vary more than a screen.
    private const int Dark = 100;
    private const int Even = 20;

    // One tile in so many must be dark and even: a screen in dark mode fills more of a picture than what shows of a dark table beside its slips.
    private const int TilesPerDark = 3;

    // Half the height of the tallest print, in tiles and as a share of the shorter side.
    private const int LeastReach = 4;
    private const int SidePerReach = 16;

    // Tiles that are not dark, between dark ones, of which even a small number takes more.
    private const int LeastPrint = 3;

    /// <summary>The picture with light and dark exchanged where the ground is dark, and white elsewhere; null if there is no such ground, or nothing on it.</summary>
    public static GrayImage? Of(GrayImage image)
    {
        int columns = image.Width / Tile;
        int rows = image.Height / Tile;
        var dark = new bool[rows, columns];
        int count = 0;
        for (int y = 0; y < rows; y++)
        {
            for (int x = 0; x < columns; x++)
            {
                dark[y, x] = IsDark(image, x * Tile, y * Tile);
                count += dark[y, x] ? 1 : 0;
            }
        }

        if (count == 0 || count * TilesPerDark < rows * columns)
        {
            return null;
        }

        bool[,] ground = Close(dark, Math.Max(LeastReach, Math.Min(rows, columns) / SidePerReach));
        foreach (bool isGround in ground)
        {
            count -= isGround ? 1 : 0;
        }

        // What is ground and not dark is print.
        return -count < LeastPrint ? null : Invert(image, ground);
    }

    private static GrayImage Invert(GrayImage image, bool[,] ground)
    {
        var inverted = new GrayImage(image.Width, image.Height);
        inverted.Pixels.Fill(byte.MaxValue);
        (int rows, int columns) = (ground.GetLength(0), ground.GetLength(1));
        for (int y = 0; y < image.Height; y++)
        {
            int row = Math.Min(y / Tile, rows - 1);
            for (int column = 0; column < columns; column++)
            {
                if (ground[row, column])
                {
                    // The last tile takes what is left of the row.
                    Range tile = column + 1 == columns ? (column * Tile).. : (column * Tile)..((column + 1) * Tile);
                    Invert(image.GetRow(y)[tile], inverted.GetRow(y)[tile]);
                }
            }
        }

        return inverted;
    }

    private static void Invert(ReadOnlySpan<byte> from, Span<byte> to)
    {
        for (int x = 0; x < to.Length; x++)
        {
            to[x] = (byte)~from[x];
        }
    }

    // The morphological closing by a square (Serra 1982, chapter II): what lies between dark tiles becomes ground, what lies beside them does not.
    private static bool[,] Close(bool[,] dark, int reach)
    {
        bool[,] grown = Grow(dark, reach, isDark: true);
        return Grow(grown, reach, isDark: false);
    }

    // Dilation where the tiles that count are dark ones, erosion where they are the others; beyond the edges nothing counts.
    private static bool[,] Grow(bool[,] tiles, int reach, bool isDark) => GrowAlong(GrowAlong(tiles, reach, isDark, alongRows: true), reach, isDark, alongRows: false);

    private static bool[,] GrowAlong(bool[,] tiles, int reach, bool isDark, bool alongRows)
    {
        (int lines, int length) = alongRows ? (tiles.GetLength(0), tiles.GetLength(1)) : (tiles.GetLength(1), tiles.GetLength(0));
        var grown = new bool[tiles.GetLength(0), tiles.GetLength(1)];
        for (int line = 0; line < lines; line++)
        {
            int last = -reach - 1;
            int next = 0;
            for (int i = 0; i < length; i++)
            {
                for (; next < length && next <= i + reach; next++)
                {
                    last = (alongRows ? tiles[line, next] : tiles[next, line]) == isDark ? next : last;
                }

                bool isNear = last >= i - reach;
                if (alongRows)
                {
                    grown[line, i] = isNear == isDark;
                }
                else
                {
                    grown[i, line] = isNear == isDark;
                }
            }
        }

        return grown;
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
