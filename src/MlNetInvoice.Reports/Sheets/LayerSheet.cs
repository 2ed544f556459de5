using System.Globalization;
using MlNetInvoice.Networks;

namespace MlNetInvoice.Reports.Sheets;

/// <summary>Every layer's feature maps for one image, from the input at the top to the scores at the bottom.</summary>
/// <remarks>After A. W. Harley, "An interactive node-link visualization of convolutional neural networks", ISVC 2015, laid out flat.</remarks>
public static class LayerSheet
{
    private const double Margin = 20;
    private const double Left = 150;
    private const double Inner = 560;
    private const double Gap = 6;

    /// <summary>Runs one image through a network and draws what every layer makes of it.</summary>
    /// <param name="network">The network.</param>
    /// <param name="image">The image, ink 1 on paper 0: as many values as the network's input has.</param>
    /// <param name="classNames">What the classes are called, or null for 0, 1, 2, …</param>
    /// <param name="title">The heading, or null for one with the network's name.</param>
    /// <param name="theme">The ground that the sheet is drawn for.</param>
    /// <exception cref="ArgumentException">The image has another length than the network's input.</exception>
    public static PngSheet Create(
        Network network, ReadOnlySpan<float> image, IReadOnlyList<string>? classNames = null, string? title = null, SheetTheme theme = SheetTheme.Light)
    {
        ArgumentNullException.ThrowIfNull(network);
        IReadOnlyList<LayerActivation> layers = network.Activations(image);
        return Create([new LayerActivation("input", network.Definition.Input, image.ToArray()), .. layers], classNames, title ?? $"What every layer of {network.Definition.Name} sees", theme);
    }

    /// <summary>Draws the sheet. Maps without negative values run from paper to ink, others from orange through paper to blue; each layer has its own scale.</summary>
    /// <param name="layers">The input first, then every layer in order; the last one's units are the classes' scores.</param>
    /// <param name="classNames">What the classes are called, or null for 0, 1, 2, …</param>
    /// <param name="title">The heading.</param>
    /// <param name="theme">The ground that the sheet is drawn for.</param>
    /// <exception cref="ArgumentException">There is no layer, or a layer's values do not fit its sizes.</exception>
    public static PngSheet Create(
        IReadOnlyList<LayerActivation> layers, IReadOnlyList<string>? classNames = null, string title = "What every layer sees", SheetTheme theme = SheetTheme.Light)
    {
        ArgumentNullException.ThrowIfNull(layers);
        Validate(layers);
        SheetPalette palette = SheetPalette.For(theme);
        List<LayerBlock> blocks = [.. layers.Select((layer, index) => LayerBlock.Plan(layer, index == 0, index == layers.Count - 1, Inner))];
        var canvas = new SheetCanvas(Left + Inner + Margin, 60 + blocks.Sum(block => block.Height + 20) + Margin - 20, palette);
        canvas.Heading(title);
        double y = 60;
        foreach (LayerBlock block in blocks)
        {
            LayerActivation layer = block.Layer;
            canvas.Text(Margin, y + 12, layer.Name, 8.5, palette.Text, bold: true);
            canvas.Text(Margin, y + 28, layer.Shape.Rows * layer.Shape.Columns == 1 ? $"{layer.Shape.Channels}" : $"{layer.Shape.Channels} × {layer.Shape.Rows} × {layer.Shape.Columns}", 7, palette.Quiet);
            if (block.IsScores)
            {
                DrawScores(canvas, y, layer, classNames);
            }
            else
            {
                DrawMaps(canvas, y, block);
            }

            y += block.Height + 20;
        }

        return new PngSheet(title, Describe(layers, classNames), canvas.Image);
    }

    private static void DrawMaps(SheetCanvas canvas, double top, LayerBlock block)
    {
        LayerActivation layer = block.Layer;
        float high = layer.Values.Where(float.IsFinite).DefaultIfEmpty(0).Max(), low = layer.Values.Where(float.IsFinite).DefaultIfEmpty(0).Min();
        float limit = Math.Max(Math.Max(high, -low), 1e-20f);
        SheetColor Color(float value) => low < 0 ? canvas.Palette.Diverging(value / limit) : canvas.Palette.Sequential(value / limit);
        for (int channel = 0; channel < layer.Shape.Channels; channel++)
        {
            int start = channel * layer.Shape.Rows * layer.Shape.Columns;
            double x = Left + (channel % block.Across * (block.TileWidth + block.Gap)), y = top + (channel / block.Across * (block.TileHeight + block.Gap));
            canvas.Cells(x, y, block.Cell, layer.Shape.Rows, layer.Shape.Columns, (row, column) => Color(layer.Values[start + (row * layer.Shape.Columns) + column]));
        }
    }

