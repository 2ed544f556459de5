using System.Text.Json.Serialization;

namespace MlNetInvoice;

/// <summary>
/// What is to be said of a reading, as a code to count by or to translate; <see cref="InvoiceReading.Reason"/> says it in English. Its name in JSON is the member's in camel case;
/// later versions may add members.
/// </summary>
[JsonConverter(typeof(JsonStringEnumConverter<ReadingReason>))]
public enum ReadingReason
{
    /// <summary>Nothing: the number is whole.</summary>
    [JsonStringEnumMemberName("none")]
    None,

    /// <summary>Accepted, but the two letters in front of the digits could not be read.</summary>
    [JsonStringEnumMemberName("lettersNotRead")]
    LettersNotRead,

    /// <summary>Rejected: it may be a tax number, a date or another number that is not the invoice's.</summary>
    [JsonStringEnumMemberName("mayBeAnotherNumber")]
    MayBeAnotherNumber,

    /// <summary>Rejected: more digits seem to stand beside it.</summary>
    [JsonStringEnumMemberName("moreDigitsBeside")]
    MoreDigitsBeside,

    /// <summary>Rejected: one of its digits may be another.</summary>
    [JsonStringEnumMemberName("digitNotSure")]
    DigitNotSure,

    /// <summary>Rejected: it may have more or fewer digits.</summary>
    [JsonStringEnumMemberName("digitCountNotSure")]
    DigitCountNotSure,

    /// <summary>Rejected: another number reads as well.</summary>
    [JsonStringEnumMemberName("anotherNumberAsLikely")]
    AnotherNumberAsLikely,

    /// <summary>Rejected: the line is not clear enough.</summary>
    [JsonStringEnumMemberName("lineNotClear")]
    LineNotClear,

    /// <summary>Rejected: luminance and red light read as different numbers.</summary>
    [JsonStringEnumMemberName("looksDisagree")]
    LooksDisagree,

    /// <summary>Not found: the picture is too small for a number.</summary>
    [JsonStringEnumMemberName("pictureTooSmall")]
    PictureTooSmall,

    /// <summary>Not found: the photograph shows no row of characters.</summary>
    [JsonStringEnumMemberName("noRows")]
    NoRows,

    /// <summary>Not found: none of the photograph's rows of characters reads as a number.</summary>
    [JsonStringEnumMemberName("noNumberInRows")]
    NoNumberInRows,

    /// <summary>Not found: the crop shows no row of as many digits.</summary>
    [JsonStringEnumMemberName("noNumberInCrop")]
    NoNumberInCrop,

    /// <summary>Not found: what was cut out does not give as many digits as a number has.</summary>
    [JsonStringEnumMemberName("glyphsDoNotFit")]
    GlyphsDoNotFit,

    /// <summary>Invalid: the bytes are no picture that can be decoded (<see cref="InvalidImageException"/>).</summary>
    [JsonStringEnumMemberName("invalidImage")]
    InvalidImage,

    /// <summary>Invalid: the picture or its file is larger than is allowed (<see cref="ImageTooLargeException"/>).</summary>
    [JsonStringEnumMemberName("imageTooLarge")]
    ImageTooLarge,

    /// <summary>Invalid: the picture could not be fetched or opened.</summary>
    [JsonStringEnumMemberName("notOpened")]
    NotOpened,

    /// <summary>Rejected: it reaches into the part of the picture that a damaged file does not hold.</summary>
    [JsonStringEnumMemberName("reachesIntoDamage")]
    ReachesIntoDamage,

    /// <summary>Not found: the page is text, and there is no invoice number in it.</summary>
    [JsonStringEnumMemberName("noNumberInText")]
    NoNumberInText,

    /// <summary>Not found: the page has neither text nor a picture.</summary>
    [JsonStringEnumMemberName("emptyPage")]
    EmptyPage,

    /// <summary>Rejected: print and codes of the invoice contradict each other (<see cref="InvoiceReaderOptions.Fields"/>).</summary>
    [JsonStringEnumMemberName("sourcesDisagree")]
    SourcesDisagree,
}
