namespace MlNetInvoice.Data;

/// <summary>Where MNIST is fetched from. Immutable; validated when it is set.</summary>
public sealed record MnistDownloadOptions
{
    /// <summary>
    /// Base addresses, tried in their order for every file until one delivers it right. Default: the mirrors of the PyTorch and TensorFlow projects.
    /// At least one, absolute, http or https.
    /// </summary>
    public IReadOnlyList<Uri> Mirrors
    {
        get;
        init
        {
            ArgumentNullException.ThrowIfNull(value, nameof(Mirrors));
            if (value.Count == 0)
            {
                throw new ArgumentException("At least one mirror is needed.", nameof(Mirrors));
            }

            Uri? wrong = value.FirstOrDefault(mirror => !mirror.IsAbsoluteUri || mirror.Scheme is not ("http" or "https"));
            if (wrong is not null)
            {
                throw new ArgumentException($"The mirror \"{wrong}\" is no absolute http or https address.", nameof(Mirrors));
            }

            field = [.. value];
        }
    } =
    [
        new("https://ossci-datasets.s3.amazonaws.com/mnist/"),
        new("https://storage.googleapis.com/cvdf-datasets/mnist/"),
    ];

    /// <summary>What is fetched. Default: the four files of MNIST.</summary>
    public IReadOnlyList<MnistFile> Files { get; init; } =
    [
        new(Mnist.TrainingImages + ".gz", 9_912_422, "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609"),
        new(Mnist.TrainingLabels + ".gz", 28_881, "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c"),
        new(Mnist.TestImages + ".gz", 1_648_877, "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6"),
        new(Mnist.TestLabels + ".gz", 4_542, "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6"),
    ];

    /// <summary>How long a mirror may be silent before the next is tried. Default 30 seconds; above zero, at most an hour.</summary>
    public TimeSpan Timeout
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(value, TimeSpan.Zero, nameof(Timeout));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, TimeSpan.FromHours(1), nameof(Timeout));
            field = value;
        }
    } = TimeSpan.FromSeconds(30);
}
