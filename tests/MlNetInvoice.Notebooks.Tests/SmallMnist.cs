using MlNetInvoice.Data;
using MlNetInvoice.Synthesis.Lines;

namespace MlNetInvoice.Notebooks;

/// <summary>A folder of MNIST's form that trains within seconds: the first images of MNIST where it lies beside the repository, printed digits of our own otherwise.</summary>
internal static class SmallMnist
{
    public static string? FullFolder
    {
        get
        {
            string folder = Path.GetFullPath(Path.Combine(SharedData.RepositoryRoot, "..", "shared", "mnist"));
            return Directory.Exists(folder) ? folder : null;
        }
    }

    public static void Write(string folder)
    {
        const int training = 4000, test = 1000;
        MnistData data;
        if (FullFolder is string full)
        {
            data = Mnist.Load(full);
        }
        else
        {
            LabeledImages printed = PrintedGlyphs.Generate(new PrintedGlyphOptions { Count = training + test });
            data = new MnistData(printed.Slice(0, training), printed.Slice(training, test));
        }

        Write(folder, Mnist.TrainingImages, Mnist.TrainingLabels, data.Training.Slice(0, training));
        Write(folder, Mnist.TestImages, Mnist.TestLabels, data.Test.Slice(0, test));
    }

    private static void Write(string folder, string images, string labels, LabeledImages data)
    {
        IdxFile.Write(Path.Combine(folder, images), new IdxArray([data.Count, 28, 28], data.Pixels.ToArray()));
        IdxFile.Write(Path.Combine(folder, labels), new IdxArray([data.Count], data.Labels.ToArray()));
    }
}
