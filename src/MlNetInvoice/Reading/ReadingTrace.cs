using MlNetInvoice.Imaging;
using MlNetInvoice.Networks;
using MlNetInvoice.Segmentation;

namespace MlNetInvoice.Reading;

/// <summary>What a reading looked at, stage by stage, for pictures of the stages. Filled by one reading; not thread-safe.</summary>
internal sealed class ReadingTrace
{
    private readonly List<ReadingStage> _stages = [];

    /// <summary>The stages in the order in which they were reached.</summary>
    public IReadOnlyList<ReadingStage> Stages => _stages;

    /// <summary>Writes down a stage.</summary>
    /// <param name="name">What it is, in a word or two, such as <c>candidates</c>.</param>
    /// <param name="image">What was looked at; null for the picture itself.</param>
    /// <param name="boxes">Places in that image.</param>
    /// <param name="text">What came of it.</param>
    public void Add(string name, GrayImage? image, IReadOnlyList<Quad> boxes, string text) => _stages.Add(new ReadingStage(name, image, boxes, text));

    /// <summary>Writes down a strip and its best path.</summary>
    public void AddStrip(ReadOnlySpan<byte> strip, LineHypothesis hypothesis)
    {
        NumberPath path = hypothesis.Path;
        var boxes = new Quad[path.Count];
        Span<char> digits = stackalloc char[path.Count];
        for (int i = 0; i < boxes.Length; i++)
        {
            float half = path.Pitch * hypothesis.Step * 0.46f;
            boxes[i] = Quad.FromBox(new PixelBox((int)(hypothesis.CenterColumn(i) - half), LineNormalizer.CapTop, (int)(2 * half), LineNormalizer.CapHeight));
            digits[i] = (char)('0' + ClassScores.IndexOfLargest(path.ScoresOf(i)));
        }

        Add(
            "strip",
            new GrayImage(hypothesis.Width, LineNormalizer.Rows, strip.ToArray()),
            boxes,
            path.Count == 0 ? "no path" : FormattableString.Invariant($"{new string(digits)}, {hypothesis.Quality:0.00} a digit, leading by {path.Margin:0.0}"));
    }

    /// <summary>Writes down a strip of the letters before a number.</summary>
    public void AddLetters(ReadOnlySpan<byte> strip, int width, int step, (int First, int Second) pair, float score)
    {
        Quad Window(int position) => Quad.FromBox(new PixelBox((position * step) + 6, LineNormalizer.CapTop, 16, LineNormalizer.CapHeight));
        Add("letters", new GrayImage(width, LineNormalizer.Rows, strip.ToArray()), pair.First < 0 ? [] : [Window(pair.First), Window(pair.Second)], float.IsNegativeInfinity(score) ? "no two letters" : FormattableString.Invariant($"{score:0.00}"));
    }
}
