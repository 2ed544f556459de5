namespace MlNetInvoice.Batch;

/// <summary>How results stand in a file that can be continued.</summary>
public enum ResultFormat
{
    /// <summary>One JSON object per line: <see cref="ReadingJson.ToLine"/>.</summary>
    JsonLines,

    /// <summary>Comma-separated values with a header: <see cref="ReadingCsv"/>.</summary>
    Csv,
}
