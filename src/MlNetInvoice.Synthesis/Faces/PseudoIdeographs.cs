using System.Text;

namespace MlNetInvoice.Synthesis.Faces;

/// <summary>
/// Skeletons that look like ideographs at reading distance but are none: two or three parts of strokes, chosen by the character's code,
/// so that a character looks the same wherever it stands. They fill the places of text that the reader must pass over.
/// </summary>
internal static class PseudoIdeographs
{
    /// <summary>The ideographs that invoices carry; fonts keep these, and stroke faces draw likenesses.</summary>
    public const string Repertoire =
        "電子發票證明聯年月日隨機碼總計賣方買格式中華民國收銀統一執份公司股有限店話地址市區路段號樓品名數量單價金額合現找零稅應銷售營業免開立人元大小台北新門員序交易退貨請憑正本辦理";

    private static readonly string[] s_parts =
    [
        "o 0,0 100,0 100,100 0,100;0,50 100,50",
        "o 0,10 100,10 100,90 0,90",
        "0,20 100,20;0,55 100,55;50,0 50,100",
        "0,30 100,30;50,0 50,100;50,35 5,90;50,35 95,90",
        "0,0 100,0;0,50 100,50;0,100 100,100;50,0 50,100",
        "50,0 0,40;50,0 100,40;20,50 80,50;50,50 50,100;10,100 90,100",
        "20,5 60,25;5,35 50,55;5,100 60,65",
        "o 10,20 90,20 90,80 10,80;50,0 50,100;10,50 90,50",
        "0,10 100,10;20,10 20,100 90,100;20,50 80,50 80,100",
        "0,35 100,35;30,0 20,100;70,0 80,100",
        "50,0 50,20;0,20 100,20;30,30 10,100;70,30 95,95;25,65 80,65",
        "0,0 100,0 90,100~ 60,95;45,0 10,100;20,50 70,50",
    ];

    /// <summary>A path in percent, as <see cref="Skeletons"/> has them.</summary>
    public static string Path(char character)
    {
        var random = new SampleRandom(0x6964656F, character);
        float layout = random.NextFloat();
        var path = new StringBuilder();
        if (layout < 0.55f)
        {
            int split = 32 + random.Below(20);
            Add(path, ref random, 0, -6, split - 6, 108);
            if (random.Chance(0.5f))
            {
                int middle = 35 + random.Below(25);
                Add(path, ref random, split + 4, -6, 100, middle - 6);
                Add(path, ref random, split + 4, middle + 6, 100, 108);
            }
            else
            {
                Add(path, ref random, split + 4, -6, 100, 108);
            }
        }
        else if (layout < 0.85f)
        {
            int middle = 30 + random.Below(30);
            Add(path, ref random, 4, -6, 96, middle - 7);
            Add(path, ref random, 0, middle + 7, 100, 108);
        }
        else
        {
            path.Append("o 4,-4 96,-4 96,106 4,106");
            Add(path, ref random, 24, 18, 76, 86);
        }

        return path.ToString();
    }

    private static void Add(StringBuilder path, ref SampleRandom random, int left, int top, int right, int bottom) =>
        SkeletonPath.Append(path, s_parts[random.Below(s_parts.Length)], left, top, right, bottom);
}
