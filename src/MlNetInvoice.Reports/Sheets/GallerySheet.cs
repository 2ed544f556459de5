using System.Globalization;
using MlNetInvoice.Data;

namespace MlNetInvoice.Reports.Sheets;

/// <summary>A sheet of labelled pictures, ten by ten by default.</summary>
public static class GallerySheet
{
    private const double Margin = 20;
    private const double Tile = 56;
    private const double Gap = 8;
    private const double Caption = 18;

    /// <summary>Draws pictures of a data set, chosen by the seed.</summary>
    /// <param name="images">The data set; where it has fewer pictures than the sheet has places, the last places stay free.</param>
    /// <param name="options">What to show, or null for ten rows of ten.</param>
    /// <exception cref="ArgumentException">The options are wrong; the message names every fault.</exception>
    public static PngSheet Create(LabeledImages images, GalleryOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(images);
        options ??= new GalleryOptions();
        options.Validate(images.ClassCount);
        SheetPalette palette = SheetPalette.For(options.Theme);
        int[][] rows = options.OneClassPerRow ? ChooseByClass(images, options) : ChooseMixed(images, options);

        double top = 56, height = Tile + Caption + Gap;
        var canvas = new SheetCanvas((2 * Margin) + (options.Columns * (Tile + Gap)) - Gap, top + (options.Rows * height) + Margin - Gap, palette);
        canvas.Heading(options.Title);
        for (int row = 0; row < rows.Length; row++)
        {
            for (int column = 0; column < rows[row].Length; column++)
            {
                int index = rows[row][column];
                double x = Margin + (column * (Tile + Gap)), y = top + (row * height);
                GlyphTile.Draw(canvas, x, y, Tile, images, index);
                canvas.Text(x + (Tile / 2), y + Tile + 13, Name(options, images.Labels[index]), 7.5, palette.Quiet, 0);
            }
        }

        int shown = rows.Sum(row => row.Length);
        string description = string.Create(CultureInfo.InvariantCulture, $"{shown} of {images.Count:#,0} pictures of {images.Rows}×{images.Columns} with their classes below");
        return new PngSheet(options.Title, $"{description}: {string.Join(" / ", rows.Select(row => string.Join(' ', row.Select(index => Name(options, images.Labels[index])))))}.", canvas.Image);
    }

    private static string Name(GalleryOptions options, int label) => options.ClassNames?[label] ?? label.ToString(CultureInfo.InvariantCulture);

    private static int[][] ChooseMixed(LabeledImages images, GalleryOptions options)
    {
        int[] order = Shuffle([.. Enumerable.Range(0, images.Count)], options.Seed);
        return [.. order.Take(options.Rows * options.Columns).Chunk(options.Columns)];
    }

    private static int[][] ChooseByClass(LabeledImages images, GalleryOptions options)
    {
        ILookup<byte, int> byClass = Enumerable.Range(0, images.Count).ToLookup(index => images.Labels[index]);
        return [.. Enumerable.Range(0, options.Rows).Select(label => Shuffle([.. byClass[(byte)label]], options.Seed).Take(options.Columns).ToArray())];
    }

    private static int[] Shuffle(int[] values, int seed)
    {
        new Random(seed).Shuffle(values);
        return values;
    }
}
