namespace MlNetInvoice.Fields;

/// <summary>Days as codes write them: year of the Republic, month, day.</summary>
internal static class CodeDate
{
    /// <summary>Certificates with codes exist since the year 95 (2006); a few years earlier are let pass, as are the coming ones.</summary>
    private const int FirstYear = 90;
    private const int LastYear = 199;

    /// <summary>Reads seven digits, <c>1130623</c>.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out DateOnly day)
    {
        day = default;
        return text.Length == 7 && !text.ContainsAnyExceptInRange('0', '9') && TryMake(Number(text[..3]), Number(text[3..5]), Number(text[5..]), out day);
    }

    /// <summary>Whether a year of the Republic may stand on an electronic invoice.</summary>
    public static bool IsYear(int year) => year is >= FirstYear and <= LastYear;

    private static bool TryMake(int year, int month, int day, out DateOnly date)
    {
        date = default;
        if (!IsYear(year) || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year + InvoicePeriod.Epoch, month))
        {
            return false;
        }

        date = new DateOnly(year + InvoicePeriod.Epoch, month, day);
        return true;
    }

    private static int Number(ReadOnlySpan<char> digits) => int.Parse(digits, System.Globalization.CultureInfo.InvariantCulture);
}
