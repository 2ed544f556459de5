using System.Buffers.Binary;
using System.Globalization;

namespace MlNetInvoice.Imaging.Codecs.Jpeg;

/// <summary>The second bytes of the markers (T.81, table B.1).</summary>
internal static class JpegMarker
{
    public const byte StartOfFrameBaseline = 0xC0;
    public const byte StartOfFrameExtended = 0xC1;
    public const byte StartOfFrameProgressive = 0xC2;
    public const byte DefineHuffmanTables = 0xC4;
    public const byte FirstRestart = 0xD0;
    public const byte LastRestart = 0xD7;
    public const byte StartOfImage = 0xD8;
    public const byte EndOfImage = 0xD9;
    public const byte StartOfScan = 0xDA;
    public const byte DefineQuantizationTables = 0xDB;
    public const byte DefineNumberOfLines = 0xDC;
    public const byte DefineRestartInterval = 0xDD;
    public const byte Application0 = 0xE0;
    public const byte Application1 = 0xE1;
    public const byte Application14 = 0xEE;
    public const byte Temporary = 0x01;

    /// <summary>Whether the first start of frame asks for arithmetic coding (SOF9 or SOF10), sequential or progressive.</summary>
    /// <param name="file">The whole file, from its marker SOI on.</param>
    public static bool IsArithmetic(ReadOnlySpan<byte> file)
    {
        int position = 2;
        while (position + 4 <= file.Length && file[position] == 0xFF)
        {
            byte marker = file[position + 1];
            if (marker is StartOfScan or EndOfImage or (>= 0xC0 and <= 0xCF and not (DefineHuffmanTables or 0xC8 or 0xCC)))
            {
                return marker is 0xC9 or 0xCA;
            }

            position += marker == 0xFF ? 1 : 2 + BinaryPrimitives.ReadUInt16BigEndian(file[(position + 2)..]);
        }

        return false;
    }

    /// <summary>The marker's short name in T.81, for messages.</summary>
    /// <param name="marker">The second byte.</param>
    public static string Name(byte marker) => marker switch
    {
        DefineHuffmanTables => "DHT",
        0xC8 => "JPG",
        0xCC => "DAC",
        >= 0xC0 and <= 0xCF => "SOF" + (marker - 0xC0).ToString(CultureInfo.InvariantCulture),
        >= FirstRestart and <= LastRestart => "RST" + (marker - FirstRestart).ToString(CultureInfo.InvariantCulture),
        StartOfImage => "SOI",
        EndOfImage => "EOI",
        StartOfScan => "SOS",
        DefineQuantizationTables => "DQT",
        DefineNumberOfLines => "DNL",
        DefineRestartInterval => "DRI",
        >= 0xE0 and <= 0xEF => "APP" + (marker - 0xE0).ToString(CultureInfo.InvariantCulture),
        0xFE => "COM",
        _ => "0xFF" + marker.ToString("X2", CultureInfo.InvariantCulture),
    };
}
