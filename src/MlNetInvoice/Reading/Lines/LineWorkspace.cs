using MlNetInvoice.Imaging;
using MlNetInvoice.Segmentation;

namespace MlNetInvoice.Reading;

/// <summary>The buffers that reading a line needs, and what is known of the line: pooled by <see cref="LineReader"/>, used by one call at a time.</summary>
internal sealed class LineWorkspace
{
    /// <summary>Most hypotheses of one line.</summary>
    public const int MaxHypotheses = 40;

    private readonly LineHypothesis[] _hypotheses = new LineHypothesis[MaxHypotheses];
    private LinePatch? _patch;
    private int _used;
    private int _first;

    public LineWorkspace()
    {
        for (int i = 0; i < _hypotheses.Length; i++)
        {
            _hypotheses[i] = new LineHypothesis();
        }
    }

    /// <summary>The picture round the line.</summary>
    public LinePatch Patch => _patch ?? throw new InvalidOperationException("No line has begun.");

    public int MinDigits { get; private set; }

    public int MaxDigits { get; private set; }

    /// <summary>Receives the strips; null where nobody wants to see them.</summary>
    public ReadingTrace? Trace { get; private set; }

    /// <summary>The expert that reads the line again; null while the first stage reads.</summary>
    public LineExpert? Expert { get; set; }

    /// <summary>What the first network made of the line that the expert reads again; null while the first stage reads.</summary>
    public LineReading? First { get; set; }

    /// <summary>Where the digits begin at the earliest, because a letter stands before; null if that is not known.</summary>
    public PixelPoint? Start { get; set; }

    /// <summary>The hypotheses of the line so far.</summary>
    public ReadOnlySpan<LineHypothesis> Used => _hypotheses.AsSpan(_first, _used - _first);

    public byte[] Strip { get; private set; } = [];

    public float[] Scores { get; private set; } = [];

    public NumberDecoder Decoder { get; } = new();

    /// <summary>Sum of the digits' logarithms of probability over the hypotheses that agree.</summary>
    public float[] Votes { get; } = new float[NumberPath.MaxDigits * 10];

    /// <summary>Begins a line.</summary>
    public void Begin(LinePatch patch, int minDigits, int maxDigits, ReadingTrace? trace)
    {
        _patch = patch;
        _used = 0;
        _first = 0;
        MinDigits = minDigits;
        MaxDigits = maxDigits;
        Trace = trace;
        Start = null;
        Expert = null;
        First = null;
    }

    /// <summary>Begins the same line again.</summary>
    public void Restart()
    {
        // The best hypothesis so far is still looked at: the next ones take the places behind those used.
        _first = _used;
    }

    /// <summary>Lets go of what was lent.</summary>
    public void End()
    {
        _patch = null;
        Trace = null;
        First = null;
    }

    /// <summary>The next hypothesis of the line, to be filled.</summary>
    public LineHypothesis Next() => _hypotheses[_used++];

    public void Reserve(int stripLength, int scoresLength)
    {
        if (Strip.Length < stripLength)
        {
            Strip = new byte[stripLength * 2];
        }

        if (Scores.Length < scoresLength)
        {
            Scores = new float[scoresLength * 2];
        }
    }
}
