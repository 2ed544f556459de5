using System.Globalization;
using System.Text;

namespace MlNetInvoice.Synthesis.Fonts;

/// <summary>A DICT of the Compact Font Format: operators with their operands (Adobe Technical Note 5176, section 4). Two-byte operators are 1200 + second byte.</summary>
internal static class CompactDictionary
{
    public static Dictionary<int, double[]> Read(FontData data)
    {
        var entries = new Dictionary<int, double[]>();
        var operands = new List<double>();
        for (int at = 0; at < data.Length;)
        {
            int b = data.U8(at++);
            switch (b)
            {
                case 12:
                    entries[1200 + data.U8(at++)] = [.. operands];
                    operands.Clear();
                    break;
                case <= 21:
                    entries[b] = [.. operands];
                    operands.Clear();
                    break;
                case 28:
                    operands.Add(data.I16(at));
                    at += 2;
                    break;
                case 29:
                    operands.Add((int)data.U32(at));
                    at += 4;
                    break;
                case 30:
                    operands.Add(ReadReal(data, ref at));
                    break;
                case >= 32 and <= 246:
                    operands.Add(b - 139);
                    break;
                case >= 247 and <= 250:
                    operands.Add(((b - 247) * 256) + data.U8(at++) + 108);
                    break;
                case >= 251 and <= 254:
                    operands.Add((-(b - 251) * 256) - data.U8(at++) - 108);
                    break;
                default:
                    throw new InvalidDataSetException($"The font's dictionary has the reserved byte {b}.");
            }
        }

        return entries;
    }

    private static double ReadReal(FontData data, ref int at)
    {
        var text = new StringBuilder();
        while (true)
        {
            int b = data.U8(at++);
            foreach (int nibble in (ReadOnlySpan<int>)[b >> 4, b & 15])
            {
                if (nibble == 15)
                {
                    return double.TryParse(text.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
                        ? value
                        : throw new InvalidDataSetException($"The font's dictionary has the malformed number '{text}'.");
                }

                text.Append(nibble switch
                {
                    <= 9 => ((char)('0' + nibble)).ToString(),
                    10 => ".",
                    11 => "E",
                    12 => "E-",
                    14 => "-",
                    _ => "?",
                });
            }
        }
    }
}
