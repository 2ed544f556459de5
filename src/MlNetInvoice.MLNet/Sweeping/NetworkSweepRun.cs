namespace MlNetInvoice.MLNet;

/// <summary>One training of a sweep. Its properties are the columns of the results table.</summary>
public sealed record NetworkSweepRun
{
    /// <summary>Name of the network.</summary>
    public required string Architecture { get; init; }

    /// <summary>Seed of the training.</summary>
    public required int Seed { get; init; }

    /// <summary>Number of weights.</summary>
    public required long Weights { get; init; }

    /// <summary>Multiply-adds per image.</summary>
    public required long MultiplyAdds { get; init; }

    /// <summary>Share of the validation rows classified right by the network that the training ended with, 0 to 1. The best network is selected by it.</summary>
    public required double ValidationAccuracy { get; init; }

    /// <summary>Mean cross-entropy on the validation rows; of equal accuracies the smaller loss is the better.</summary>
    public required double ValidationLoss { get; init; }

    /// <summary>Share of the test rows classified right, 0 to 1; <see cref="double.NaN"/> if none were given. Nothing is selected by it.</summary>
    public required double TestAccuracy { get; init; }

    /// <summary>Seconds of training, without validation.</summary>
    public required double Seconds { get; init; }
}
