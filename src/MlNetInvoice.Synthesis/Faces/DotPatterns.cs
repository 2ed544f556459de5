using System.Globalization;

namespace MlNetInvoice.Synthesis.Faces;

/// <summary>The 5×7 needle patterns: seven rows of five bits (16 is the leftmost needle), drawn for this library.</summary>
internal static class DotPatterns
{
    /// <summary>Rows from top to bottom as two hexadecimal digits each.</summary>
    public static IReadOnlyDictionary<char, string> FiveBySeven { get; } = new Dictionary<char, string>
    {
        ['0'] = "0E11131519110E",
        ['1'] = "040C040404040E",
        ['2'] = "0E11010204081F",
        ['3'] = "1F02040201110E",
        ['4'] = "02060A121F0202",
        ['5'] = "1F101E0101110E",
        ['6'] = "0608101E11110E",
        ['7'] = "1F010204080808",
        ['8'] = "0E11110E11110E",
        ['9'] = "0E11110F01020C",
        ['A'] = "0E11111F111111",
        ['B'] = "1E11111E11111E",
        ['C'] = "0E11101010110E",
        ['D'] = "1E11111111111E",
        ['E'] = "1F10101E10101F",
        ['F'] = "1F10101E101010",
        ['G'] = "0E11101711110F",
        ['H'] = "1111111F111111",
        ['I'] = "0E04040404040E",
        ['J'] = "0702020202120C",
        ['K'] = "11121418141211",
        ['L'] = "1010101010101F",
        ['M'] = "111B1515111111",
        ['N'] = "11191513111111",
        ['O'] = "0E11111111110E",
        ['P'] = "1E11111E101010",
        ['Q'] = "0E11111115120D",
        ['R'] = "1E11111E141211",
        ['S'] = "0F10100E01011E",
        ['T'] = "1F040404040404",
        ['U'] = "1111111111110E",
        ['V'] = "11111111110A04",
        ['W'] = "1111111515150A",
        ['X'] = "11110A040A1111",
        ['Y'] = "1111110A040404",
        ['Z'] = "1F01020408101F",
        ['-'] = "0000001F000000",
        ['/'] = "00010204081000",
        [':'] = "000C0C000C0C00",
        ['.'] = "00000000000C0C",
        [','] = "0000000C0C0408",
        ['#'] = "0A0A1F0A1F0A0A",
        ['$'] = "040F140E051E04",
        ['('] = "02040808080402",
        [')'] = "08040202020408",
        ['*'] = "0004150E150400",
        ['+'] = "0004041F040400",
        ['='] = "00001F001F0000",
    };

    /// <summary>Whether the needle at a column and row strikes.</summary>
    public static bool Strikes(string pattern, int column, int row) =>
        ((int.Parse(pattern.AsSpan(2 * row, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) >> (4 - column)) & 1) != 0;
}
