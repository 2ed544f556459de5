using MlNetInvoice.Data;

namespace MlNetInvoice.Cli;

/// <summary>A folder of MNIST's form, small enough to train on within a test: each class is a bright row at its own height.</summary>
internal static class TinyData
{
    public static void Write(string folder)
    {
        Write(folder, Mnist.TrainingImages, Mnist.TrainingLabels, 300);
        Write(folder, Mnist.TestImages, Mnist.TestLabels, 100);
    }

    private static void Write(string folder, string images, string labels, int count)
    {
        byte[] pixels = new byte[count * 784];
        byte[] classes = new byte[count];
        for (int i = 0; i < count; i++)
        {
            classes[i] = (byte)(i % 10);
            pixels.AsSpan((i * 784) + (28 * ((2 * classes[i]) + 4)), 28).Fill((byte)(155 + (i / 10 % 100)));
        }

        IdxFile.Write(Path.Combine(folder, images), new IdxArray([count, 28, 28], pixels));
        IdxFile.Write(Path.Combine(folder, labels), new IdxArray([count], classes));
    }
}
