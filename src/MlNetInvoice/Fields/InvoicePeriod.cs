using System.Globalization;
using System.Text.Json.Serialization;

namespace MlNetInvoice.Fields;

/// <summary>The two months that invoices are issued and drawn for: January and February, March and April, and so on.</summary>
public readonly record struct InvoicePeriod
{
    /// <summary>Years between the Gregorian calendar and that of the Republic: 1911.</summary>
    internal const int Epoch = 1911;

    /// <summary>Takes a period.</summary>
    /// <param name="year">Gregorian year, 1912 to 2910.</param>
    /// <param name="firstMonth">Its first month: 1, 3, 5, 7, 9 or 11.</param>
    /// <exception cref="ArgumentOutOfRangeException">The year lies outside its range, or no period begins with the month.</exception>
    [JsonConstructor]
    public InvoicePeriod(int year, int firstMonth)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(year, Epoch);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(year, Epoch + 999);
        if (firstMonth is < 1 or > 11 || firstMonth % 2 == 0)
        {
            throw new ArgumentOutOfRangeException(nameof(firstMonth), firstMonth, "A period begins with an odd month, 1 to 11.");
        }

        Year = year;
        FirstMonth = firstMonth;
    }

    /// <summary>Gregorian year.</summary>
    public int Year { get; }

    /// <summary>The first month: 1, 3, 5, 7, 9 or 11.</summary>
    public int FirstMonth { get; }

    /// <summary>The second month.</summary>
    public int LastMonth => FirstMonth + 1;

    /// <summary>Year of the Republic and last month, <c>11306</c>, as the bar code has it.</summary>
    public string Code => string.Create(CultureInfo.InvariantCulture, $"{Year - Epoch:000}{LastMonth:00}");

    /// <summary>When the winning numbers are drawn: on the 25th of the month after.</summary>
    public DateOnly DrawnOn => new DateOnly(Year, LastMonth, 25).AddMonths(1);

    /// <summary>First day on which prizes are paid out: the 6th of the month after the draw.</summary>
    public DateOnly ClaimFrom => new DateOnly(Year, LastMonth, 6).AddMonths(2);

    /// <summary>Last day on which prizes are paid out, three months later.</summary>
    public DateOnly ClaimUntil => ClaimFrom.AddMonths(3).AddDays(-1);

    /// <summary>The period that a day belongs to.</summary>
    /// <param name="day">The day.</param>
    public static InvoicePeriod Of(DateOnly day) => new(day.Year, day.Month - (1 - (day.Month % 2)));

    /// <summary>Whether a day belongs to the period.</summary>
    /// <param name="day">The day.</param>
    public bool Contains(DateOnly day) => day.Year == Year && (day.Month == FirstMonth || day.Month == LastMonth);

    /// <summary>Reads a period: <c>11306</c>, <c>113/05-06</c>, <c>113年05-06月</c>, <c>2024-05</c> or <c>2024-05-06</c>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="period">The period.</param>
    /// <returns>Whether it is one.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out InvoicePeriod period)
    {
        Span<int> numbers = stackalloc int[3];
        Span<int> lengths = stackalloc int[3];
        int count = 0;
        bool inNumber = false;
        foreach (char character in text.Trim())
        {
            bool isDigit = char.IsAsciiDigit(character);
            if (isDigit && !inNumber && count++ == 3)
            {
                break;
            }

            if (isDigit && lengths[count - 1] < 9)
            {
                numbers[count - 1] = (numbers[count - 1] * 10) + character - '0';
                lengths[count - 1]++;
            }

            inNumber = isDigit;
        }

        period = default;
        return count switch
        {
            1 when lengths[0] == 5 => TryMake(numbers[0] / 100, numbers[0] % 100, numbers[0] % 100, out period) && period.LastMonth == numbers[0] % 100,
            2 => TryMake(numbers[0], numbers[1], numbers[1], out period),
            3 => TryMake(numbers[0], numbers[1], numbers[2], out period) && numbers[1] == period.FirstMonth && numbers[2] == period.LastMonth,
            _ => false,
        };
    }

    /// <summary>The period as certificates print it: <c>113年05-06月</c>.</summary>
    public override string ToString() => Year == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{Year - Epoch}年{FirstMonth:00}-{LastMonth:00}月");

    private static bool TryMake(int year, int month, int lastMonth, out InvoicePeriod period)
    {
        year += year < Epoch ? Epoch : 0;
        period = default;
        if (year is <= Epoch or > Epoch + 999 || month is < 1 or > 12 || lastMonth is < 1 or > 12)
        {
            return false;
        }

        period = new InvoicePeriod(year, month - (1 - (month % 2)));
        return true;
    }
}
