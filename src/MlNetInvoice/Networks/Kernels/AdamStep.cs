namespace MlNetInvoice.Networks.Kernels;

/// <summary>The numbers of one Adam step (Kingma, Ba 2015), bias corrections included.</summary>
/// <param name="Rate">Learning rate ∕ (1 − β₁ᵗ).</param>
/// <param name="Beta1">Decay of the mean gradient.</param>
/// <param name="Beta2">Decay of the mean squared gradient.</param>
/// <param name="Epsilon">Added to the root.</param>
/// <param name="RootCorrection">1 ∕ √(1 − β₂ᵗ).</param>
/// <param name="Penalty">Weight decay added to the gradient (L2).</param>
/// <param name="Shrink">Factor on the weight before the step (decoupled decay, Loshchilov, Hutter 2019).</param>
internal readonly record struct AdamStep(float Rate, float Beta1, float Beta2, float Epsilon, float RootCorrection, float Penalty, float Shrink);
