namespace MlNetInvoice.Reading;

/// <summary>What rows of eight digits say about themselves: dates, ornaments, digits that are digits upside down, too.</summary>
internal static class DigitPattern
{
    /// <summary>Whether one digit makes up all but two of them: zeros of a log, ornaments under a number, woven cloth and dotted lines read so.</summary>
    public static bool IsRepeated(string digits)
    {
        int most = 0;
        for (char digit = '0'; digit <= '9'; digit++)
        {
            most = Math.Max(most, digits.AsSpan().Count(digit));
        }

        return most >= digits.Length - 2;
    }

    /// <summary>Whether they are digits upside down, too: 6 and 9, and those that stay what they are. If there is no other, letters must show which way is up.</summary>
    public static bool IsTurnable(string digits) => !digits.AsSpan().ContainsAny('3', '4', '7');

    /// <summary>Whether they read as a date of 1990 to 2049: year, month, day, or day, month, year, as cards and logs print it.</summary>
    public static bool IsDate(string digits) =>
        digits.Length == 8 && (IsDate(Part(digits, 0, 4), Part(digits, 4, 2), Part(digits, 6, 2)) || IsDate(Part(digits, 4, 4), Part(digits, 2, 2), Part(digits, 0, 2)));

    private static bool IsDate(int year, int month, int day) => year is >= 1990 and < 2050 && month is >= 1 and <= 12 && day is >= 1 and <= 31;

    private static int Part(string digits, int start, int length)
    {
        int value = 0;
        foreach (char digit in digits.AsSpan(start, length))
        {
            value = (value * 10) + digit - '0';
        }

        return value;
    }
}