    private static void DrawScores(SheetCanvas canvas, double top, LayerActivation layer, IReadOnlyList<string>? classNames)
    {
        SheetPalette palette = canvas.Palette;
        double step = Math.Min(56, Inner / layer.Shape.Channels), bar = step - Math.Min(8, step / 4);
        int best = Enumerable.Range(0, layer.Shape.Channels).MaxBy(index => layer.Values[index]);
        for (int index = 0; index < layer.Shape.Channels; index++)
        {
            double x = Left + (index * step), height = 60 * Math.Clamp(layer.Values[index], 0, 1);
            canvas.Fill(x, top + 14, bar, 60, palette.Tile);
            canvas.Fill(x, top + 74 - height, bar, height, index == best ? palette.Blue : palette.Quiet);
            string name = Name(classNames, index);
            bool fits = StrokeFont.Measure(name, 8.5f) < step - 2;
            canvas.Text(x + (bar / 2), top + 90, fits || index == best ? name : "·", 8.5, index == best ? palette.Blue : palette.Quiet, 0, bold: index == best);
            if (step >= 40)
            {
                canvas.Text(x + (bar / 2), top + 8, layer.Values[index].ToString("0.0%", CultureInfo.InvariantCulture), 6.5, index == best ? palette.Text : palette.Quiet, 0);
            }
        }
    }

    private static string Describe(IReadOnlyList<LayerActivation> layers, IReadOnlyList<string>? classNames)
    {
        LayerActivation scores = layers[^1];
        string parts = string.Join(", ", layers.Select(layer => $"{layer.Name} ({layer.Shape.Channels}×{layer.Shape.Rows}×{layer.Shape.Columns})"));
        if (scores.Shape.Rows * scores.Shape.Columns != 1)
        {
            return $"Feature maps of {parts}.";
        }

        IEnumerable<string> guesses = Enumerable.Range(0, scores.Shape.Channels).OrderByDescending(index => scores.Values[index]).Take(2)
            .Select(index => string.Create(CultureInfo.InvariantCulture, $"{Name(classNames, index)} {scores.Values[index]:0.0%}"));
        return $"Feature maps of {parts}; highest scores {string.Join(", ", guesses)}.";
    }

    private static string Name(IReadOnlyList<string>? classNames, int index) => classNames?[index] ?? index.ToString(CultureInfo.InvariantCulture);

    private static void Validate(IReadOnlyList<LayerActivation> layers)
    {
        if (layers.Count == 0)
        {
            throw new ArgumentException("A layer sheet needs at least one layer.", nameof(layers));
        }

        foreach (LayerActivation layer in layers)
        {
            if (layer.Shape.Channels < 1 || layer.Shape.Rows < 1 || layer.Shape.Columns < 1 || layer.Values.Length != (long)layer.Shape.Channels * layer.Shape.Rows * layer.Shape.Columns)
            {
                throw new ArgumentException($"Layer '{layer.Name}' has {layer.Values.Length} values, which do not fit {layer.Shape.Channels}×{layer.Shape.Rows}×{layer.Shape.Columns}.", nameof(layers));
            }
        }
    }

    /// <summary>How one layer is laid out: cell size by how many maps there are, so that a row of maps fits the sheet.</summary>
    private sealed record LayerBlock(LayerActivation Layer, bool IsScores, double Cell, int Across, double Gap, double Height)
    {
        public double TileWidth => Layer.Shape.Columns * Cell;

        public double TileHeight => Layer.Shape.Rows * Cell;

        public static LayerBlock Plan(LayerActivation layer, bool isInput, bool isLast, double inner)
        {
            bool isDense = layer.Shape.Rows * layer.Shape.Columns == 1;
            if (isDense && isLast && layer.Shape.Channels <= 64)
            {
                return new LayerBlock(layer, true, 1, 1, 0, 96);
            }

            double gap = isDense ? 1 : LayerSheet.Gap;
            double cell = isDense ? (layer.Shape.Channels > 200 ? 6 : 11) : isInput ? 3 : layer.Shape.Columns >= 20 ? 2.5 : layer.Shape.Columns >= 10 ? 4 : layer.Shape.Columns >= 6 ? 6 : 8;
            int fit = Math.Max(1, (int)((inner + gap) / ((layer.Shape.Columns * cell) + gap)));
            if (layer.Shape.Channels > fit && !isDense && layer.Shape.Channels <= 8)
            {
                cell = Math.Max(1, Math.Floor(2 * (inner - ((layer.Shape.Channels - 1) * gap)) / (layer.Shape.Channels * layer.Shape.Columns)) / 2);
                fit = layer.Shape.Channels;
            }

            int down = (layer.Shape.Channels + fit - 1) / fit;
            int across = isDense && down > 1 ? fit : (layer.Shape.Channels + down - 1) / down;
            return new LayerBlock(layer, false, cell, across, gap, Math.Max(32, (down * ((layer.Shape.Rows * cell) + gap)) - gap));
        }
    }
}
