using MlNetInvoice.Fields;

namespace MlNetInvoice.Lottery;

/// <summary>Collects the numbers of one draw and checks each.</summary>
internal sealed class DrawBuilder(string where)
{
    private readonly List<string> _special = [];
    private readonly List<string> _grand = [];
    private readonly List<string> _first = [];
    private readonly List<string> _sixth = [];
    private readonly List<CloudPrize> _cloud = [];

    /// <summary>What is being read, for messages.</summary>
    public string Where { get; set; } = where;

    /// <summary>Reads a period.</summary>
    public InvoicePeriod Period(string text) => InvoicePeriod.TryParse(text, out InvoicePeriod period)
        ? period
        : throw new InvalidDataSetException($"{Where}: \"{text}\" is no period; write 11306, 113年05-06月 or 2024-05.");

    /// <summary>Reads a prize's name.</summary>
    public LotteryPrize Prize(string text) => text.Trim() switch
    {
        "special" or "特別獎" => LotteryPrize.Special,
        "grand" or "特獎" => LotteryPrize.Grand,
        "first" or "頭獎" => LotteryPrize.First,
        "additionalSixth" or "增開六獎" => LotteryPrize.AdditionalSixth,
        "cloud" or "雲端發票專屬獎" => LotteryPrize.Cloud,
        _ => throw new InvalidDataSetException($"{Where}: there is no prize \"{text}\"; the prizes are special (特別獎), grand (特獎), first (頭獎), additionalSixth (增開六獎) and cloud (雲端發票專屬獎)."),
    };

    /// <summary>Adds a number.</summary>
    public void Add(LotteryPrize prize, string number, long? amount)
    {
        number = number.Trim();
        switch (prize)
        {
            case LotteryPrize.Special:
                _special.Add(Digits(number, 8));
                break;
            case LotteryPrize.Grand:
                _grand.Add(Digits(number, 8));
                break;
            case LotteryPrize.First:
                _first.Add(Digits(number, 8));
                break;
            case LotteryPrize.AdditionalSixth:
                _sixth.Add(Digits(number, 3));
                break;
            default:
                _cloud.Add(new CloudPrize(Whole(number), amount is > 0 ? amount.Value : throw new InvalidDataSetException($"{Where}: the cloud prize {number} has no amount.")));
                break;
        }
    }

    /// <summary>The draw.</summary>
    public LotteryDraw Build(InvoicePeriod period) => new(period) { Special = _special, Grand = _grand, First = _first, AdditionalSixth = _sixth, Cloud = _cloud };

    private string Digits(string number, int count) => number.Length == count && !number.AsSpan().ContainsAnyExceptInRange('0', '9')
        ? number
        : throw new InvalidDataSetException($"{Where}: \"{number}\" is no number of {count} digits; leading zeros count.");

    private string Whole(string number)
    {
        string plain = number.Replace("-", "", StringComparison.Ordinal);
        return plain.Length == 10 && !plain.AsSpan(0, 2).ContainsAnyExceptInRange('A', 'Z') && !plain.AsSpan(2).ContainsAnyExceptInRange('0', '9')
            ? $"{plain[..2]}-{plain[2..]}"
            : throw new InvalidDataSetException($"{Where}: \"{number}\" is no whole number, such as AB-12345678.");
    }
}
