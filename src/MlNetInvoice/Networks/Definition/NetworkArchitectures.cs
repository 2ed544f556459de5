namespace MlNetInvoice.Networks;

/// <summary>The architectures this library knows by name. All take one channel; 28 × 28 unless said otherwise.</summary>
public static class NetworkArchitectures
{
    /// <summary>The names, in the order in which a table lists them.</summary>
    public static IReadOnlyList<string> Names { get; } = ["lenet5", "lenet5-bn", "lenet5-classic", "lenet1", "mlp", "softmax", "reader", "reader-deep"];

    /// <summary>
    /// The definition of an architecture:
    /// <c>lenet5</c> (LeCun et al. 1998 with ReLU and max pooling, as commonly trained today; 61,706 weights at ten classes),
    /// <c>lenet5-bn</c> (the same with batch normalization before each ReLU),
    /// <c>lenet5-classic</c> (sigmoid and average pooling as in Zhang et al., Dive into Deep Learning, section 7.6; 61,706 weights),
    /// <c>lenet1</c> (LeCun et al. 1990: 4 and 12 maps of 5 × 5 kernels, tanh, average pooling; 3,246 weights, its second layer fully connected),
    /// <c>mlp</c> (dense 512-512-256-256-128-128 with ReLU), <c>softmax</c> (multinomial logistic regression),
    /// <c>reader</c> (a wider <c>lenet5-bn</c> without padding, 16 and 40 maps and 160 units: the one that slides along lines of print) and
    /// <c>reader-deep</c> (24 maps of 5 × 5, then 48 and 64 of 3 × 3, and 192 units: the expert that reads again what <c>reader</c> is not sure of).
    /// </summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="classCount">Number of classes, 2 to 256.</param>
    /// <param name="rows">Rows of an image; the LeNets need at least 12 (16 for <c>lenet1</c>).</param>
    /// <param name="columns">Columns of an image, as for rows.</param>
    /// <exception cref="ArgumentException">No architecture has this name, or it does not fit the image; the message says which are known.</exception>
    public static NetworkDefinition Get(string name, int classCount = 10, int rows = 28, int columns = 28)
    {
        ArgumentNullException.ThrowIfNull(name);
        LayerDefinition[] layers = name switch
        {
            "lenet5" => LeNet5<Relu>(classCount, size => new MaxPooling(size), normalized: false),
            "lenet5-bn" => LeNet5<Relu>(classCount, size => new MaxPooling(size), normalized: true),
            "lenet5-classic" => LeNet5<Sigmoid>(classCount, size => new AveragePooling(size), normalized: false),
            "lenet1" =>
            [
                new Convolution2D(4, 5), new Tanh(), new AveragePooling(2),
                new Convolution2D(12, 5), new Tanh(), new AveragePooling(2),
                new Dense(classCount),
            ],
            "mlp" =>
            [
                new Dense(512), new Relu(), new Dense(512), new Relu(), new Dense(256), new Relu(),
                new Dense(256), new Relu(), new Dense(128), new Relu(), new Dense(128), new Relu(),
                new Dense(classCount),
            ],
            "softmax" => [new Dense(classCount)],
            "reader" =>
            [
                new Convolution2D(16, 5), new BatchNormalization(), new Relu(), new MaxPooling(2),
                new Convolution2D(40, 5), new BatchNormalization(), new Relu(), new MaxPooling(2),
                new Dense(160), new BatchNormalization(), new Relu(),
                new Dense(classCount),
            ],
            "reader-deep" =>
            [
                new Convolution2D(24, 5), new BatchNormalization(), new Relu(), new MaxPooling(2),
                new Convolution2D(48, 3), new BatchNormalization(), new Relu(),
                new Convolution2D(64, 3), new BatchNormalization(), new Relu(), new MaxPooling(2),
                new Dense(192), new BatchNormalization(), new Relu(),
                new Dense(classCount),
            ],
            _ => throw new ArgumentException($"There is no architecture \"{name}\"; known are {string.Join(", ", Names)}.", nameof(name)),
        };
        return new NetworkDefinition(name, new LayerShape(1, rows, columns), classCount, layers);
    }

    private static LayerDefinition[] LeNet5<TActivation>(int classCount, Func<int, LayerDefinition> pooling, bool normalized)
        where TActivation : LayerDefinition, new()
    {
        LayerDefinition[] normalization = normalized ? [new BatchNormalization()] : [];
        return
        [
            new Convolution2D(6, 5) { Padding = 2 }, .. normalization, new TActivation(), pooling(2),
            new Convolution2D(16, 5), .. normalization, new TActivation(), pooling(2),
            new Dense(120), .. normalization, new TActivation(),
            new Dense(84), .. normalization, new TActivation(),
            new Dense(classCount),
        ];
    }
}
