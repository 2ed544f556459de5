using MlNetInvoice.Networks;

namespace MlNetInvoice.Models;

/// <summary>Networks to export: every architecture, and two that use each layer in an unusual way. Biases and running statistics are random, so that none is forgotten unseen.</summary>
internal static class ExportedNetworks
{
    public static IEnumerable<string> Names => [.. NetworkArchitectures.Names, "unusual", "maps-again"];

    public static Network Create(string name)
    {
        Network network = Network.Create(Define(name), seed: 3);
        var random = new Random(5);
        foreach (NetworkParameter parameter in network.Parameters)
        {
            bool isScale = parameter.Name.StartsWith("bn", StringComparison.Ordinal) && (parameter.Name.EndsWith("weight", StringComparison.Ordinal) || parameter.Name.EndsWith("var", StringComparison.Ordinal));
            if (isScale || !parameter.Name.EndsWith("weight", StringComparison.Ordinal))
            {
                foreach (ref float value in parameter.Values)
                {
                    value = (float)(random.NextDouble() - 0.5) + (isScale ? 1 : 0);
                }
            }
        }

        return network;
    }

    /// <summary>Soft strokes of random direction: pictures like digits in size and ink, from nothing but a seed.</summary>
    public static float[] CreateImages(int count)
    {
        var random = new Random(9);
        var images = new float[count * 784];
        for (int image = 0; image < count; image++)
        {
            for (int stroke = 0; stroke < 3; stroke++)
            {
                double x = random.Next(6, 22), y = random.Next(6, 22), angle = random.NextDouble() * Math.Tau;
                for (int step = 0; step < 14; step++, x += Math.Cos(angle), y += Math.Sin(angle), angle += 0.15)
                {
                    if (x is >= 1 and < 27 && y is >= 1 and < 27)
                    {
                        images[(image * 784) + ((int)y * 28) + (int)x] = 1;
                        images[(image * 784) + ((int)y * 28) + (int)x + 1] = (float)random.NextDouble();
                    }
                }
            }
        }

        return images;
    }

    public static float[] Classify(Network network, ReadOnlySpan<float> images)
    {
        var scores = new float[images.Length / network.Definition.InputLength * network.Definition.ClassCount];
        new NetworkClassifier(network).Classify(images, scores);
        return scores;
    }

    private static NetworkDefinition Define(string name) => name switch
    {
        "unusual" => new NetworkDefinition(name, new LayerShape(1, 28, 28), 10,
        [
            new BatchNormalization(), new Convolution2D(5, 3) { Padding = 2 }, new BatchNormalization(), new Relu(), new MaxPooling(3) { Stride = 2 }, new BatchNormalization(),
            new Convolution2D(7, 4) { Padding = 1 }, new Tanh(), new AveragePooling(3) { Stride = 2 }, new Dropout(0.3f),
            new Dense(30), new BatchNormalization(), new Sigmoid(), new BatchNormalization(), new Dropout(0.5f), new Dense(10),
        ]),
        "maps-again" => new NetworkDefinition(name, new LayerShape(1, 28, 28), 10, [new MaxPooling(4), new Dense(30), new Relu(), new Convolution2D(10, 1)]),
        _ => NetworkArchitectures.Get(name),
    };
}
