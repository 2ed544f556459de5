using QRCoder;

namespace MlNetInvoice.Synthesis.Invoices;

/// <summary>The codes printed on electronic certificates: Code 39 (ISO/IEC 16388) and QR codes that can be decoded, and likenesses of QR codes.</summary>
internal static class BarCodes
{
    private const string Characters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ*";

    /// <summary>Nine elements a character, bars and spaces in turns, 1 wide.</summary>
    private static readonly string[] s_patterns =
    [
        "000110100", "100100001", "001100001", "101100000", "000110001", "100110000", "001110000", "000100101", "100100100", "001100100",
        "100001001", "001001001", "101001000", "000011001", "100011000", "001011000", "000001101", "100001100", "001001100", "000011100",
        "100000011", "001000011", "101000010", "000010011", "100010010", "001010010", "000000111", "100000110", "001000110", "000010110",
        "110000001", "011000001", "111000000", "010010001", "110010000", "011010000", "010010100",
    ];

    /// <summary>Draws a text between start and stop signs into a box; only digits and capitals are possible.</summary>
    public static void Code39(Sheet sheet, string text, float left, float top, float right, float bottom)
    {
        string whole = $"*{text}*";
        // Three wide elements of three units, six narrow ones, one unit between characters.
        float unit = (right - left) / ((whole.Length * 16) - 1), x = left;
        foreach (char character in whole)
        {
            string pattern = s_patterns[Characters.IndexOf(character, StringComparison.Ordinal)];
            for (int i = 0; i < 9; i++)
            {
                float next = x + (pattern[i] == '1' ? 3 * unit : unit);
                if ((i & 1) == 0)
                {
                    sheet.Box(x, top, next, bottom);
                }

                x = next;
            }

            x += unit;
        }
    }

    /// <summary>The same text in the narrowest bars and gaps: true where one is dark.</summary>
    public static bool[] Units(string text)
    {
        var units = new List<bool>();
        foreach (char character in $"*{text}*")
        {
            string pattern = s_patterns[Characters.IndexOf(character, StringComparison.Ordinal)];
            for (int i = 0; i < 9; i++)
            {
                units.AddRange(Enumerable.Repeat((i & 1) == 0, pattern[i] == '1' ? 3 : 1));
            }

            units.Add(false);
        }

        return [.. units.Take(units.Count - 1)];
    }

    /// <summary>A square of modules with three finder patterns, which encodes nothing.</summary>
    public static void Square(Sheet sheet, ref SampleRandom random, float left, float top, float side, int modules)
    {
        float unit = side / modules;
        for (int y = 0; y < modules; y++)
        {
            for (int x = 0; x < modules; x++)
            {
                int edgeX = Math.Min(x, modules - 1 - x), edgeY = Math.Min(y, modules - 1 - y);
                bool finder = edgeX < 8 && edgeY < 8 && !(x > modules / 2 && y > modules / 2);
                int ring = finder ? Math.Max(Math.Abs(edgeX - 3), Math.Abs(edgeY - 3)) : 0;
                bool dark = finder ? ring is 3 or < 2 : x == 6 || y == 6 ? ((x + y) & 1) == 0 : random.Chance(0.5f);
                if (dark)
                {
                    sheet.Box(left + (x * unit), top + (y * unit), left + ((x + 1) * unit), top + ((y + 1) * unit));
                }
            }
        }
    }

    /// <summary>Draws a QR code, correction level L; returns its modules a side, and which of them are dark.</summary>
    public static (int Count, bool[] Modules) Qr(Sheet sheet, string text, int version, float left, float top, float side)
    {
        using QRCodeData data = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.L, forceUtf8: true, requestedVersion: version);
        // A quiet zone of four modules is part of the matrix.
        int modules = data.ModuleMatrix.Count - 8;
        bool[] dark = new bool[modules * modules];
        float unit = side / modules;
        for (int y = 0; y < modules; y++)
        {
            for (int x = 0; x < modules; x++)
            {
                dark[(y * modules) + x] = data.ModuleMatrix[y + 4][x + 4];
                if (data.ModuleMatrix[y + 4][x + 4])
                {
                    sheet.Box(left + (x * unit), top + (y * unit), left + ((x + 1) * unit), top + ((y + 1) * unit));
                }
            }
        }

        return (modules, dark);
    }

    /// <summary>Takes as many random numbers as the likeness of a code does, so that a seed gives the same scene but for its codes.</summary>
    public static void SkipSquare(ref SampleRandom random, int modules)
    {
        for (int i = 0; i < modules * modules; i++)
        {
            int x = i % modules, y = i / modules, edgeX = Math.Min(x, modules - 1 - x), edgeY = Math.Min(y, modules - 1 - y);
            if (!(edgeX < 8 && edgeY < 8 && !(x > modules / 2 && y > modules / 2)) && x != 6 && y != 6)
            {
                random.Chance(0.5f);
            }
        }
    }
}
