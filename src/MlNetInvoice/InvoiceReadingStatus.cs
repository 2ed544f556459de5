using System.Text.Json.Serialization;

namespace MlNetInvoice;

/// <summary>How a reading ended. In JSON it is a name: <c>read</c>, <c>rejected</c>, <c>notFound</c> or <c>invalid</c>.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<InvoiceReadingStatus>))]
public enum InvoiceReadingStatus
{
    /// <summary>The digits were read with enough confidence: <see cref="InvoiceReading.Number"/> holds them, with the letters if <see cref="InvoiceReading.IsComplete"/>.</summary>
    [JsonStringEnumMemberName("read")]
    Read,

    /// <summary>Something was read, but not surely enough: <see cref="InvoiceReading.BestGuess"/> holds it, <see cref="InvoiceReading.Number"/> is null.</summary>
    [JsonStringEnumMemberName("rejected")]
    Rejected,

    /// <summary>The picture shows no invoice number.</summary>
    [JsonStringEnumMemberName("notFound")]
    NotFound,

    /// <summary>This page of a document cannot be decoded (<see cref="InvoiceReading.Reason"/> says why), while others can. A picture that cannot be decoded is an exception.</summary>
    [JsonStringEnumMemberName("invalid")]
    Invalid,
}
