namespace MlNetInvoice.Cli.Output;

/// <summary>What a reason means for who looks at the picture, and what helps.</summary>
internal static class ReasonAdvice
{
    /// <summary>A sentence or two; empty for a whole number.</summary>
    public static string For(ReadingReason reason) => reason switch
    {
        ReadingReason.LettersNotRead => "The digits are sure, the two letters in front of them are not. A picture that shows the letters sharp, or a person, completes it.",
        ReadingReason.MayBeAnotherNumber => "The digits may be read right; what is unsure is whether they are the invoice's number. Tax numbers, dates and orders look alike: an invoice's number has two letters in front. If the picture shows the number alone, --crop says so.",
        ReadingReason.MoreDigitsBeside => "An invoice's number has eight digits; this row seems longer, such as an order's or a card's. --digits any reads such rows.",
        ReadingReason.DigitNotSure => "One digit has a rival that looks almost as likely: see the scores above. A sharper or larger picture decides.",
        ReadingReason.DigitCountNotSure => "Where one digit ends and the next begins is not clear: smeared or cut off at an edge. A picture with some margin helps.",
        ReadingReason.AnotherNumberAsLikely => "Two readings of the same row are about as likely. A sharper picture decides.",
        ReadingReason.LineNotClear => "Print or picture is too faint, blurred or small. Digits should be at least 12 pixels high.",
        ReadingReason.LooksDisagree => "In grey the row reads otherwise than in red light, as where a stamp or a coloured form lies over it.",
        ReadingReason.ReachesIntoDamage => "The file is damaged, and the number lies partly where nothing is left.",
        ReadingReason.SourcesDisagree => "The print says one thing, a code of the same invoice another: slips that overlap, or a page put together.",
        ReadingReason.PictureTooSmall => "Send the picture as it was taken, not its thumbnail.",
        ReadingReason.NoRows => "Nothing in the picture looks like a row of print: out of focus, too dark, or no invoice.",
        ReadingReason.NoNumberInRows => "There is print, but no row of it reads as eight digits.",
        ReadingReason.NoNumberInCrop => "With --crop the number must fill the picture but for a margin; without it, it is looked for.",
        ReadingReason.GlyphsDoNotFit => "The line was cut into another count of characters than a number has.",
        _ => "",
    };
}
