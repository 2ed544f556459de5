using MlNetInvoice.Imaging;

namespace MlNetInvoice.Segmentation.Finding;

/// <summary>
/// Finds the rows of characters in a whole photograph that may be the invoice number: local binarisation at several scales, connected
/// components, and lines of components of equal height and even pitch, at any angle. Where the paper and the print are does not matter;
/// what a row says is for the reader to judge. Stateless and thread-safe.
/// </summary>
public static class NumberLineFinder
{
    private const int Levels = 3;
    private const int LeastSide = 24;
    private const int LeastGlyphs = 4;

    // Fewer rows of so many glyphs, of some likeness to a number, are less than a slip shows.
    private const int GlyphsOfRow = 7;
    private const int FewRows = 4;
    private const float PoorScore = 0.15f;

    // A screenshot or a page just above the bound would lose its small print to a factor of two.
    private const long MostUnshrunk = 2;

    // Largest factor of shrinking after which a finer search is worth its time: what is shrunk further keeps more pixels than a page with small print requires.
    private const int MostFiner = 2;

    /// <summary>The rows that look most like a number, the best first.</summary>
    /// <param name="image">The picture; the number may stand anywhere in it, at any angle.</param>
    /// <param name="options">How to search, or null for <see cref="NumberLineFinderOptions.Default"/>.</param>
    /// <returns>At most <see cref="NumberLineFinderOptions.MaxCandidates"/> rows, possibly none.</returns>
    public static IReadOnlyList<NumberLineCandidate> Find(GrayImage image, NumberLineFinderOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(image);
        options ??= NumberLineFinderOptions.Default;
        int factor = 1;
        while (factor < 16 && (long)(image.Width / factor) * (image.Height / factor) > (factor == 1 ? MostUnshrunk : 1) * options.WorkingPixels)
        {
            factor++;
        }

        if (Math.Min(image.Width, image.Height) / factor < LeastSide || Math.Max(image.Width, image.Height) / factor > ushort.MaxValue)
        {
            return [];
        }

        FinderWorkspace workspace = FinderWorkspace.Rent();
        Search(image, factor, Levels, workspace);
        if (factor > 1 && factor <= MostFiner && IsSparse(CandidateMerging.Merge([.. workspace.Found], options.MaxCandidates)))
        {
            // A page with small print: its rows run together or vanish where it is shrunk.
            Search(image, factor - 1, 1, workspace);
        }

        FavourTall(workspace.Found);
        List<NumberLineCandidate> merged = CandidateMerging.Merge(workspace.Found, options.MaxCandidates);
        FinderWorkspace.Return(workspace);
        return merged;
    }

    private static bool IsSparse(List<NumberLineCandidate> found)
    {
        int rows = 0;
        foreach (NumberLineCandidate candidate in found)
        {
            rows += candidate.GlyphCount >= GlyphsOfRow && candidate.Score > PoorScore ? 1 : 0;
        }

        return rows < FewRows;
    }

    private static void Search(GrayImage image, int factor, int levels, FinderWorkspace workspace)
    {
        var fine = new PixelPlane(image.Pixels, image.Width, image.Height);
        if (factor > 1)
        {
            fine = ImageScales.Shrink(fine, factor, workspace.Plane(0, image.Width / factor * (image.Height / factor)));
        }

        float scale = factor;
        for (int level = 0; level < levels && Math.Min(fine.Width, fine.Height) >= LeastSide; level++)
        {
            PixelPlane coarse = ImageScales.Shrink(fine, 2, workspace.Plane(level + 1, fine.Width / 2 * (fine.Height / 2)));
            LocalInk.Thresholds(coarse, radius: 8, deviations: 0.7f, moreDeviations: 1.3f, leastContrast: 8, workspace);
            foreach (byte[] thresholds in workspace.Thresholds)
            {
                int blobs = InkBlobs.Find(fine, coarse, thresholds, leastSide: 5, mostSide: 56, workspace);
                var grid = new BlobGrid(workspace, blobs, fine.Width, fine.Height, cell: 16);
                new LineGrouper(grid, workspace).Group(LeastGlyphs, scale);
            }

            fine = coarse;
            scale *= 2;
        }
    }

    // On a slip the number is among the largest print.
    private static void FavourTall(List<NumberLineCandidate> found)
    {
        float tallest = 0;
        foreach (NumberLineCandidate candidate in found)
        {
            if (candidate.Score > 0.45f && candidate.GlyphCount >= 6)
            {
                tallest = Math.Max(tallest, candidate.CapHeight);
            }
        }

        for (int i = 0; i < found.Count && tallest > 0; i++)
        {
            found[i] = found[i] with { Score = found[i].Score * MathF.Sqrt(Math.Clamp(found[i].CapHeight / tallest, 0.3f, 1)) };
        }
    }
}
