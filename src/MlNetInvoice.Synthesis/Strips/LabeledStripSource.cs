using MlNetInvoice.Data;
using MlNetInvoice.Imaging;
using MlNetInvoice.Models;
using MlNetInvoice.Networks;
using MlNetInvoice.Segmentation;
using MlNetInvoice.Synthesis.Lines;
using MlNetInvoice.Training;

namespace MlNetInvoice.Synthesis.Strips;

/// <summary>
/// What a recogniser learns from people's corrections: labelled numbers of pictures, each laid under strips in many ways and cut into windows as <see cref="PrintedStripSource"/> does with
/// printed lines. Only digits whose place is labelled are learnt from; letters are not. Each epoch is drawn afresh. Immutable; safe to share between threads.
/// </summary>
public sealed class LabeledStripSource : ITrainingSource
{
    private readonly PrintedLine[] _lines;
    private readonly int _count;
    private readonly long _seed;

    /// <summary>Reads the pictures and finds where in them the digits stand.</summary>
    /// <param name="labels">The numbers; those without digits or without a place are left out.</param>
    /// <param name="model">A model of 37 classes that can slide along a line: it says where characters stand.</param>
    /// <param name="count">Windows an epoch, at least 1.</param>
    /// <param name="seed">An epoch depends on the seed, its number and the labels only.</param>
    /// <exception cref="InvalidDataSetException">No label has a place.</exception>
    /// <exception cref="MlNetInvoiceException">A picture cannot be decoded.</exception>
    public LabeledStripSource(IReadOnlyList<LabeledInvoice> labels, TrainedModel model, int count, long seed)
    {
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentNullException.ThrowIfNull(model);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        (_count, _seed) = (count, seed);
        var network = new SlidingNetwork(model.Network);
        var normalizer = new LineNormalizer();
        _lines = [.. labels.Where(IsUsable).GroupBy(label => label.File).SelectMany(picture =>
        {
            GrayImage image = ImageDecoder.LoadGray(picture.Key);
            return picture.Select(label => LabeledNumber.Locate(image, label, network, normalizer));
        })];
        if (_lines.Length == 0)
        {
            throw new InvalidDataSetException("None of the labelled numbers says where its digits stand (digits_quad): there is nothing to learn from.");
        }
    }

    /// <summary>Numbers that are learnt from, 1 or more.</summary>
    public int NumberCount => _lines.Length;

    /// <summary>Whether a label can be learnt from: it has four digits or more, and their place.</summary>
    /// <param name="label">The label.</param>
    public static bool IsUsable(LabeledInvoice label)
    {
        ArgumentNullException.ThrowIfNull(label);
        return label is { Quad: not null, Digits.Length: >= 4 };
    }

    /// <inheritdoc/>
    public LabeledImages GetEpoch(int epoch)
    {
        const int size = LineNormalizer.Rows * LineNormalizer.WindowColumns;
        const int windowsPerStrip = 16;
        byte[] pixels = new byte[_count * size];
        byte[] labels = new byte[_count];
        for (int i = 0; i < _count; i += windowsPerStrip)
        {
            var random = new SampleRandom(_seed, ((long)epoch << 32) + i);
            PrintedStrip strip = PrintedStrip.Place(_lines[random.Below(_lines.Length)], ref random, LineNormalizerOptions.Default);
            for (int k = i; k < Math.Min(i + windowsPerStrip, _count); k++)
            {
                // What stands before the digits is not labelled: letters, often.
                labels[k] = (byte)strip.CutWindow(ref random, pixels.AsSpan(k * size, size), isOpenLeft: false);
            }
        }

        return new LabeledImages(LineNormalizer.Rows, LineNormalizer.WindowColumns, PrintedClasses.Count, pixels, labels);
    }
}
