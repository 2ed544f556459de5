using MlNetInvoice.Networks;
using MlNetInvoice.Segmentation;

namespace MlNetInvoice.Reading;

/// <summary>
/// The second stage of a cascade (Viola and Jones 2001, section 4): a larger network that reads again the lines of which the first one is not sure. It costs more than the first
/// and is asked seldom. Immutable; safe to share between threads.
/// </summary>
internal sealed class LineExpert
{
    /// <summary>Makes an expert.</summary>
    /// <param name="network">Classifies windows.</param>
    /// <param name="normalizer">Makes strips of lines.</param>
    /// <param name="confidence">How sure it is of lines that the first stage was not sure of; null takes the usual weights.</param>
    public LineExpert(SlidingNetwork network, LineNormalizer normalizer, ReadingConfidence? confidence = null)
    {
        Network = network;
        Letters = new LetterReader(network, normalizer);
        Confidence = confidence ?? new ReadingConfidence();
    }

    /// <summary>Classifies windows.</summary>
    public SlidingNetwork Network { get; }

    /// <summary>Reads the letters before a number.</summary>
    public LetterReader Letters { get; }

    /// <summary>How sure it is.</summary>
    public ReadingConfidence Confidence { get; }
}
