using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using MlNetInvoice.Data;
using MlNetInvoice.Networks;

namespace MlNetInvoice.MLNet;

/// <summary>Gathers the rows of a view as images and labels of the library.</summary>
internal static class TrainingRows
{
    public static LabeledImages Read(IDataView view, NetworkTrainerOptions options, NetworkDefinition definition, LabelOrder order, IChannel channel)
    {
        int length = definition.InputLength;
        var pixels = new List<byte>(checked((int)Math.Min((view.GetRowCount() ?? 0) * length, Array.MaxLength)));
        var labels = new List<byte>();
        long skipped = 0;
        DataViewSchema.Column featureColumn = view.Schema[options.FeatureColumnName];
        DataViewSchema.Column labelColumn = view.Schema[options.LabelColumnName];
        using DataViewRowCursor cursor = view.GetRowCursor([featureColumn, labelColumn]);
        ValueGetter<VBuffer<float>> getFeatures = cursor.GetGetter<VBuffer<float>>(featureColumn);
        ValueGetter<uint> getLabel = cursor.GetGetter<uint>(labelColumn);
        VBuffer<float> features = default;
        uint label = 0;
        var image = new float[length];
        while (cursor.MoveNext())
        {
            options.CancellationToken.ThrowIfCancellationRequested();
            getFeatures(ref features);
            getLabel(ref label);
            if (label == 0 || label > order.KeyCount || HasMissing(features))
            {
                skipped++;
                continue;
            }

            features.CopyTo(image);
            Append(pixels, image, options.FeatureColumnName, cursor.Position);
            labels.Add((byte)order.ClassOf(label));
        }

        if (skipped > 0)
        {
            channel.Warning(MessageSensitivity.None, string.Create(CultureInfo.InvariantCulture, $"Skipped {skipped} instances with missing features/label during training"));
        }

        return labels.Count > 0
            ? new LabeledImages(definition.Input.Rows, definition.Input.Columns, definition.ClassCount, [.. pixels], [.. labels])
            : throw new InvalidOperationException("No valid training instances found, all instances have missing features or labels.");
    }

    private static bool HasMissing(in VBuffer<float> features)
    {
        foreach (float value in features.GetValues())
        {
            if (float.IsNaN(value))
            {
                return true;
            }
        }

        return false;
    }

    private static void Append(List<byte> pixels, float[] image, string column, long row)
    {
        foreach (float value in image)
        {
            if (value is < 0 or > 1)
            {
                throw new InvalidOperationException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"Column '{column}' must hold values from 0 (paper) to 1 (ink), but row {row} holds {value}; for bytes divide by 255 before training."));
            }

            pixels.Add((byte)MathF.Round(value * 255f));
        }
    }
}
