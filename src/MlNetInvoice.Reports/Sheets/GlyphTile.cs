using MlNetInvoice.Data;

namespace MlNetInvoice.Reports.Sheets;

/// <summary>Draws one glyph (0 paper, 1 ink) into a square tile.</summary>
internal static class GlyphTile
{
    public static void Draw(SheetCanvas canvas, double x, double y, double side, LabeledImages images, int index)
    {
        float[] glyph = new float[images.Rows * images.Columns];
        ReadOnlySpan<byte> pixels = images.GetImage(index);
        for (int i = 0; i < glyph.Length; i++)
        {
            glyph[i] = pixels[i] / 255f;
        }

        Draw(canvas, x, y, side, glyph, images.Rows, images.Columns);
    }

    public static void Draw(SheetCanvas canvas, double x, double y, double side, float[] glyph, int rows, int columns)
    {
        canvas.Fill(x, y, side, side, canvas.Palette.Tile);
        double cell = side / Math.Max(rows, columns);
        canvas.Cells(x + ((side - (columns * cell)) / 2), y + ((side - (rows * cell)) / 2), cell, rows, columns,
            (row, column) => canvas.Palette.Sequential(glyph[(row * columns) + column]));
    }
}
