using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetInvoice.Data;
using MlNetInvoice.Segmentation;

namespace MlNetInvoice.MLNet;

/// <summary>Small images that a network learns in a moment: seven-segment digits at varying places, with noise.</summary>
internal static class Strokes
{
    public static LabeledImages Images(int count, int seed = 1)
    {
        var random = new Random(seed);
        byte[] pixels = new byte[count * 784];
        byte[] labels = new byte[count];
        for (int i = 0; i < count; i++)
        {
            labels[i] = (byte)random.Next(10);
            MlNetInvoice.Imaging.GrayImage digit = DrawnLines.Draw($"{labels[i]}", 28, ink: 255, paper: 0);
            int shiftX = random.Next(-3, 4);
            int shiftY = random.Next(-3, 4);
            for (int p = 0; p < 784; p++)
            {
                int x = (p % 28) + shiftX;
                int y = (p / 28) + shiftY;
                int value = (uint)x < (uint)digit.Width && (uint)y < 28 ? digit[x, y] : 0;
                pixels[(i * 784) + p] = (byte)Math.Clamp(value + random.Next(-40, 41), 0, 255);
            }
        }

        return new LabeledImages(28, 28, 10, pixels, labels);
    }

    public static string[] Texts(DataViewSchema.Column column, string annotation)
    {
        VBuffer<ReadOnlyMemory<char>> texts = default;
        column.Annotations.GetValue(annotation, ref texts);
        return [.. texts.DenseValues().Select(t => t.ToString())];
    }
}
