namespace MlNetInvoice.Imaging;

/// <summary>For each new pixel along one axis: which old pixels it takes, and how much of each. The weights of a pixel sum to 1.</summary>
internal sealed class AxisWeights
{
    private readonly int[] _starts;
    private readonly int[] _counts;
    private readonly float[] _weights;
    private readonly int _stride;

    /// <summary>Computes the weights of a filter.</summary>
    /// <param name="source">Old pixels along the axis.</param>
    /// <param name="target">New pixels along the axis.</param>
    /// <param name="filter">The filter.</param>
    public AxisWeights(int source, int target, ResamplingFilter filter)
    {
        double scale = (double)source / target;
        double widening = filter is ResamplingFilter.Area or ResamplingFilter.Bicubic ? Math.Max(1, scale) : 1;
        double support = widening * filter switch
        {
            ResamplingFilter.Area => 0.5,
            ResamplingFilter.Bilinear => 1,
            _ => 2,
        };
        _stride = Math.Min(source, (int)Math.Ceiling(support * 2) + 2);
        _starts = new int[target];
        _counts = new int[target];
        _weights = new float[checked(target * _stride)];
        for (int i = 0; i < target; i++)
        {
            double center = (i + 0.5) * scale;
            if (filter == ResamplingFilter.Area)
            {
                FillArea(i, i * scale, (i + 1) * scale, source);
            }
            else
            {
                Fill(i, center, support, source, dropsOutside: filter == ResamplingFilter.Bicubic, x => Kernel(filter, (x + 0.5 - center) / widening));
            }
        }
    }

    /// <summary>The first old pixel that a new one takes.</summary>
    public int Start(int target) => _starts[target];

    /// <summary>The weights of a new pixel, from its first old pixel on.</summary>
    public ReadOnlySpan<float> Of(int target) => _weights.AsSpan(target * _stride, _counts[target]);

    /// <summary>Cubic convolution (R. G. Keys, "Cubic convolution interpolation for digital image processing", IEEE Trans. ASSP 29, 1981, eq. 15).</summary>
    internal static double Cubic(double x, double a)
    {
        x = Math.Abs(x);
        return x < 1 ? ((((a + 2) * x) - (a + 3)) * x * x) + 1
            : x < 2 ? a * ((((x - 5) * x) + 8) * x - 4)
            : 0;
    }

    private static double Kernel(ResamplingFilter filter, double x) => filter switch
    {
        ResamplingFilter.Bilinear => Math.Max(0, 1 - Math.Abs(x)),
        ResamplingFilter.Bicubic => Cubic(x, -0.5),
        _ => Cubic(x, -0.75),
    };

    private void FillArea(int index, double from, double to, int source)
    {
        int first = Math.Min((int)(from + 1e-9), source - 1);
        int last = Math.Clamp((int)Math.Ceiling(to - 1e-9) - 1, first, source - 1);
        Span<float> weights = Begin(index, first, last);
        for (int x = first; x <= last; x++)
        {
            weights[x - first] = (float)(Math.Min(to, x + 1) - Math.Max(from, x));
        }

        Normalize(weights);
    }

    /// <summary>Weights past an edge go to the pixel at the edge, except for Pillow's filter, which drops them.</summary>
    private void Fill(int index, double center, double support, int source, bool dropsOutside, Func<int, double> kernel)
    {
        int first = (int)Math.Floor(center - support + 0.5);
        int last = (int)Math.Ceiling(center + support - 0.5) - 1;
        int from = Math.Clamp(first, 0, source - 1);
        int to = Math.Clamp(last, from, source - 1);
        Span<float> weights = Begin(index, from, to);
        for (int x = first; x <= last; x++)
        {
            if (!dropsOutside || (x >= from && x <= to))
            {
                weights[Math.Clamp(x, from, to) - from] += (float)kernel(x);
            }
        }

        Normalize(weights);
    }

    private Span<float> Begin(int index, int first, int last)
    {
        _starts[index] = first;
        _counts[index] = last - first + 1;
        return _weights.AsSpan(index * _stride, last - first + 1);
    }

    private static void Normalize(Span<float> weights)
    {
        double sum = 0;
        foreach (float weight in weights)
        {
            sum += weight;
        }

        for (int i = 0; i < weights.Length; i++)
        {
            weights[i] = (float)(weights[i] / sum);
        }
    }
}
