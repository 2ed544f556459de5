namespace MlNetInvoice.Data;

/// <summary>MNIST and the data sets that come in its four files (Fashion-MNIST, KMNIST, one's own).</summary>
public static class Mnist
{
    /// <summary>File of the training images, plain; with <c>.gz</c> compressed.</summary>
    public const string TrainingImages = "train-images-idx3-ubyte";

    /// <summary>File of the training labels, plain; with <c>.gz</c> compressed.</summary>
    public const string TrainingLabels = "train-labels-idx1-ubyte";

    /// <summary>File of the test images, plain; with <c>.gz</c> compressed.</summary>
    public const string TestImages = "t10k-images-idx3-ubyte";

    /// <summary>File of the test labels, plain; with <c>.gz</c> compressed.</summary>
    public const string TestLabels = "t10k-labels-idx1-ubyte";

    /// <summary>Loads all four files of a folder.</summary>
    /// <param name="folder">Holds the files by their classic names, plain or <c>.gz</c> (also in the spelling <c>train-images.idx3-ubyte</c>).</param>
    /// <exception cref="InvalidDataSetException">A file is missing or damaged, or images and labels do not fit each other.</exception>
    public static MnistData Load(string folder) => new(LoadTraining(folder), LoadTest(folder));

    /// <summary>Loads the training half alone.</summary>
    /// <inheritdoc cref="Load(string)"/>
    public static LabeledImages LoadTraining(string folder) => Load(folder, TrainingImages, TrainingLabels);

    /// <summary>Loads the test half alone.</summary>
    /// <inheritdoc cref="Load(string)"/>
    public static LabeledImages LoadTest(string folder) => Load(folder, TestImages, TestLabels);

    /// <summary>Loads a pair of IDX files: images in three dimensions, labels in one, classes 0 to 9.</summary>
    /// <param name="imagesPath">The images, plain or gzip.</param>
    /// <param name="labelsPath">The labels, plain or gzip.</param>
    /// <exception cref="InvalidDataSetException">A file is missing or damaged, or images and labels do not fit each other.</exception>
    public static LabeledImages LoadPair(string imagesPath, string labelsPath)
    {
        IdxArray images = IdxFile.Read(imagesPath);
        IdxArray labels = IdxFile.Read(labelsPath);
        if (images.Dimensions.Length != 3 || images.Dimensions[1] < 1 || images.Dimensions[2] < 1)
        {
            throw new InvalidDataSetException($"{imagesPath}: holds {Describe(images)} values where count×rows×columns are expected.");
        }

        if (labels.Dimensions.Length != 1)
        {
            throw new InvalidDataSetException($"{labelsPath}: holds {Describe(labels)} values where one label an image is expected.");
        }

        if (images.Dimensions[0] != labels.Dimensions[0])
        {
            throw new InvalidDataSetException($"{imagesPath} holds {images.Dimensions[0]} images, but {labelsPath} {labels.Dimensions[0]} labels.");
        }

        try
        {
            return new LabeledImages(images.Dimensions[1], images.Dimensions[2], 10, images.Array, labels.Array);
        }
        catch (InvalidDataSetException fault)
        {
            throw new InvalidDataSetException($"{labelsPath}: {fault.Message}", fault);
        }
    }

    private static LabeledImages Load(string folder, string images, string labels)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        return LoadPair(Find(folder, images), Find(folder, labels));
    }

    private static string Find(string folder, string name)
    {
        if (!Directory.Exists(folder))
        {
            throw new InvalidDataSetException($"{folder}: no such folder.");
        }

        string other = name.Replace("-idx", ".idx", StringComparison.Ordinal);
        foreach (string candidate in (ReadOnlySpan<string>)[name + ".gz", name, other + ".gz", other])
        {
            string path = Path.Combine(folder, candidate);
            if (File.Exists(path))
            {
                return path;
            }
        }

        throw new InvalidDataSetException($"{folder}: holds neither {name} nor {name}.gz; \"mlnetinvoice mnist download {folder}\" fetches them.");
    }

    private static string Describe(IdxArray array) => string.Join('×', array.Dimensions.ToArray());
}
