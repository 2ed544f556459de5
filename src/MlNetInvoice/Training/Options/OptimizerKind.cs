namespace MlNetInvoice.Training;

/// <summary>How weights follow their gradients.</summary>
public enum OptimizerKind
{
    /// <summary>Gradient descent with momentum, as PyTorch defines it: v = momentum · v + g; w −= rate · v.</summary>
    Sgd,

    /// <summary>Adam (Kingma, Ba 2015); weight decay is added to the gradient.</summary>
    Adam,

    /// <summary>Adam with decoupled weight decay (Loshchilov, Hutter 2019): decay shrinks the weights by rate · decay each step.</summary>
    AdamW,
}
