using System.Text.Json.Serialization;

namespace MlNetInvoice.Networks;

/// <summary>
/// One layer of a <see cref="NetworkDefinition"/>: what it computes, not its weights. In JSON the member <c>type</c> says which layer it is:
/// <c>convolution2d</c>, <c>maxPooling</c>, <c>averagePooling</c>, <c>batchNormalization</c>, <c>dense</c>, <c>dropout</c>, <c>relu</c>, <c>sigmoid</c> or <c>tanh</c>.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(Convolution2D), "convolution2d")]
[JsonDerivedType(typeof(MaxPooling), "maxPooling")]
[JsonDerivedType(typeof(AveragePooling), "averagePooling")]
[JsonDerivedType(typeof(BatchNormalization), "batchNormalization")]
[JsonDerivedType(typeof(Dense), "dense")]
[JsonDerivedType(typeof(Dropout), "dropout")]
[JsonDerivedType(typeof(Relu), "relu")]
[JsonDerivedType(typeof(Sigmoid), "sigmoid")]
[JsonDerivedType(typeof(Tanh), "tanh")]
public abstract record LayerDefinition
{
    private protected LayerDefinition()
    {
    }

    /// <summary>The short name from which parameters are named, such as <c>conv</c> in <c>conv1.weight</c>.</summary>
    [JsonIgnore]
    public abstract string Kind { get; }

    /// <summary>What is wrong with the layer's own settings, or with them on this input; null when nothing is.</summary>
    internal abstract string? FindFault(LayerShape input);

    /// <summary>The shape that comes out for a shape that goes in; asked only when there is no fault.</summary>
    internal abstract LayerShape GetOutput(LayerShape input);

    /// <summary>Names and shapes of the layer's values, trained ones first, in the order of a model file.</summary>
    internal virtual IEnumerable<ParameterSpecification> GetParameters(LayerShape input) => [];

    /// <summary>Multiplications with a weight for one image.</summary>
    internal virtual long GetMultiplyAdds(LayerShape input) => 0;
}
