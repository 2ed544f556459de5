namespace MlNetInvoice.Cli.Commands;

/// <summary>What <c>train</c> writes.</summary>
internal enum TrainFormat
{
    /// <summary>This library's model file.</summary>
    Model,

    /// <summary>ML.NET's .zip of a pipeline, beside it.</summary>
    Mlnet,
}
