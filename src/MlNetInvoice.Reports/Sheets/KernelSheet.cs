using System.Globalization;
using MlNetInvoice.Networks;

namespace MlNetInvoice.Reports.Sheets;

/// <summary>A sheet of a convolution's kernels: blue weights favour ink, orange ones favour paper.</summary>
public static class KernelSheet
{
    private const double Margin = 20;
    private const double Gap = 12;

    /// <summary>Draws the kernels of a network's first convolution.</summary>
    /// <param name="network">The network.</param>
    /// <param name="title">The heading, or null for one with the network's name.</param>
    /// <param name="theme">The ground that the sheet is drawn for.</param>
    /// <exception cref="ArgumentException">The network has no convolution.</exception>
    public static PngSheet Create(Network network, string? title = null, SheetTheme theme = SheetTheme.Light)
    {
        ArgumentNullException.ThrowIfNull(network);
        NetworkParameter weight = network.Parameters.FirstOrDefault(parameter => parameter.Name == "conv1.weight")
            ?? throw new ArgumentException($"\"{network.Definition.Name}\" has no convolution, and so no kernels to draw.", nameof(network));
        return Create(weight.Values, weight.Shape[0], weight.Shape[1], weight.Shape[2], weight.Shape[3], title ?? $"First-layer kernels of {network.Definition.Name}", theme);
    }

    /// <summary>Draws one tile a kernel: a row an input channel, a column an output channel; wrapped where there is one input channel only.</summary>
    /// <param name="weights">The weights as [output][input][row][column].</param>
    /// <param name="outputs">Output channels, 1 to 256.</param>
    /// <param name="inputs">Input channels, 1 to 256.</param>
    /// <param name="rows">Rows of a kernel, 1 to 64.</param>
    /// <param name="columns">Columns of a kernel, 1 to 64.</param>
    /// <param name="title">The heading.</param>
    /// <param name="theme">The ground that the sheet is drawn for.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is out of range.</exception>
    /// <exception cref="ArgumentException">The number of weights does not fit the sizes.</exception>
    public static PngSheet Create(
        ReadOnlySpan<float> weights, int outputs, int inputs, int rows, int columns, string title = "Kernels", SheetTheme theme = SheetTheme.Light)
    {
        CheckSize(outputs, 256, nameof(outputs));
        CheckSize(inputs, 256, nameof(inputs));
        CheckSize(rows, 64, nameof(rows));
        CheckSize(columns, 64, nameof(columns));
        if (weights.Length != outputs * inputs * rows * columns)
        {
            throw new ArgumentException($"{outputs}×{inputs} kernels of {rows}×{columns} have {outputs * inputs * rows * columns} weights, not {weights.Length}.", nameof(weights));
        }

        SheetPalette palette = SheetPalette.For(theme);
        float[] values = weights.ToArray();
        float limit = values.Where(float.IsFinite).Select(MathF.Abs).DefaultIfEmpty(1).Max();
        int across = inputs == 1 ? Math.Min(outputs, 8) : outputs;
        int down = inputs == 1 ? (outputs + across - 1) / across : inputs;
        double cell = inputs == 1 ? Math.Max(2, 80 / Math.Max(rows, columns)) : Math.Max(1, 40 / Math.Max(rows, columns));
        double tileWidth = columns * cell, tileHeight = rows * cell, caption = inputs == 1 ? 16 : 0, top = 76;
        double width = Math.Max(300, (2 * Margin) + (across * (tileWidth + Gap)) - Gap);
        var canvas = new SheetCanvas(width, top + (down * (tileHeight + caption + Gap)) + Margin - Gap, palette);
        canvas.Heading(title);
        DrawScale(canvas, limit);
        for (int output = 0; output < outputs; output++)
        {
            for (int input = 0; input < inputs; input++)
            {
                int start = ((output * inputs) + input) * rows * columns;
                double x = Margin + ((inputs == 1 ? output % across : output) * (tileWidth + Gap));
                double y = top + ((inputs == 1 ? output / across : input) * (tileHeight + caption + Gap));
                canvas.Cells(x, y, cell, rows, columns, (row, column) => palette.Diverging(values[start + (row * columns) + column] / limit));
                canvas.Frame(x, y, tileWidth, tileHeight, palette.Edge, 0.5);
                if (inputs == 1)
                {
                    canvas.Text(x + (tileWidth / 2), y + tileHeight + 13, (output + 1).ToString(CultureInfo.InvariantCulture), 7, palette.Quiet, 0);
                }
            }
        }

        return new PngSheet(title, string.Create(CultureInfo.InvariantCulture,
            $"{outputs} × {inputs} kernels of {rows}×{columns} weights from −{limit:0.###} (orange) through 0 to {limit:0.###} (blue)."), canvas.Image);
    }

    private static void DrawScale(SheetCanvas canvas, float limit)
    {
        SheetPalette palette = canvas.Palette;
        string low = string.Create(CultureInfo.InvariantCulture, $"−{limit:0.00}"), high = string.Create(CultureInfo.InvariantCulture, $"+{limit:0.00}");
        double left = Margin + StrokeFont.Measure(low, 7) + 8;
        canvas.Text(Margin, 58, low, 7, palette.Quiet);
        for (int step = 0; step < 120; step++)
        {
            canvas.Fill(left + step, 50, 1, 9, palette.Diverging((step - 59.5f) / 59.5f));
        }

        canvas.Text(left + 128, 58, high, 7, palette.Quiet);
    }

    private static void CheckSize(int value, int maximum, string name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, 1, name);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, maximum, name);
    }
}
