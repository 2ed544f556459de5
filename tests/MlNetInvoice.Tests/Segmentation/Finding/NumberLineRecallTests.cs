using MlNetInvoice.Data;
using MlNetInvoice.Imaging;

namespace MlNetInvoice.Segmentation.Finding;

/// <summary>
/// How often the labelled number is among the first candidates of its photograph. The labels' quads stand loosely around the digits, so a candidate
/// counts where its middle line runs through the label's middle, within 5°, along at least half of it, and its height is 0.5 to 0.88 of the label's.
/// <c>dotnet test --filter NumberLineRecall</c> prints the table.
/// </summary>
public sealed class NumberLineRecallTests
{
    private static readonly int[] _depths = [1, 3, 5, 10, 20, 40];

    [Test]
    public void Labelled_numbers_are_among_the_first_candidates_of_their_photographs()
    {
        string folder = SharedData.Require("invoices");
        var rankOf = new List<(LabeledInvoice Label, int Rank)>();
        foreach (IGrouping<string, LabeledInvoice> file in LabeledInvoices.Load(folder).GroupBy(label => label.File))
        {
            GrayImage image = ImageDecoder.LoadGray(file.Key);
            IReadOnlyList<NumberLineCandidate> candidates = NumberLineFinder.Find(image);
            foreach (LabeledInvoice label in file.Where(label => label.Quad is not null))
            {
                rankOf.Add((label, Rank(label.Quad!.Value, candidates)));
            }
        }

        TestContext.Out.WriteLine($"{"kind",-14}{"numbers",8}" + string.Concat(_depths.Select(d => $"{"@" + d,6}")));
        foreach (IGrouping<string, (LabeledInvoice Label, int Rank)> group in rankOf.GroupBy(r => $"{r.Label.Kind} {(r.Label.IsHard ? "hard" : "usable")}"))
        {
            TestContext.Out.WriteLine($"{group.Key,-20}{group.Count(),4}" + string.Concat(_depths.Select(d => $"{group.Count(r => r.Rank <= d),6}")));
        }

        List<(LabeledInvoice Label, int Rank)> usable = rankOf.Where(r => !r.Label.IsHard).ToList();
        Assert.That(usable.Count(r => r.Rank <= 20), Is.GreaterThanOrEqualTo(usable.Count * 97 / 100));
        Assert.That(usable.Count(r => r.Rank <= 5), Is.GreaterThanOrEqualTo(usable.Count * 85 / 100));
    }

    private static int Rank(Quad label, IReadOnlyList<NumberLineCandidate> candidates)
    {
        PixelPoint left = Middle(label.TopLeft, label.BottomLeft);
        PixelPoint right = Middle(label.TopRight, label.BottomRight);
        float height = Distance(label.TopLeft, label.BottomLeft);
        for (int i = 0; i < candidates.Count; i++)
        {
            NumberLineCandidate candidate = candidates[i];
            PixelPoint start = Middle(candidate.Quad.TopLeft, candidate.Quad.BottomLeft);
            PixelPoint end = Middle(candidate.Quad.TopRight, candidate.Quad.BottomRight);
            float length = Distance(left, right);
            float from = Along(start);
            float to = Along(end);
            float covered = (Math.Clamp(Math.Max(from, to), 0, length) - Math.Clamp(Math.Min(from, to), 0, length)) / length;
            float sine = Math.Abs(Across(end) - Across(start)) / Distance(start, end);
            PixelPoint middle = Middle(left, right);
            float miss = (((middle.X - start.X) * (end.Y - start.Y)) - ((middle.Y - start.Y) * (end.X - start.X))) / Distance(start, end);
            if (covered >= 0.5f && sine < 0.087f && Math.Abs(miss) < 0.2f * height && candidate.CapHeight / height is > 0.5f and < 0.88f)
            {
                return i + 1;
            }

            float Along(PixelPoint p) => (((p.X - left.X) * (right.X - left.X)) + ((p.Y - left.Y) * (right.Y - left.Y))) / length;
            float Across(PixelPoint p) => (((p.Y - left.Y) * (right.X - left.X)) - ((p.X - left.X) * (right.Y - left.Y))) / length;
        }

        return int.MaxValue;
    }

    private static PixelPoint Middle(PixelPoint a, PixelPoint b) => new((a.X + b.X) / 2, (a.Y + b.Y) / 2);

    private static float Distance(PixelPoint a, PixelPoint b) => MathF.Sqrt(((a.X - b.X) * (a.X - b.X)) + ((a.Y - b.Y) * (a.Y - b.Y)));
}
