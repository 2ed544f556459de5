namespace MlNetInvoice.Networks.Execution;

/// <summary>What a plan is for.</summary>
internal enum PlanMode
{
    /// <summary>Forward only, layers fused and maps reused where possible.</summary>
    Inference,

    /// <summary>Forward and backward.</summary>
    Training,

    /// <summary>Forward only, every layer's output kept.</summary>
    Trace,

    /// <summary>Forward only, over every window of a strip at once: the columns of the strip take the place of the lanes.</summary>
    Strip,
}
