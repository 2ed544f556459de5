using MlNetInvoice.Fields;
using MlNetInvoice.Imaging;

namespace MlNetInvoice;

/// <summary>What was read off one picture. Immutable; compares by value, its glyphs included. <see cref="System.Text.Json"/> writes and reads it, its status by name.</summary>
public sealed record InvoiceReading
{
    private readonly ValueList<GlyphReading> _glyphs = new([]);

    /// <summary>How the reading ended.</summary>
    public required InvoiceReadingStatus Status { get; init; }

    /// <summary>
    /// Whether the number is whole: accepted (<see cref="InvoiceReadingStatus.Read"/>), with the two letters that an invoice's number has. False with that status means that the
    /// digits are sure and the letters were not read: then <see cref="Number"/> is the digits alone, and <see cref="Reason"/> says so. A string of digits that was asked for as such
    /// (<see cref="InvoiceReaderOptions.DigitCount"/> other than 8) has no letters and lacks none.
    /// </summary>
    public bool IsComplete => Status == InvoiceReadingStatus.Read && ReasonCode != ReadingReason.LettersNotRead;

    /// <summary>The number as far as it was read (<see cref="InvoiceNumber.TryParse(string?, out InvoiceNumber?)"/> takes it apart), <c>AB-12345678</c> or, if its letters were not read (<see cref="IsComplete"/>), <c>12345678</c>; null unless <see cref="Status"/> is <see cref="InvoiceReadingStatus.Read"/>.</summary>
    public string? Number => Digits is null ? null : Letters is null ? Digits : $"{Letters}-{Digits}";

    /// <summary>The two letters before the digits, or null where none were read surely.</summary>
    public string? Letters { get; init; }

    /// <summary>Probability that <see cref="Letters"/> are right, 0 to 1; 0 where there are none.</summary>
    public float LettersConfidence { get; init; }

    /// <summary>The digits (eight unless any number was asked for), or null unless <see cref="Status"/> is <see cref="InvoiceReadingStatus.Read"/>.</summary>
    public string? Digits { get; init; }

    /// <summary>What a rejected reading would have been, or null.</summary>
    public string? BestGuess { get; init; }

    /// <summary>Probability that all the digits are right, 0 to 1.</summary>
    public float Confidence { get; init; }

    /// <summary>Why the reading was rejected, why nothing was found, or what an accepted number lacks; empty if <see cref="IsComplete"/>.</summary>
    public string Reason { get; init; } = "";

    /// <summary>The same as a code, to count by or to translate; <see cref="ReadingReason.None"/> if <see cref="IsComplete"/>.</summary>
    public ReadingReason ReasonCode { get; init; }

    /// <summary>Where the digits stand in the upright picture, or null where nothing was found.</summary>
    public Quad? Box { get; init; }

    /// <summary>The glyphs of the digits in the order of reading; empty where nothing was found.</summary>
    public IReadOnlyList<GlyphReading> Glyphs
    {
        get => _glyphs;
        init => _glyphs = value as ValueList<GlyphReading> ?? new ValueList<GlyphReading>(value);
    }

    /// <summary>How many further numbers the picture shows, unsure ones included: <see cref="InvoiceReader.ReadAll(string)"/> gives them all. 0 or more.</summary>
    public int OthersInView { get; init; }

    /// <summary>
    /// Why the picture's file is damaged, or null if it is whole. Only what could be decoded was read, and numbers that reach into the missing part are rejected: others may be on the rest.
    /// </summary>
    public string? Damaged { get; init; }

    /// <summary>The page of the file, from 1, or null if the file has none: only MlNetInvoice.Documents reads files of several pages.</summary>
    public int? Page { get; init; }

    /// <summary>What else stands on the invoice; null unless <see cref="InvoiceReaderOptions.Fields"/> asked for it and a number or a code was found.</summary>
    public InvoiceRecord? Record { get; init; }
}
