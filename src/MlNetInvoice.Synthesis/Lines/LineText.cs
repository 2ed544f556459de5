using System.Globalization;
using MlNetInvoice.Synthesis.Faces;

namespace MlNetInvoice.Synthesis.Lines;

/// <summary>Random texts as invoices and receipts carry them.</summary>
internal static class LineText
{
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private const string Digits = "0123456789";
    private const string Symbols = "-/:.,#$()*+=%&";
    private static readonly string[] s_captions =
        ["統一編號", "統編", "發票號碼", "號碼", "買方", "賣方", "編號", "序號", "機號", "單號", "店號", "電話", "總計", "合計", "金額", "隨機碼", "交易序號", "訂單編號", "日期", "地址", "營業人", "收銀機", "號", "碼"];

    private const string Ideographs = "年月日電子發票中元合計";

    /// <summary>An invoice number with a dash, or with a gap where <paramref name="dash"/> is false.</summary>
    public static string Number(ref SampleRandom random, bool dash) =>
        $"{random.Pick(Letters)}{random.Pick(Letters)}{(dash ? '-' : ' ')}{Run(ref random, Digits, 8)}";

    /// <summary>Letters and digits mixed, with some symbols between: every capital about as often as every digit.</summary>
    public static string Mixed(ref SampleRandom random)
    {
        Span<char> text = stackalloc char[8 + random.Below(4)];
        for (int i = 0; i < text.Length; i++)
        {
            float kind = random.NextFloat();
            text[i] = kind < 0.45f ? random.Pick(Digits) : kind < 0.85f ? random.Pick(Letters) : kind < 0.97f ? random.Pick(Symbols) : ' ';
        }

        text[0] = random.Pick(Letters);
        text[^1] = random.Pick(Digits);
        return new string(text);
    }

    /// <summary>Dates, times, sums, tax numbers and month lines.</summary>
    public static string Everyday(ref SampleRandom random) => random.Below(7) switch
    {
        0 => string.Create(CultureInfo.InvariantCulture, $"20{10 + random.Below(20)}-{1 + random.Below(12):00}-{1 + random.Below(28):00}"),
        1 => string.Create(CultureInfo.InvariantCulture, $"{random.Below(24):00}:{random.Below(60):00}:{random.Below(60):00}"),
        2 => string.Create(CultureInfo.InvariantCulture, $"{100 + random.Below(20)}年{1 + random.Below(12):00}-{1 + random.Below(12):00}月"),
        3 => string.Create(CultureInfo.InvariantCulture, $"TX ${random.Below(20000):N0}"),
        4 => string.Create(CultureInfo.InvariantCulture, $"TEL:0{2 + random.Below(7)}-{random.Below(10000):0000}-{random.Below(10000):0000}"),
        5 => $"{random.Pick(Ideographs)}{random.Pick(Ideographs)}:{Run(ref random, Digits, 4 + random.Below(5))}",
        _ => $"{random.Pick(Letters)}{random.Pick(Letters)}{Run(ref random, Digits, 3)}({Run(ref random, Digits, 2)}){random.Pick(Ideographs)}{random.Pick(Letters)}",
    };

    /// <summary>A text behind a caption, and now and then before further ideographs: right beside it, with a colon or a space between.</summary>
    public static string Captioned(ref SampleRandom random, string text)
    {
        string caption = random.Chance(0.6f) ? s_captions[random.Below(s_captions.Length)] : Run(ref random, CaptionSkeletons.Repertoire, 1 + random.Below(4));
        string between = random.NextFloat() switch { < 0.5f => "", < 0.75f => ":", _ => " " };
        string after = random.Chance(0.2f) ? (random.Chance(0.5f) ? "" : " ") + Run(ref random, CaptionSkeletons.Repertoire, 1 + random.Below(2)) : "";
        return caption + between + text + after;
    }

    /// <summary>Digits alone.</summary>
    public static string DigitRun(ref SampleRandom random, int count) => Run(ref random, Digits, count);

    private static string Run(ref SampleRandom random, string characters, int count)
    {
        Span<char> text = stackalloc char[count];
        for (int i = 0; i < count; i++)
        {
            text[i] = random.Pick(characters);
        }

        return new string(text);
    }
}
