using MlNetInvoice.Imaging;
using MlNetInvoice.Segmentation.Finding;

namespace MlNetInvoice.Benchmarks.Detection;

/// <summary>Whether a candidate lies on a labelled number: in direction and height as strictly as a reader needs it, or by its place alone.</summary>
internal static class LineRecall
{
    /// <summary>The first candidate whose middle line runs through the label's, within 5°, along half of it; a label stands loosely round its digits.</summary>
    public static int Rank(Quad label, IReadOnlyList<NumberLineCandidate> candidates)
    {
        var place = new NumberPlace(label);
        (float sin, float cos) = MathF.SinCos(place.Angle);
        for (int i = 0; i < candidates.Count; i++)
        {
            var row = new NumberPlace(candidates[i].Quad);
            (float rowSin, float rowCos) = MathF.SinCos(row.Angle);
            float dx = row.X - place.X, dy = row.Y - place.Y;
            float along = (dx * cos) + (dy * sin), half = row.Length / 2 * MathF.Abs((rowCos * cos) + (rowSin * sin));
            float covered = Math.Min(place.Length / 2, along + half) - Math.Max(-place.Length / 2, along - half);
            float miss = (dy * rowCos) - (dx * rowSin);
            if (covered >= 0.5f * place.Length && MathF.Abs((rowSin * cos) - (rowCos * sin)) < 0.087f
                && MathF.Abs(miss) < 0.2f * place.Cap && candidates[i].CapHeight / place.Cap > 0.5f && candidates[i].CapHeight / place.Cap < 1.2f)
            {
                return i + 1;
            }
        }

        return int.MaxValue;
    }

    /// <summary>The first candidate whose middle lies on the label, whatever its direction.</summary>
    public static int RankByPlace(Quad label, IReadOnlyList<NumberLineCandidate> candidates)
    {
        var place = new NumberPlace(label);
        (float sin, float cos) = MathF.SinCos(place.Angle);
        for (int i = 0; i < candidates.Count; i++)
        {
            var row = new NumberPlace(candidates[i].Quad);
            float dx = row.X - place.X, dy = row.Y - place.Y;
            if (MathF.Abs((dx * cos) + (dy * sin)) < place.Length / 2 && MathF.Abs((dy * cos) - (dx * sin)) < 0.5f * place.Cap)
            {
                return i + 1;
            }
        }

        return int.MaxValue;
    }
}
