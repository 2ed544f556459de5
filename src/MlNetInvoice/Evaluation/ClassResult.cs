
namespace MlNetInvoice.Evaluation;

/// <summary>How well one class was recognised.</summary>
/// <param name="Label">What the class is called.</param>
/// <param name="Count">Samples of the class.</param>
/// <param name="Correct">Those of them that were recognised.</param>
/// <param name="TakenFor">Samples, of whatever class, that were taken for this one.</param>
public readonly record struct ClassResult(string Label, long Count, long Correct, long TakenFor)
{
    /// <summary>The class's own accuracy (its recall): recognised samples of all of the class, 0 to 1; 0 where there are none.</summary>
    public double Accuracy => Count == 0 ? 0 : (double)Correct / Count;

    /// <summary>Share of the samples taken for this class that are of it, 0 to 1; 0 where there are none.</summary>
    public double Precision => TakenFor == 0 ? 0 : (double)Correct / TakenFor;

    /// <summary>The harmonic mean of <see cref="Precision"/> and <see cref="Accuracy"/> (recall), 0 to 1.</summary>
    public double F1 => Count + TakenFor == 0 ? 0 : 2.0 * Correct / (Count + TakenFor);
}
