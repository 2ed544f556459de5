using System.Text;

namespace MlNetInvoice.Imaging.Codecs;

/// <summary>Names common files that are no pictures, so that a message says "a Word document" and not what its first bytes are.</summary>
internal static class OtherFiles
{
    private static readonly (byte[] Start, string Name)[] Starts =
    [
        ([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], "an old Office document (.doc, .xls, .ppt or .msg)"),
        ("{\\rtf"u8.ToArray(), "a Word document (RTF)"),
        ("%!PS"u8.ToArray(), "a PostScript document"),
        ("8BPS"u8.ToArray(), "a Photoshop picture, which is not supported"),
        ("Rar!"u8.ToArray(), "a RAR archive"),
        ([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], "a 7-Zip archive"),
        ([0x1F, 0x8B], "a gzip archive"),
        ("MZ"u8.ToArray(), "a Windows program"),
        ([0x7F, (byte)'E', (byte)'L', (byte)'F'], "a program"),
        ("ID3"u8.ToArray(), "a sound recording"),
        ("OggS"u8.ToArray(), "a sound recording"),
        ([0x1A, 0x45, 0xDF, 0xA3], "a video"),
        ([0, 0, 1, 0], "an icon, which is not supported"),
        ("SQLite format 3"u8.ToArray(), "a database"),
        ("bplist"u8.ToArray(), "a settings file"),
    ];

    /// <summary>How much of a file is looked at to tell what kind of text or package it is.</summary>
    private const int Looked = 4096;

    /// <summary>What the file is; without a name if nobody knows.</summary>
    /// <param name="file">The whole file, which is no picture.</param>
    public static FileKind Of(ReadOnlySpan<byte> file)
    {
        if (file.IsEmpty)
        {
            return new FileKind("empty");
        }

        foreach ((byte[] start, string name) in Starts)
        {
            if (file.StartsWith(start))
            {
                return new FileKind(name);
            }
        }

        ReadOnlySpan<byte> head = file[..Math.Min(file.Length, Looked)];
        if (file.StartsWith("PK\x03\x04"u8) || file.StartsWith("PK\x05\x06"u8))
        {
            return new FileKind(Package(head));
        }

        if (file.StartsWith("RIFF"u8))
        {
            return new FileKind(file.Length >= 12 && file[8..].StartsWith("WAVE"u8) ? "a sound recording" : "a video");
        }

        return new FileKind(head.Contains((byte)0) ? "" : OfText(head));
    }

    private static string Package(ReadOnlySpan<byte> head) =>
        head.IndexOf("word/"u8) >= 0 ? "a Word document"
        : head.IndexOf("xl/"u8) >= 0 ? "an Excel workbook"
        : head.IndexOf("ppt/"u8) >= 0 ? "a PowerPoint presentation"
        : head.IndexOf("[Content_Types].xml"u8) >= 0 ? "an Office document"
        : head.IndexOf("mimetypeapplication/vnd.oasis"u8) >= 0 ? "an OpenDocument file"
        : "a ZIP archive";

    private static string OfText(ReadOnlySpan<byte> head)
    {
        foreach (byte value in head)
        {
            if (value < 32 && value is not (9 or 10 or 12 or 13 or 27))
            {
                return "";
            }
        }

        string text = Encoding.Latin1.GetString(head).TrimStart('\u00EF', '\u00BB', '\u00BF', ' ', '\t', '\r', '\n');
        if (text.Contains("<svg", StringComparison.OrdinalIgnoreCase))
        {
            return "an SVG drawing";
        }

        if (text.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase) || text.StartsWith("<html", StringComparison.OrdinalIgnoreCase))
        {
            return "a web page";
        }

        return text.StartsWith("<?xml", StringComparison.OrdinalIgnoreCase) ? "an XML file"
            : text.StartsWith('{') || text.StartsWith('[') ? "a JSON file"
            : "a text file";
    }
}
