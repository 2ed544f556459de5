using System.Numerics;

namespace MlNetInvoice.Synthesis.Degradation;

/// <summary>A reusable float picture: ink coverage or luminance, 0 to 1. It belongs to one thread.</summary>
internal sealed class Plane
{
    private float[] _values = [];
    private float[] _scratch = [];

    public int Width { get; private set; }

    public int Height { get; private set; }

    public Span<float> Values => _values.AsSpan(0, Width * Height);

    public Span<float> Row(int y) => _values.AsSpan(y * Width, Width);

    /// <summary>Gives the plane a size and one value everywhere.</summary>
    public void Reset(int width, int height, float value)
    {
        Width = width;
        Height = height;
        if (_values.Length < width * height)
        {
            // What grows once may grow again; the first size is most often the only one, and that of a whole picture.
            _values = new float[_values.Length == 0 ? width * height : width * height * 3 / 2];
        }

        Values.Fill(value);
    }

    /// <summary>Gives the memory back; the size stays known.</summary>
    public void Release() => (_values, _scratch) = ([], []);

    public void CopyFrom(Plane other)
    {
        Reset(other.Width, other.Height, 0);
        other.Values.CopyTo(Values);
    }

    /// <summary>Gaussian blur of a deviation in pixels; below 0.15 nothing happens. The edge is repeated.</summary>
    public void Blur(float sigma)
    {
        if (sigma < 0.15f)
        {
            return;
        }

        int radius = Math.Max(1, (int)MathF.Ceiling(2.6f * sigma));
        Span<float> kernel = stackalloc float[(2 * radius) + 1];
        float sum = 0;
        for (int i = -radius; i <= radius; i++)
        {
            sum += kernel[i + radius] = MathF.Exp(-0.5f * i * i / (sigma * sigma));
        }

        for (int i = 0; i < kernel.Length; i++)
        {
            kernel[i] /= sum;
        }

        Horizontal(kernel);
        Vertical(kernel);
    }

    /// <summary>A level smear of a length in pixels, as a moving hand makes.</summary>
    public void Smear(float length)
    {
        int radius = (int)MathF.Ceiling(length / 2);
        if (radius < 1)
        {
            return;
        }

        Span<float> kernel = stackalloc float[(2 * radius) + 1];
        kernel.Fill(1 / length);
        kernel[0] = kernel[^1] = (1 - ((kernel.Length - 2) / length)) / 2;
        Horizontal(kernel);
    }

    /// <summary>Level convolution; the kernel's length is odd.</summary>
    public void Horizontal(ReadOnlySpan<float> kernel)
    {
        int radius = kernel.Length / 2;
        Span<float> padded = Scratch(Width + (2 * radius));
        for (int y = 0; y < Height; y++)
        {
            Span<float> row = Row(y);
            padded[..radius].Fill(row[0]);
            row.CopyTo(padded[radius..]);
            padded[(radius + Width)..].Fill(row[^1]);
            row.Clear();
            for (int t = 0; t < kernel.Length; t++)
            {
                AddScaled(row, padded.Slice(t, Width), kernel[t]);
            }
        }
    }

    /// <summary>Upright convolution; the kernel's length is odd. Only the rows that are still asked for are kept as they were.</summary>
    public void Vertical(ReadOnlySpan<float> kernel)
    {
        int radius = kernel.Length / 2, kept = radius + 1;
        Span<float> before = Scratch(Width * kept);
        for (int y = 0; y < Height; y++)
        {
            Span<float> row = Row(y);
            row.CopyTo(before[(y % kept * Width)..]);
            row.Clear();
            for (int t = 0; t < kernel.Length; t++)
            {
                int source = Math.Clamp(y + t - radius, 0, Height - 1);
                AddScaled(row, source <= y ? before.Slice(source % kept * Width, Width) : Row(source), kernel[t]);
            }
        }
    }

    /// <summary>target += factor · source, element by element.</summary>
    public static void AddScaled(Span<float> target, ReadOnlySpan<float> source, float factor)
    {
        int lanes = Vector<float>.Count, i = 0;
        var scale = new Vector<float>(factor);
        for (; i <= target.Length - lanes; i += lanes)
        {
            (new Vector<float>(target[i..]) + (new Vector<float>(source[i..]) * scale)).CopyTo(target[i..]);
        }

        for (; i < target.Length; i++)
        {
            target[i] += factor * source[i];
        }
    }

    /// <summary>The value at a place, linear between pixel centres; beyond the edge the nearest.</summary>
    public float Sample(float x, float y)
    {
        x = Math.Clamp(x - 0.5f, 0, Width - 1.001f);
        y = Math.Clamp(y - 0.5f, 0, Height - 1.001f);
        int i = (int)x, j = (int)y;
        float fx = x - i, fy = y - j;
        int at = (j * Width) + i, below = j + 1 < Height ? at + Width : at;
        float upper = _values[at] + (fx * (_values[at + 1] - _values[at])), lower = _values[below] + (fx * (_values[below + 1] - _values[below]));
        return upper + (fy * (lower - upper));
    }

    /// <summary>Values as bytes: 0 → 0, 1 → 255, clamped.</summary>
    public void ToBytes(Span<byte> bytes)
    {
        ReadOnlySpan<float> values = Values;
        for (int i = 0; i < values.Length; i++)
        {
            bytes[i] = (byte)Math.Clamp((values[i] * 255) + 0.5f, 0, 255);
        }
    }

    private Span<float> Scratch(int length)
    {
        if (_scratch.Length < length)
        {
            _scratch = new float[length * 3 / 2];
        }

        return _scratch.AsSpan(0, length);
    }
}
