using System.Globalization;
using MlNetInvoice.Synthesis.Lines;
using MlNetInvoice.Synthesis.Scenes.Slips;

namespace MlNetInvoice.Synthesis.Scenes;

/// <summary>What slips and screens say: tax numbers with their check digit, dates, telephones, sums, names.</summary>
internal static class SceneText
{
    private static readonly string[] s_goods = ["紅茶", "大份合格品", "統一單品", "零用金", "電話方案", "小份", "印刷品", "門票", "行李", "股份", "機票", "房租", "電子零件", "交換機"];

    /// <summary>A tax number; nineteen of twenty have the right check digit (weights 1 2 1 2 1 2 4 1, digits of the products summed, divisible by 5).</summary>
    public static string TaxNumber(ref SampleRandom random)
    {
        bool valid = random.Chance(0.95f);
        while (true)
        {
            string text = LineText.DigitRun(ref random, 8);
            if (!valid || IsTaxNumber(text))
            {
                return text;
            }
        }
    }

    /// <summary>Whether eight digits fulfil the check.</summary>
    public static bool IsTaxNumber(string text)
    {
        int sum = 0;
        for (int i = 0; i < 8; i++)
        {
            int product = (text[i] - '0') * ("12121241"[i] - '0');
            sum += (product / 10) + (product % 10);
        }

        return sum % 5 == 0 || (text[6] == '7' && (sum + 1) % 5 == 0);
    }

    /// <summary>A tax number with its last digit changed so that it passes the check, as every seller's does.</summary>
    public static string Passing(string text)
    {
        for (char last = '0'; !IsTaxNumber(text); last++)
        {
            text = text[..7] + last;
        }

        return text;
    }

    /// <summary>An invoice number, <c>AB-12345678</c>; one in ten thousand or so could also be a date or tax number, as real ones can.</summary>
    public static string Number(ref SampleRandom random) => LineText.Number(ref random, dash: true);

    public static (int Year, int Month, int Day) Day(ref SampleRandom random) => (2012 + random.Below(18), 1 + random.Below(12), 1 + random.Below(28));

    /// <summary>A date in one of the usual ways, of the two months of a period, such as <c>113年05-06月</c>, where one is given.</summary>
    public static string Date(ref SampleRandom random, string? period = null)
    {
        (int year, int month, int day) = Day(ref random);
        (year, month, day) = period is null ? (year, month, day) : CertificateText.InPeriod((year, month, day), period);
        return Invariant(random.Below(6) switch
        {
            0 => $"{year}-{month:00}-{day:00}",
            1 => $"{year}/{month:00}/{day:00}",
            2 => $"{year}{month:00}{day:00}",
            3 => $"{year - 1911}/{month:00}/{day:00}",
            4 => $"{year}.{month:00}.{day:00}",
            _ => $"{year - 1911}年{month:00}月{day:00}日",
        });
    }

    public static string Time(ref SampleRandom random) => Invariant($"{random.Below(24):00}:{random.Below(60):00}:{random.Below(60):00}");

    /// <summary>The line of the two months, as <c>113年05-06月</c>.</summary>
    public static string Period(ref SampleRandom random)
    {
        int month = 1 + (2 * random.Below(6));
        return Invariant($"{101 + random.Below(18)}年{month:00}-{month + 1:00}月");
    }

    public static string Phone(ref SampleRandom random) => random.Below(6) switch
    {
        0 => $"0{2 + random.Below(7)}-{LineText.DigitRun(ref random, 4)}-{LineText.DigitRun(ref random, 4)}",
        1 => $"(0{2 + random.Below(7)}){LineText.DigitRun(ref random, 8)}",
        2 => $"0{2 + random.Below(7)}-{LineText.DigitRun(ref random, 8)}",
        3 => $"09{LineText.DigitRun(ref random, 2)}-{LineText.DigitRun(ref random, 6)}",
        4 => $"{LineText.DigitRun(ref random, 4)}-{LineText.DigitRun(ref random, 4)}",
        _ => $"0800-{LineText.DigitRun(ref random, 6)}",
    };

    public static string Money(ref SampleRandom random) => Invariant($"{(int)random.LogRange(10, 90000):N0}");

    public static string Company(ref SampleRandom random) => $"{Words(ref random, 2 + random.Below(3))}{(random.Chance(0.6f) ? "股份" : "")}有限公司";

    public static string Goods(ref SampleRandom random) => random.Chance(0.5f) ? s_goods[random.Below(s_goods.Length)] : Words(ref random, 2 + random.Below(5));

    public static string Address(ref SampleRandom random) =>
        Invariant($"{Words(ref random, 2)}市{Words(ref random, 2)}區{Words(ref random, 2)}路{1 + random.Below(9)}段{1 + random.Below(500)}號{(random.Chance(0.5f) ? $"{1 + random.Below(20)}樓" : "")}");

    /// <summary>Some ideographs.</summary>
    public static string Words(ref SampleRandom random, int count)
    {
        Span<char> text = stackalloc char[count];
        for (int i = 0; i < count; i++)
        {
            text[i] = random.Pick(SceneOptions.IdeographCharacters);
        }

        return new string(text);
    }

    /// <summary>Letters and digits that look like an invoice number and are of another format.</summary>
    public static string NearMiss(ref SampleRandom random)
    {
        string letters = $"{(char)('A' + random.Below(26))}{(char)('A' + random.Below(26))}{(char)('A' + random.Below(26))}";
        return random.Below(7) switch
        {
            0 => $"{letters}-{LineText.DigitRun(ref random, 7)}",
            1 => $"{letters[..1]}-{LineText.DigitRun(ref random, 8)}",
            2 => $"{letters[..2]}-{LineText.DigitRun(ref random, 7)}",
            3 => $"{letters[..2]}-{LineText.DigitRun(ref random, 9)}",
            4 => $"{letters}{LineText.DigitRun(ref random, 8)}",
            5 => $"{letters[..2]}{LineText.DigitRun(ref random, 6)}",
            _ => $"{letters[..1]}{LineText.DigitRun(ref random, 9)}",
        };
    }

    public static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
