using System.Globalization;
using MlNetInvoice.Imaging;
using MlNetInvoice.Models;
using MlNetInvoice.Networks;
using MlNetInvoice.Reading;
using MlNetInvoice.Reports.Sheets;
using MlNetInvoice.Segmentation;

namespace MlNetInvoice.Reports.Explanation;

/// <summary>
/// How a picture was read: the reading, its stages as a sheet, every glyph as the network saw it with first and second guess, and every layer for one of them.
/// A picture that shows no number, such as a single digit, is taken as glyphs alone.
/// </summary>
public sealed class ReadingExplanation
{
    private readonly TrainedModel _model;
    private readonly IReadOnlyList<SegmentationStage> _stages;

    private ReadingExplanation(TrainedModel model, InvoiceReading reading, IReadOnlyList<SegmentationStage> stages, IReadOnlyList<float[]> glyphs)
    {
        _model = model;
        Reading = reading;

        // What the reading used, where it is of these glyphs: it weighs several looks and neighbours, which a window of its own does not.
        Glyphs = reading.Glyphs.Count == glyphs.Count
            ? [.. reading.Glyphs.Select((glyph, index) => new ExplainedGlyph(glyphs[index], glyph.Digit.ToString(), glyph.Score, glyph.RunnerUp.ToString(), glyph.RunnerUpScore))]
            : [.. glyphs.Select(Guess)];
        _stages = Glyphs.Count == 0 ? stages :
        [
            .. stages,
            new SegmentationStage("what the network sees", [.. glyphs.Select(glyph => Draw(glyph, model.Network.Definition.Input))])
            {
                Captions = [.. Glyphs.Select(glyph => glyph.First)],
                Note = reading.Number is string number ? $"read: {number}" : reading.BestGuess is string guess ? $"rejected; best guess {guess}" : "",
            },
        ];
    }

    /// <summary>What was read.</summary>
    public InvoiceReading Reading { get; }

    /// <summary>The glyphs from left to right; empty where none was found.</summary>
    public IReadOnlyList<ExplainedGlyph> Glyphs { get; }

    /// <summary>Reads a picture file and keeps what was looked at on the way.</summary>
    /// <param name="model">The model to read by, such as <see cref="EmbeddedModels.LoadReader"/>.</param>
    /// <param name="file">The whole file: PNG, JPEG, BMP or PNM.</param>
    /// <param name="options">How to read, or null for the defaults.</param>
    /// <exception cref="InvalidModelException">The model does not read digits.</exception>
    /// <exception cref="InvalidImageException">The bytes are no picture that can be decoded.</exception>
    public static ReadingExplanation Create(TrainedModel model, ReadOnlySpan<byte> file, InvoiceReaderOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        var trace = new ReadingTrace();
        InvoiceReading reading = new InvoiceReader(model, options).ReadAll(file, trace)[0];
        return Create(model, ImageDecoder.DecodeGray(file, (options ?? InvoiceReaderOptions.Default).Decoder), reading, trace);
    }

    /// <summary>Reads a picture and keeps what was looked at on the way.</summary>
    /// <param name="model">The model to read by, such as <see cref="EmbeddedModels.LoadReader"/>.</param>
    /// <param name="image">The picture, in luminance alone.</param>
    /// <param name="options">How to read, or null for the defaults.</param>
    /// <exception cref="InvalidModelException">The model does not read digits.</exception>
    public static ReadingExplanation Create(TrainedModel model, GrayImage image, InvoiceReaderOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(image);
        var trace = new ReadingTrace();
        return Create(model, image, new InvoiceReader(model, options).ReadAll(image, trace)[0], trace);
    }

    private static ReadingExplanation Create(TrainedModel model, GrayImage image, InvoiceReading reading, ReadingTrace trace)
    {
        ReadingStage? candidates = trace.Stages.FirstOrDefault(stage => stage.Image is null && stage.Boxes.Count > 0);
        var stages = new List<SegmentationStage>
        {
            new("the picture", [image])
            {
                Boxes = reading.Box is Quad box ? [box] : candidates?.Boxes ?? [],
                Note = candidates is null ? "" : $"{candidates.Name}: {candidates.Text}",
            },
        };
        if (FindLine(trace, reading) is ReadingStage line)
        {
            stages.Add(new SegmentationStage(line.Name == "strip" ? "the line, levelled and evened in contrast" : "the line's ink", [Thresholding.Invert(line.Image!)]) { Boxes = line.Boxes, Note = line.Text });
            return new ReadingExplanation(model, reading, stages, CutGlyphs(model, line));
        }

        GlyphSegmentation segmentation = new ComponentSegmenter().Segment(image);
        if (segmentation.Glyphs.Count == 0)
        {
            return new ReadingExplanation(model, reading, stages, []);
        }

        IReadOnlyList<Quad> boxes = [.. segmentation.Glyphs.Select(glyph => Quad.FromBox(glyph.InkBox))];
        stages.Add(new SegmentationStage("ink", [Thresholding.Invert(segmentation.Ink)]) { Boxes = boxes, Note = "no number was found, so each glyph stands alone" });
        return new ReadingExplanation(model, reading, stages, CutGlyphs(model, new ReadingStage("glyphs", segmentation.Ink, boxes, "")));
    }

