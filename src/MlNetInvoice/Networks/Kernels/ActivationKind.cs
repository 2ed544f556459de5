namespace MlNetInvoice.Networks.Kernels;

/// <summary>The functions that are applied to every value by itself.</summary>
internal enum ActivationKind
{
    /// <summary>The value itself.</summary>
    Identity,

    /// <summary>max(0, x).</summary>
    Relu,

    /// <summary>1 ∕ (1 + e⁻ˣ).</summary>
    Sigmoid,

    /// <summary>Hyperbolic tangent.</summary>
    Tanh,
}
