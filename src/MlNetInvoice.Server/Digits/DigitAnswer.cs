namespace MlNetInvoice.Server.Digits;

/// <summary>What a network sees in one digit.</summary>
/// <param name="Digit">The most likely digit, or null where the picture shows no ink.</param>
/// <param name="Score">Its probability, 0 to 1.</param>
/// <param name="RunnerUp">The second most likely digit, or null.</param>
/// <param name="RunnerUpScore">Its probability, 0 to 1.</param>
/// <param name="Scores">Ten probabilities in the order 0…9; empty where there is no ink.</param>
/// <param name="Input">The 28×28 image that the network read, as PNG data.</param>
/// <param name="Layers">What every layer made of it; null unless asked for.</param>
public sealed record DigitAnswer(
    string? Digit, double Score, string? RunnerUp, double RunnerUpScore, IReadOnlyList<double> Scores, string? Input, IReadOnlyList<LayerAnswer>? Layers);

/// <summary>What one layer made of a digit.</summary>
/// <param name="Name">The layer, such as <c>conv1</c>.</param>
/// <param name="Maps">Number of feature maps.</param>
/// <param name="Rows">Rows of a map.</param>
/// <param name="Columns">Columns of a map.</param>
/// <param name="Png">The maps side by side, as PNG data; each layer from its least value (black) to its largest (white).</param>
/// <param name="Minimum">The least value.</param>
/// <param name="Maximum">The largest value.</param>
/// <param name="Field">What a unit sees of the input, or null where it sees all.</param>
public sealed record LayerAnswer(string Name, int Maps, int Rows, int Columns, string Png, double Minimum, double Maximum, ReceptiveField? Field);

/// <summary>The square of the input that a unit depends on: rows <c>Start + row × Step</c> and <c>Size</c> rows from there; columns likewise.</summary>
/// <param name="Start">First input row of the unit in row 0; negative where it reaches into the padding.</param>
/// <param name="Step">Input rows between neighbouring units.</param>
/// <param name="Size">Input rows that a unit sees.</param>
public sealed record ReceptiveField(int Start, int Step, int Size);