    /// <summary>The stages from the picture to what the network sees.</summary>
    /// <param name="theme">The ground that the sheet is drawn for.</param>
    public PngSheet DrawStages(SheetTheme theme = SheetTheme.Light) => SegmentationSheet.Create(_stages, "From picture to number", theme);

    /// <summary>Every layer's feature maps for one glyph.</summary>
    /// <param name="glyph">Which of <see cref="Glyphs"/>, from 0.</param>
    /// <param name="theme">The ground that the sheet is drawn for.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such glyph.</exception>
    public PngSheet DrawLayers(int glyph, SheetTheme theme = SheetTheme.Light)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)glyph, (uint)Glyphs.Count, nameof(glyph));
        string title = string.Create(CultureInfo.InvariantCulture, $"What every layer of {_model.Network.Definition.Name} sees in glyph {glyph + 1}");
        return LayerSheet.Create(_model.Network, [.. Glyphs[glyph].Image], _model.Manifest.Classes, title, theme);
    }

    /// <summary>The line that the reading was made of: the one whose text or number of glyphs is the reading's.</summary>
    private static ReadingStage? FindLine(ReadingTrace trace, InvoiceReading reading)
    {
        ReadingStage[] lines = [.. trace.Stages.Where(stage => stage.Image is not null && stage.Boxes.Count > 0)];
        string? digits = reading.Digits ?? reading.BestGuess;
        return lines.FirstOrDefault(stage => digits is not null && stage.Text.StartsWith(digits, StringComparison.Ordinal))
            ?? lines.FirstOrDefault(stage => reading.Glyphs.Count > 0 && stage.Boxes.Count == reading.Glyphs.Count);
    }

    /// <summary>A window of the strip around each place, or each glyph normalised, as the reader gives them to the network.</summary>
    private static List<float[]> CutGlyphs(TrainedModel model, ReadingStage line)
    {
        var normalizer = new DigitNormalizer(model.Manifest.Normalizer);
        var glyphs = new List<float[]>();
        foreach (Quad box in line.Boxes)
        {
            float[] glyph = new float[DigitNormalizer.Length];
            if (line.Name == "strip")
            {
                int left = (int)MathF.Round(((box.TopLeft.X + box.TopRight.X) / 2) - (DigitNormalizer.Side / 2f));
                for (int row = 0; row < DigitNormalizer.Side; row++)
                {
                    for (int column = Math.Max(0, -left); column < DigitNormalizer.Side && left + column < line.Image!.Width; column++)
                    {
                        glyph[(row * DigitNormalizer.Side) + column] = line.Image[left + column, row] / 255f;
                    }
                }
            }
            else
            {
                int x = (int)box.TopLeft.X, y = (int)box.TopLeft.Y;
                normalizer.Normalize(line.Image!, new PixelBox(x, y, (int)box.BottomRight.X - x, (int)box.BottomRight.Y - y), glyph);
            }

            glyphs.Add(glyph);
        }

        return glyphs;
    }

    private static GrayImage Draw(float[] glyph, LayerShape shape) => new(shape.Columns, shape.Rows, [.. glyph.Select(value => (byte)(255 - (Math.Clamp(value, 0, 1) * 255)))]);

    private ExplainedGlyph Guess(float[] glyph)
    {
        float[] scores = new float[_model.Network.Definition.ClassCount];
        new NetworkClassifier(_model.Network).Classify(glyph, scores);
        int[] order = [.. Enumerable.Range(0, scores.Length).OrderByDescending(index => scores[index]).Take(2)];
        return new ExplainedGlyph(glyph, _model.Manifest.Classes[order[0]], scores[order[0]], _model.Manifest.Classes[order[1]], scores[order[1]]);
    }
}
