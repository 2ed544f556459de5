using System.Globalization;
using MlNetInvoice.Data;

namespace MlNetInvoice.Reports.Sheets;

/// <summary>A sheet of the pictures that a network takes for another class, with its first and second guess.</summary>
public static class MisclassifiedSheet
{
    private const double Margin = 20;
    private const double Tile = 84;
    private const double Gap = 16;
    private const int Columns = 8;

    /// <summary>Draws mistakes in the order given.</summary>
    /// <param name="images">The data set that the mistakes point into.</param>
    /// <param name="mistakes">What to show; <see cref="Misclassification.Find"/> finds them. May be empty.</param>
    /// <param name="maximum">How many to show at most: 1 to 400, 64 by default.</param>
    /// <param name="classNames">What the classes are called, or null for 0, 1, 2, …</param>
    /// <param name="title">The heading.</param>
    /// <param name="theme">The ground that the sheet is drawn for.</param>
    /// <exception cref="ArgumentOutOfRangeException">The maximum is out of range, or a mistake points at no picture.</exception>
    public static PngSheet Create(
        LabeledImages images, IReadOnlyList<Misclassification> mistakes, int maximum = 64, IReadOnlyList<string>? classNames = null,
        string title = "Misclassified", SheetTheme theme = SheetTheme.Light)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(mistakes);
        ArgumentOutOfRangeException.ThrowIfLessThan(maximum, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(maximum, 400);
        string Name(int label) => classNames?[label] ?? label.ToString(CultureInfo.InvariantCulture);
        SheetPalette palette = SheetPalette.For(theme);
        int shown = Math.Min(maximum, mistakes.Count);
        int rows = Math.Max(1, (shown + Columns - 1) / Columns);
        const double height = Tile + 46, top = 78;
        var canvas = new SheetCanvas((2 * Margin) + (Columns * (Tile + Gap)) - Gap, top + (rows * height), palette);
        canvas.Heading(title);
        string summary = string.Create(CultureInfo.InvariantCulture, $"{mistakes.Count:#,0} of {images.Count:#,0} wrong{(shown < mistakes.Count ? $", the first {shown} shown" : "")}");
        canvas.Text(Margin, 56, summary + "; below each: true → first guess, and both guesses' scores", 7.5, palette.Quiet);
        for (int place = 0; place < shown; place++)
        {
            Misclassification mistake = mistakes[place];
            double x = Margin + (place % Columns * (Tile + Gap)), y = top + (place / Columns * height);
            GlyphTile.Draw(canvas, x, y, Tile, images, mistake.Index);
            canvas.Text(x, y + Tile + 15, $"{Name(mistake.Truth)} → {Name(mistake.First)}", 8.5, palette.Orange, bold: true);
            canvas.Text(x + Tile, y + Tile + 15, $"#{mistake.Index}", 6, palette.Quiet, 1);
            canvas.Text(x, y + Tile + 29, Guess(Name(mistake.First), mistake.FirstScore), 7, palette.Text);
            canvas.Text(x + Tile, y + Tile + 29, Guess(Name(mistake.Second), mistake.SecondScore), 7, palette.Quiet, 1);
        }

        IEnumerable<string> pairs = mistakes.Take(shown).Select(mistake => $"{Name(mistake.Truth)} taken for {Name(mistake.First)}");
        return new PngSheet(title, $"{summary}{(shown == 0 ? "" : ": " + string.Join(", ", pairs))}.", canvas.Image);
    }

    private static string Guess(string name, float score) => string.Create(CultureInfo.InvariantCulture, $"{name}  {MathF.Round(score * 100)}%");
}
