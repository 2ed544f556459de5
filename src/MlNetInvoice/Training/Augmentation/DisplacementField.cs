using MlNetInvoice.Networks;

namespace MlNetInvoice.Training;

/// <summary>Two fields of Gaussian-smoothed noise (horizontal and vertical displacement) with root mean square 1, which wrap round: the raw material of elastic distortion.</summary>
internal sealed class DisplacementField
{
    /// <summary>Rows and columns before a field repeats.</summary>
    public const int Size = 256;

    private readonly int _stride;
    private readonly float[] _x;
    private readonly float[] _y;

    /// <summary>Makes the fields.</summary>
    /// <param name="sigma">Standard deviation of the Gaussian in pixels.</param>
    /// <param name="rows">Rows of the largest window.</param>
    /// <param name="columns">Columns of the largest window.</param>
    /// <param name="seed">Decides the noise.</param>
    public DisplacementField(float sigma, int rows, int columns, int seed)
    {
        _stride = Size + columns;
        _x = Make(sigma, rows, new SeededRandom((ulong)seed, 0xE1A));
        _y = Make(sigma, rows, new SeededRandom((ulong)seed, 0xE1B));
    }

    /// <summary>Horizontal displacements of a run of a row.</summary>
    public ReadOnlySpan<float> RowX(int row, int column, int count) => _x.AsSpan((row * _stride) + column, count);

    /// <summary>Vertical displacements of a run of a row.</summary>
    public ReadOnlySpan<float> RowY(int row, int column, int count) => _y.AsSpan((row * _stride) + column, count);

    private float[] Make(float sigma, int rows, SeededRandom random)
    {
        float[] noise = new float[Size * Size];
        foreach (ref float value in noise.AsSpan())
        {
            value = random.NextSymmetric(1);
        }

        int radius = (int)MathF.Ceiling(3 * sigma);
        float[] kernel = new float[(2 * radius) + 1];
        for (int i = 0; i < kernel.Length; i++)
        {
            kernel[i] = MathF.Exp(-(i - radius) * (i - radius) / (2 * sigma * sigma));
        }

        float[] smooth = Smooth(Smooth(noise, kernel, 1, Size), kernel, Size, 1);
        double square = smooth.Sum(v => (double)v * v) / smooth.Length;
        float factor = (float)(1 / Math.Sqrt(square));
        float[] field = new float[(Size + rows) * _stride];
        for (int i = 0; i < field.Length; i++)
        {
            field[i] = factor * smooth[(i / _stride % Size * Size) + (i % _stride % Size)];
        }

        return field;
    }

    // Along one axis: step floats to the next value, line floats to the next line; round the edge.
    private static float[] Smooth(float[] field, float[] kernel, int step, int line)
    {
        float[] result = new float[field.Length];
        int radius = kernel.Length / 2;
        for (int i = 0; i < Size; i++)
        {
            for (int j = 0; j < Size; j++)
            {
                float sum = 0;
                for (int k = 0; k < kernel.Length; k++)
                {
                    sum += kernel[k] * field[(i * line) + ((j + k - radius + Size) % Size * step)];
                }

                result[(i * line) + (j * step)] = sum;
            }
        }

        return result;
    }
}
