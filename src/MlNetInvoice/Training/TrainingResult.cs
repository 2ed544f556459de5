using MlNetInvoice.Networks;

namespace MlNetInvoice.Training;

/// <summary>A trained network and how it came about.</summary>
/// <param name="Network">The network: of the best epoch by validation, or of the last one.</param>
/// <param name="History">What every epoch came to.</param>
/// <param name="Options">The options it was trained with.</param>
public sealed record TrainingResult(Network Network, TrainingHistory History, TrainingOptions Options);
