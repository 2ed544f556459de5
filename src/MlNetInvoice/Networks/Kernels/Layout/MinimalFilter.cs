namespace MlNetInvoice.Networks.Kernels.Layout;

/// <summary>
/// Minimal filtering F(m, r): m neighbouring sums over r weights from m + r − 1 products instead of m · r (Winograd 1980; Lavin and Gray 2016 for convolutions). Values and weights are taken
/// to m + r − 1 points by small matrices, multiplied there, and the sums taken back. It runs down the rows of a map: the columns, which lie in the lanes, need not be rearranged, and at each point
/// a convolution with a single kernel row remains. A dense layer of a strip, which has a single output row, is filtered along the columns instead. The points 0, ±1, ±2, ±½ and ∞ keep
/// rounding errors near those of the direct sum, as small numbers with few bits do.
/// </summary>
internal sealed class MinimalFilter
{
    private const int SumsAtOnce = 4;

    // The rows of a strip are rounded up to as many columns.
    private const int RowGroup = 16;

    // A sum that is not faster by this factor, counted in multiply-adds, is not worth two more passes over memory.
    private const double LeastGain = 1.5;

    private static readonly double[] _finitePoints = [0, 1, -1, 2, -2, 0.5, -0.5];

    private static readonly MinimalFilter[] _known = [new(3), new(4), new(5)];

    private readonly double[,] _weights;
    private readonly float[] _values;
    private readonly float[] _sums;

    private MinimalFilter(int taps)
    {
        Taps = taps;
        int finite = Points - 1;
        _weights = new double[Points, taps];
        _values = new float[Points * Points];
        _sums = new float[SumsAtOnce * Points];
        for (int p = 0; p < Points; p++)
        {
            // The interpolation polynomials of Lagrange, transposed; the last point is infinity, where the leading coefficient counts.
            double[] polynomial = PolynomialOf(_finitePoints[..finite].Where((_, i) => i != p));
            for (int i = 0; i < polynomial.Length; i++)
            {
                _values[(p * Points) + i] = (float)polynomial[i];
            }

            double product = p < finite ? _finitePoints[..finite].Where((_, i) => i != p).Aggregate(1.0, (all, other) => all * (_finitePoints[p] - other)) : 1;
            for (int k = 0; k < taps; k++)
            {
                _weights[p, k] = (p < finite ? Math.Pow(_finitePoints[p], k) : k == taps - 1 ? 1 : 0) / product;
            }

            for (int k = 0; k < SumsAtOnce; k++)
            {
                _sums[(k * Points) + p] = p < finite ? (float)Math.Pow(_finitePoints[p], k) : k == SumsAtOnce - 1 ? 1 : 0;
            }
        }
    }

    /// <summary>The point 1, at which the sums' matrix is 1 in every row: what is added there is added to every sum.</summary>
    public static int PointOfBias => 1;

    /// <summary>Neighbouring sums that are computed at once.</summary>
    public static int Sums => SumsAtOnce;

    /// <summary>Weights of a sum.</summary>
    public int Taps { get; }

    /// <summary>Points at which products are taken.</summary>
    public int Points => SumsAtOnce + Taps - 1;

    /// <summary>Takes values to the points: [point][value].</summary>
    public ReadOnlySpan<float> ValueMatrix => _values;

    /// <summary>Takes products back to sums: [sum][point].</summary>
    public ReadOnlySpan<float> SumMatrix => _sums;

    /// <summary>The filter that a convolution gains by; null where the direct sum is as good. It depends on nothing but the layer, so that every path of a network decides alike.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="inputMaps">Maps that it reads.</param>
    /// <param name="outputMaps">Maps that it writes.</param>
    /// <param name="outputRows">Their rows.</param>
    public static MinimalFilter? For(KernelShape kernel, int inputMaps, int outputMaps, int outputRows)
    {
        MinimalFilter? filter = _known.FirstOrDefault(f => f.Taps == kernel.Rows);
        if (filter is null || outputRows < SumsAtOnce)
        {
            return null;
        }

        double direct = (double)outputRows * kernel.Area * inputMaps * outputMaps;
        return direct >= LeastGain * TilesOf(outputRows) * filter.CostOf(kernel.Columns, inputMaps, outputMaps) ? filter : null;
    }

    /// <summary>The filter along the columns of a strip that a kernel of a single output row gains by; null where the direct sum is as good.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="inputMaps">Maps that it reads.</param>
    /// <param name="outputMaps">Maps that it writes.</param>
    public static MinimalFilter? Along(KernelShape kernel, int inputMaps, int outputMaps)
    {
        // The columns of one sum after the other are taken apart, a group of so many, which fills the rows of a strip.
        MinimalFilter? filter = RowGroup % (SumsAtOnce * kernel.Spacing) == 0 ? _known.FirstOrDefault(f => f.Taps == kernel.Columns) : null;
        double direct = (double)SumsAtOnce * kernel.Area * inputMaps * outputMaps;
        return filter is not null && direct >= LeastGain * filter.CostOf(kernel.Rows, inputMaps, outputMaps) ? filter : null;
    }

    /// <summary>Groups of rows that cover some output rows.</summary>
    public static int TilesOf(int rows) => (rows + SumsAtOnce - 1) / SumsAtOnce;

    /// <summary>First output row of a group; the last one may overlap the one before.</summary>
    public static int FirstRow(int tile, int rows) => Math.Min(tile * SumsAtOnce, rows - SumsAtOnce);

    /// <summary>A column of weights at a point.</summary>
    /// <param name="point">Which point.</param>
    /// <param name="weights">The first weight.</param>
    /// <param name="stride">From one to the next.</param>
    public float WeightAt(int point, ReadOnlySpan<float> weights, int stride)
    {
        double sum = 0;
        for (int k = 0; k < Taps; k++)
        {
            sum += _weights[point, k] * weights[k * stride];
        }

        return (float)sum;
    }

    /// <summary>Multiply-adds of four sums: at the points, and to them and back.</summary>
    private double CostOf(int across, int inputMaps, int outputMaps) =>
        ((double)Points * across * inputMaps * outputMaps) + (Points * ((Points * inputMaps) + (SumsAtOnce * outputMaps)));

    /// <summary>Coefficients of the polynomial with the given roots, that of the lowest power first.</summary>
    private static double[] PolynomialOf(IEnumerable<double> roots)
    {
        double[] coefficients = [1];
        foreach (double root in roots)
        {
            double[] next = new double[coefficients.Length + 1];
            for (int i = 0; i < coefficients.Length; i++)
            {
                next[i + 1] += coefficients[i];
                next[i] -= root * coefficients[i];
            }

            coefficients = next;
        }

        return coefficients;
    }
}
