using System.Globalization;
using Microsoft.ML.Data;
using MlNetInvoice.Batch;
using MlNetInvoice.Fields;

namespace MlNetInvoice.MLNet;

/// <summary>The columns that reading adds, before the number gets the name that the caller gave.</summary>
internal sealed class MappedPrediction
{
    public const string NumberColumn = "MlNetInvoice.Number";

    [ColumnName(NumberColumn)]
    public string Number { get; set; } = "";

    public bool IsComplete { get; set; }

    public string Letters { get; set; } = "";

    public float LettersConfidence { get; set; }

    public string Digits { get; set; } = "";

    public string BestGuess { get; set; } = "";

    public float Confidence { get; set; }

    public string Status { get; set; } = "";

    public string Reason { get; set; } = "";

    public string ReasonCode { get; set; } = "";

    public int OthersInView { get; set; }

    public string Period { get; set; } = "";

    public string Date { get; set; } = "";

    public string RandomCode { get; set; } = "";

    public float Total { get; set; } = float.NaN;

    public string Seller { get; set; } = "";

    public string Buyer { get; set; } = "";

    [VectorType]
    public float[] Scores { get; set; } = [];

    /// <summary>Takes over what became of a picture.</summary>
    public void Set(PictureReading picture)
    {
        InvoiceReading? reading = picture.Reading;
        Number = reading?.Number ?? "";
        IsComplete = reading?.IsComplete ?? false;
        Letters = reading?.Letters ?? "";
        LettersConfidence = reading?.LettersConfidence ?? 0;
        Digits = reading?.Digits ?? "";
        BestGuess = reading?.BestGuess ?? "";
        Confidence = reading?.Confidence ?? 0;
        Status = picture.Status;
        Reason = picture.Reason;
        ReasonCode = ReasonCodes.ToText(picture.ReasonCode) ?? "";
        OthersInView = reading?.OthersInView ?? 0;
        InvoiceRecord? record = reading?.Record;
        Period = record?.Period?.Value.Code ?? "";
        Date = record?.Date?.Value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";
        RandomCode = record?.RandomCode?.Value ?? "";
        Total = record?.Total?.Value ?? float.NaN;
        Seller = record?.Seller?.Value ?? "";
        Buyer = record?.Buyer?.Value ?? "";
        Scores = reading is null ? [] : [.. reading.Glyphs.Select(g => g.Score)];
    }
}
