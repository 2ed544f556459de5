using System.Globalization;

namespace MlNetInvoice.Synthesis.Scenes.Slips;

/// <summary>What a certificate says, in print and in its codes alike.</summary>
internal sealed record CertificateText(string Number, int Year, int Month, int Day, string RandomCode, long Total, string? Buyer, string Seller)
{
    private const int Epoch = 1911;

    /// <summary>The day as it is printed.</summary>
    public string Date => SceneText.Invariant($"{Year}-{Month:00}-{Day:00}");

    /// <summary>The text of the bar code.</summary>
    public string Bars => SceneText.Invariant($"{Year - Epoch:000}{Month + (Month % 2):00}{Number[..2]}{Number[3..]}{RandomCode}");

    /// <summary>Puts a day that was drawn into the two months of a period, <c>113年05-06月</c>.</summary>
    public static (int Year, int Month, int Day) InPeriod((int Year, int Month, int Day) day, string period)
    {
        int year = int.Parse(period.AsSpan(0, 3), CultureInfo.InvariantCulture) + Epoch, first = int.Parse(period.AsSpan(4, 2), CultureInfo.InvariantCulture);
        return (year, first + (day.Month % 2), day.Day);
    }

    /// <summary>The texts of the two QR codes; the check text is drawn, since its key is the issuer's.</summary>
    public (string Left, string Right) Squares(ref SampleRandom random)
    {
        const string base64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        Span<char> check = stackalloc char[24];
        for (int i = 0; i < check.Length; i++)
        {
            check[i] = i < 22 ? random.Pick(base64) : '=';
        }

        bool withTax = random.Chance(0.3f), upper = random.Chance(0.2f);
        long sales = withTax ? 0 : (long)Math.Round(Total / 1.05);
        string amounts = SceneText.Invariant($"{sales:x8}{Total:x8}");
        int items = 1 + random.Below(3);
        string head = SceneText.Invariant($"{Number[..2]}{Number[3..]}{Year - Epoch:000}{Month:00}{Day:00}{RandomCode}{(upper ? amounts.ToUpperInvariant() : amounts)}{Buyer ?? "00000000"}{Seller}");
        string left = SceneText.Invariant($"{head}{new string(check)}:**********:1:{items}:1:{Item(ref random)}"), right = "**";
        for (int i = 1; i < items; i++)
        {
            right += (i > 1 ? ":" : "") + Item(ref random);
        }

        return (left, right.PadRight(40));
    }

    private static string Item(ref SampleRandom random) => SceneText.Invariant($"{SceneText.Words(ref random, 2 + random.Below(4))}:{1 + random.Below(3)}:{1 + random.Below(300)}");
}
