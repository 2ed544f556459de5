using System.Runtime.InteropServices;
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

    /// <summary>The rows that look most like a number, the best first.</summary>
    /// <param name="image">The picture; the number may stand anywhere in it, at any angle.</param>
    /// <param name="options">How to search, or null for <see cref="NumberLineFinderOptions.Default"/>.</param>
    /// <returns>At most <see cref="NumberLineFinderOptions.MaxCandidates"/> rows, possibly none.</returns>
    public static IReadOnlyList<NumberLineCandidate> Find(GrayImage image, NumberLineFinderOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(image);
        options ??= NumberLineFinderOptions.Default;
        int factor = 1;
        while (factor < 16 && (long)(image.Width / factor) * (image.Height / factor) > options.WorkingPixels)
        {
            factor++;
        }

        if (Math.Min(image.Width, image.Height) / factor < LeastSide || Math.Max(image.Width, image.Height) / factor > ushort.MaxValue)
        {
            return [];
        }

        var found = new List<NumberLineCandidate>();
        GrayImage fine = ImageScales.Shrink(image, factor);
        float scale = factor;
        for (int level = 0; level < Levels && Math.Min(fine.Width, fine.Height) >= LeastSide; level++)
        {
            GrayImage coarse = ImageScales.Shrink(fine, 2);
            var thresholds = new byte[coarse.Width * coarse.Height];
            LocalInk.Thresholds(coarse, radius: 8, deviations: 0.7f, leastContrast: 8, thresholds);
            List<InkBlob> blobs = InkBlobs.Find(fine, thresholds, coarse.Width, coarse.Height, leastSide: 5, mostSide: 56);
            var grid = new BlobGrid(CollectionsMarshal.AsSpan(blobs), fine.Width, fine.Height, cell: 16);
            float toPicture = scale;
            new LineGrouper(grid).Group(LeastGlyphs, line =>
            {
                float score = Score(line);
                if (score > 0)
                {
                    found.Add(new NumberLineCandidate(line.ToQuad(toPicture), line.Height * toPicture, line.Pitch * toPicture, line.Members.Count, score));
                }
            });

            fine = coarse;
            scale *= 2;
        }

        FavourTall(found);
        return CandidateMerging.Merge(found, options.MaxCandidates);
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

    private static float Score(GlyphLine line)
    {
        int count = line.Members.Count;
        if (line.Aspect is < 0.28f or > 1.1f || line.Height < 8 || line.Fill > 0.8f)
        {
            return 0;
        }

        float number = count switch { < 5 => 0.35f, 5 => 0.5f, 6 => 0.65f, 7 => 0.85f, <= 12 => 1f, <= 14 => 0.7f, _ => 0.5f };
        return number * MathF.Exp(-4 * line.PitchSpread) * MathF.Exp(-6 * line.HeightSpread);
    }
}
