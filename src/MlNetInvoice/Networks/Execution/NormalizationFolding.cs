namespace MlNetInvoice.Networks.Execution;

/// <summary>Multiplies batch normalization into the convolution or dense layer before it: w' = w · γ ∕ √(σ² + ε), b' = (b − μ) · γ ∕ √(σ² + ε) + β.</summary>
internal static class NormalizationFolding
{
    /// <summary>The network with normalization between each convolution or dense layer and its activation, which <see cref="Fold"/> takes away again; one that is normalized already is returned as it is.</summary>
    public static NetworkDefinition AddTo(NetworkDefinition definition)
    {
        if (definition.Layers.Any(l => l is BatchNormalization))
        {
            return definition;
        }

        List<LayerDefinition> layers = [];
        foreach (LayerDefinition layer in definition.Layers)
        {
            if (layer is Relu or Sigmoid or Tanh && layers is [.., Convolution2D or Dense])
            {
                layers.Add(new BatchNormalization());
            }

            layers.Add(layer);
        }

        return new NetworkDefinition(definition.Name, definition.Input, definition.ClassCount, layers);
    }

    public static Network Fold(Network network)
    {
        NetworkDefinition definition = network.Definition;
        bool[] folded = new bool[definition.Layers.Count];
        for (int i = 1; i < folded.Length; i++)
        {
            folded[i] = definition.Layers[i] is BatchNormalization && definition.Layers[i - 1] is (Convolution2D or Dense);
        }

        if (!folded.Contains(true))
        {
            return network;
        }

        Network result = Network.CreateEmpty(new NetworkDefinition(definition.Name, definition.Input, definition.ClassCount, definition.Layers.Where((_, i) => !folded[i])));
        int target = 0;
        for (int i = 0; i < folded.Length; i++)
        {
            if (folded[i])
            {
                Multiply(result, result.FirstParameters[target - 1], network, i);
                continue;
            }

            int count = definition.Layers[i].GetParameters(definition.InputOf(i)).Count();
            for (int p = 0; p < count; p++)
            {
                network.Parameters[network.FirstParameters[i] + p].Values.CopyTo(result.Parameters[result.FirstParameters[target] + p].Values);
            }

            target++;
        }

        return result;
    }

    private static void Multiply(Network result, int weightIndex, Network source, int layer)
    {
        int first = source.FirstParameters[layer];
        float epsilon = ((BatchNormalization)source.Definition.Layers[layer]).Epsilon;
        Span<float> weight = result.Parameters[weightIndex].Values;
        Span<float> bias = result.Parameters[weightIndex + 1].Values;
        int row = weight.Length / bias.Length;
        for (int channel = 0; channel < bias.Length; channel++)
        {
            double factor = source.Parameters[first].Values[channel] / Math.Sqrt(source.Parameters[first + 3].Values[channel] + (double)epsilon);
            foreach (ref float value in weight.Slice(channel * row, row))
            {
                value = (float)(value * factor);
            }

            bias[channel] = (float)(((bias[channel] - source.Parameters[first + 2].Values[channel]) * factor) + source.Parameters[first + 1].Values[channel]);
        }
    }
}
