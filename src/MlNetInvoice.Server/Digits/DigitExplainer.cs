using MlNetInvoice.Imaging;
using MlNetInvoice.Networks;
using MlNetInvoice.Segmentation;

namespace MlNetInvoice.Server.Digits;

/// <summary>Classifies one digit by the embedded LeNet-5 and shows what each layer made of it. Thread-safe.</summary>
internal sealed class DigitExplainer(Network network)
{
    private readonly NetworkClassifier _classifier = new(network);
    private readonly Dictionary<string, ReceptiveField?> _fields = ReceptiveFields(network.Definition);

    public DigitAnswer Explain(GrayImage image, bool layers)
    {
        if (DigitGlyph.FromImage(image) is not { } glyph)
        {
            return new DigitAnswer(null, 0, null, 0, [], null, null);
        }

        float[] scores = new float[_classifier.ClassCount];
        _classifier.Classify(glyph, scores);
        int[] order = [.. Enumerable.Range(0, scores.Length).OrderByDescending(i => scores[i])];
        return new DigitAnswer(
            Digit(order[0]), Round(scores[order[0]]), Digit(order[1]), Round(scores[order[1]]), [.. scores.Select(Round)],
            Png(glyph, DigitNormalizer.Side, DigitNormalizer.Side, 1),
            layers ? [.. network.Activations(glyph).Select(Answer)] : null);
    }

    private static string Digit(int index) => ((char)('0' + index)).ToString();

    private static double Round(float value) => Math.Round(value, 5);

    private static Dictionary<string, ReceptiveField?> ReceptiveFields(NetworkDefinition definition)
    {
        // Arithmetic of receptive fields: size, step ("jump") and start grow layer by layer; a dense layer sees everything.
        var fields = new Dictionary<string, ReceptiveField?>();
        ReceptiveField? field = new(0, 1, 1);
        for (int i = 0; i < definition.Layers.Count; i++)
        {
            field = (field, definition.Layers[i]) switch
            {
                (null, _) or (_, Dense) => null,
                ({ } f, Convolution2D c) => new ReceptiveField(f.Start - (c.Padding * f.Step), f.Step, f.Size + ((c.Kernel - 1) * f.Step)),
                ({ } f, MaxPooling p) => Pool(f, p.Size, p.Stride),
                ({ } f, AveragePooling p) => Pool(f, p.Size, p.Stride),
                _ => field,
            };
            fields[definition.LayerNames[i]] = field;
        }

        return fields;
    }

    private static ReceptiveField Pool(ReceptiveField field, int size, int stride) =>
        new(field.Start, field.Step * (stride == 0 ? size : stride), field.Size + ((size - 1) * field.Step));

    private LayerAnswer Answer(LayerActivation layer) => new(
        layer.Name, layer.Shape.Channels, layer.Shape.Rows, layer.Shape.Columns,
        Png(layer.Values, layer.Shape.Rows, layer.Shape.Columns, layer.Shape.Channels),
        Round(layer.Values.Min()), Round(layer.Values.Max()),
        _fields.GetValueOrDefault(layer.Name));

    private static string Png(float[] values, int rows, int columns, int maps)
    {
        float minimum = values.Min();
        float scale = values.Max() > minimum ? 255f / (values.Max() - minimum) : 0f;
        var sheet = new GrayImage(columns * maps, rows);
        for (int map = 0; map < maps; map++)
        {
            for (int row = 0; row < rows; row++)
            {
                Span<byte> target = sheet.GetRow(row).Slice(map * columns, columns);
                for (int column = 0; column < columns; column++)
                {
                    target[column] = (byte)MathF.Round((values[(((map * rows) + row) * columns) + column] - minimum) * scale);
                }
            }
        }

        return "data:image/png;base64," + Convert.ToBase64String(PngEncoder.Encode(sheet));
    }
}
