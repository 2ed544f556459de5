using MlNetInvoice.Imaging;

namespace MlNetInvoice.Segmentation.Codes;

/// <summary>
/// Bars in a picture, seen along lines across them: the lines that cross all of them, put one upon another as the bars lie aslant. What is finer than a pixel shows so, since each line meets the
/// pixels at other places.
/// </summary>
internal sealed class BarBand
{
    // In pixels: a narrow bar would have less than a third of one.
    private const float LeastSide = 40;
    private const float Outside = 255;
    private const int MostLines = 40;
    private const int Slants = 25;
    private const float MostSlant = 0.12f;

    private BarBand(float[] dark, float middle, float height)
    {
        Dark = dark;
        Middle = middle;
        Height = height;
    }

    /// <summary>How dark it is along the bars' line, the average over their height; lighter than paper is less than 0.</summary>
    public float[] Dark { get; }

    /// <summary>How far down in the frame the bars' middle lies, in its sides.</summary>
    public float Middle { get; }

    /// <summary>Height of the bars, in sides of the frame.</summary>
    public float Height { get; }

    /// <summary>Looks for bars at some heights of a frame.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="frame">Its directions.</param>
    /// <param name="along">From where to where, in its sides.</param>
    /// <param name="down">Between which heights.</param>
    /// <returns>The bars, or null where light and dark do not alternate.</returns>
    public static BarBand? Find(GrayImage image, CodeFrame frame, (float From, float To) along, (float From, float To) down)
    {
        if (!(frame.Side >= LeastSide))
        {
            return null;
        }

        int samples = (int)Math.Clamp((along.To - along.From) * frame.Side * 3, 400, 3200);
        int lines = (int)Math.Clamp((down.To - down.From) * frame.Side, 8, MostLines);
        float[] light = new float[lines * samples];
        var source = new SampledSource(image.Pixels, image.Width, image.Height, 1, null);
        Span<float> busy = stackalloc float[lines];
        for (int line = 0; line < lines; line++)
        {
            Span<float> row = light.AsSpan(line * samples, samples);
            float height = down.From + ((down.To - down.From) * (line + 0.5f) / lines);
            for (int i = 0; i < samples; i++)
            {
                PixelPoint at = frame.At(along.From + ((along.To - along.From) * (i + 0.5f) / samples), height);
                (float x, float y) = (at.X - 0.5f, at.Y - 0.5f);
                row[i] = source.Contains(x, y) ? source.SampleInside(x, y) : Outside;
            }

            busy[line] = Busyness(row);
        }

        int top = busy.IndexOf(Largest(busy));
        int bottom = top;
        float least = 0.6f * busy[top];
        while (top > 0 && busy[top - 1] >= least)
        {
            top--;
        }

        while (bottom + 1 < lines && busy[bottom + 1] >= least)
        {
            bottom++;
        }

        if (busy[top] <= 0 || bottom - top < 2)
        {
            return null;
        }

        // The outermost lines leave the bars at one end.
        (top, bottom) = bottom - top > 5 ? (top + 1, bottom - 1) : (top, bottom);
        float step = (down.To - down.From) / lines;
        float[] dark = Overlay(light, samples, top, bottom, step * samples / (along.To - along.From));
        return new BarBand(dark, down.From + (step * (0.5f + (0.5f * (top + bottom)))), step * (bottom - top + 1));
    }

    // How much light and dark alternate in the half that alternates less: the bars reach over both.
    private static float Busyness(ReadOnlySpan<float> row)
    {
        int quarter = row.Length / 4;
        return Math.Min(Changes(row[quarter..(2 * quarter)]), Changes(row[(2 * quarter)..(3 * quarter)]));
    }

    private static float Changes(ReadOnlySpan<float> row)
    {
        float sum = 0;
        for (int i = 2; i < row.Length; i++)
        {
            sum += Math.Abs(row[i] - row[i - 2]);
        }

        return sum;
    }

    private static float Largest(ReadOnlySpan<float> values)
    {
        float largest = float.NegativeInfinity;
        foreach (float value in values)
        {
            largest = Math.Max(largest, value);
        }

        return largest;
    }

    // The average of the lines, each shifted so that light and dark differ most.
    private static float[] Overlay(float[] light, int samples, int top, int bottom, float shiftALine)
    {
        float[] best = [], sum = new float[samples];
        float most = -1;
        for (int slant = 0; slant < Slants; slant++)
        {
            float shift = MostSlant * ((2f * slant / (Slants - 1)) - 1) * shiftALine;
            Array.Clear(sum);
            for (int line = top; line <= bottom; line++)
            {
                AddShifted(light.AsSpan(line * samples, samples), shift * (line - (0.5f * (top + bottom))), sum);
            }

            float energy = 0;
            for (int i = 1; i < samples; i++)
            {
                energy += (sum[i] - sum[i - 1]) * (sum[i] - sum[i - 1]);
            }

            if (energy > most)
            {
                most = energy;
                best = (float[])sum.Clone();
            }
        }

        for (int i = 0; i < best.Length; i++)
        {
            best[i] = -best[i] / (bottom - top + 1);
        }

        return best;
    }

    private static void AddShifted(ReadOnlySpan<float> line, float shift, Span<float> sum)
    {
        int whole = (int)MathF.Floor(shift);
        float part = shift - whole;
        for (int i = 0; i < sum.Length; i++)
        {
            int at = Math.Clamp(i + whole, 0, line.Length - 2);
            sum[i] += line[at] + (part * (line[at + 1] - line[at]));
        }
    }
}
