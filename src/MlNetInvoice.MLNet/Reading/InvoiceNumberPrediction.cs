namespace MlNetInvoice.MLNet;

/// <summary>
/// What a pipeline read off a picture: <see cref="InvoiceReading"/> in the types of a data view, for a <c>PredictionEngine</c>. ML.NET knows no null texts, so what was
/// not read is empty.
/// </summary>
public sealed class InvoiceNumberPrediction
{
    /// <summary>The number as far as it was read, <c>AB-12345678</c> or, if its letters were not read (<see cref="IsComplete"/>), <c>12345678</c>; empty unless <see cref="Status"/> is <c>read</c>.</summary>
    public string Number { get; set; } = "";

    /// <summary>Whether the number is whole: accepted, with its two letters. False with the status <c>read</c> means that <see cref="Number"/> is the digits alone.</summary>
    public bool IsComplete { get; set; }

    /// <summary>The two letters before the digits; empty where none were read surely.</summary>
    public string Letters { get; set; } = "";

    /// <summary>Probability that the letters are right, 0 to 1; 0 where there are none.</summary>
    public float LettersConfidence { get; set; }

    /// <summary>The digits alone; empty unless <see cref="Status"/> is <c>read</c>.</summary>
    public string Digits { get; set; } = "";

    /// <summary>What a rejected reading would have been; else empty.</summary>
    public string BestGuess { get; set; } = "";

    /// <summary>Probability that all digits are right, 0 to 1.</summary>
    public float Confidence { get; set; }

    /// <summary><c>read</c>, <c>rejected</c> (below the smallest confidence), <c>notFound</c> or <c>invalid</c> (the picture cannot be opened or decoded).</summary>
    public string Status { get; set; } = "";

    /// <summary>Why there is no number, or what it lacks; empty if it is whole.</summary>
    public string Reason { get; set; } = "";

    /// <summary>The same as a code, the name of a <see cref="ReadingReason"/> in camel case, such as <c>lettersNotRead</c>; empty if the number is whole.</summary>
    public string ReasonCode { get; set; } = "";

    /// <summary>How many further numbers the picture shows, unsure ones included; <see cref="InvoiceReader.ReadAll(string)"/> gives them.</summary>
    public int OthersInView { get; set; }

    /// <summary>Probability of each digit in the order of reading, 0 to 1.</summary>
    public float[] Scores { get; set; } = [];

    /// <summary>Year of the Republic and last month, <c>11306</c>; empty if it was not read, or <see cref="InvoiceReaderOptions.Fields"/> not set.</summary>
    public string Period { get; set; } = "";

    /// <summary>Day of the sale, <c>2024-06-23</c>; empty as above.</summary>
    public string Date { get; set; } = "";

    /// <summary>The random code; empty as above.</summary>
    public string RandomCode { get; set; } = "";

    /// <summary>Sum with tax in New Taiwan dollars; NaN if it was not read.</summary>
    public float Total { get; set; } = float.NaN;

    /// <summary>The seller's tax number; empty as above.</summary>
    public string Seller { get; set; } = "";

    /// <summary>The buyer's tax number, <c>00000000</c> if the code says that there is none; empty as above.</summary>
    public string Buyer { get; set; } = "";
}
