using MlNetInvoice.Imaging;

namespace MlNetInvoice.Data;

/// <summary>One number that a picture is known to show: a row of a <c>labels.csv</c>.</summary>
/// <param name="File">Path of the picture.</param>
/// <param name="Kind">What kind of picture it is, such as <c>electronic</c>, <c>traditional</c>, <c>negative</c>; empty where nothing is said.</param>
/// <param name="Letters">The two letters before the digits, or null where there are none or one cannot be seen.</param>
/// <param name="Digits">The digits; empty where the picture shows no number.</param>
/// <param name="Quad">Where the digits stand in the upright picture, or null where the picture is the number's crop.</param>
/// <param name="IsHard">Whether the row says that its number is hard to read even for people.</param>
public sealed record LabeledInvoice(string File, string Kind, string? Letters, string Digits, Quad? Quad, bool IsHard)
{
    /// <summary>Whether a person can read <see cref="Letters"/>. Where one cannot, their absence is no fault, and other letters are still wrong. Default true.</summary>
    public bool AreLettersLegible { get; init; } = true;

    /// <summary>The number as it is printed: <c>AB-12345678</c>, or the digits alone; empty where the picture shows none.</summary>
    public string Number => Letters is null ? Digits : $"{Letters}-{Digits}";
}
