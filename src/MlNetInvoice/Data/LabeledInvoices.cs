using System.Globalization;
using MlNetInvoice.Files;
using MlNetInvoice.Imaging;

namespace MlNetInvoice.Data;

/// <summary>
/// Reads a folder of pictures with their numbers: <c>labels.csv</c> with the columns <c>file</c> and <c>number</c> (<c>AB-12345678</c>, a question mark for a letter that cannot be
/// seen) or <c>digits</c> (or <c>text</c>), and, where they are there, <c>kind</c>, <c>digits_quad</c> (<c>"x,y x,y x,y x,y"</c>, in the order of reading), <c>usable</c> or
/// <c>quality</c> (<c>hard</c> marks a hard one), <c>letters</c> (<c>no</c> marks letters that a person cannot read). A row is one number; where both columns are there, <c>number</c> gives the letters and <c>digits</c> the digits. A picture in which
/// nothing may be read has one row with neither. Pictures lie beside the file or in its folder <c>images</c>.
/// </summary>
public static class LabeledInvoices
{
    /// <summary>Name of the label file.</summary>
    public const string FileName = "labels.csv";

    /// <summary>Reads the labels of a folder.</summary>
    /// <param name="folder">Holds <see cref="FileName"/>.</param>
    /// <returns>The rows in the order of the file; at least one.</returns>
    /// <exception cref="InvalidDataSetException">The file is missing, has no such columns, or a row is wrong; the message names the line.</exception>
    public static IReadOnlyList<LabeledInvoice> Load(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        string path = Path.Combine(folder, FileName);
        string text;
        try
        {
            text = File.ReadAllText(path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new InvalidDataSetException($"{path}: cannot be opened: {fault.Message}", fault);
        }

        List<CsvRow> rows = CsvText.Parse(text, path);
        if (rows.Count < 2)
        {
            throw new InvalidDataSetException($"{path}: holds no rows.");
        }

        var columns = new Columns(path, rows[0]);
        return [.. rows.Skip(1).Select(row => ToInvoice(folder, path, columns, row))];
    }

    private static LabeledInvoice ToInvoice(string folder, string path, Columns columns, CsvRow row)
    {
        string name = Get(row, columns.File) is { Length: > 0 } file
            ? file
            : throw new InvalidDataSetException($"{path}, line {row.Line}: names no file.");
        string picture = Path.Combine(folder, name);
        if (!File.Exists(picture) && File.Exists(Path.Combine(folder, "images", name)))
        {
            picture = Path.Combine(folder, "images", name);
        }

        string number = Get(row, columns.Number);
        string digits = columns.Digits >= 0 ? Get(row, columns.Digits) : DigitsOf(number);
        if (digits.AsSpan().ContainsAnyExceptInRange('0', '9'))
        {
            throw new InvalidDataSetException($"{path}, line {row.Line}: the digits are \"{digits}\".");
        }

        string? letters = number.Length > 2 && !number.AsSpan(0, 2).ContainsAnyExceptInRange('A', 'Z') ? number[..2] : null;
        return new LabeledInvoice(
            picture,
            Get(row, columns.Kind),
            letters,
            digits,
            ParseQuad(Get(row, columns.Quad), path, row.Line),
            Get(row, columns.Usable) == "hard")
        {
            AreLettersLegible = Get(row, columns.Letters) != "no",
        };
    }

    // Two letters or question marks may stand in front, with or without a dash or a space; anything else stays, and is refused.
    private static string DigitsOf(string number)
    {
        bool hasLetters = number.Length > 2 && IsLetter(number[0]) && IsLetter(number[1]);
        return hasLetters ? number[2..].TrimStart('-', ' ') : number;
    }

    private static bool IsLetter(char sign) => char.IsAsciiLetterUpper(sign) || sign == '?';

    private static string Get(CsvRow row, int column) => column >= 0 && column < row.Fields.Count ? row.Fields[column] : "";

    private static Quad? ParseQuad(string text, string path, int line)
    {
        if (text.Length == 0)
        {
            return null;
        }

        string[] values = text.Split([' ', ',']);
        Span<float> numbers = stackalloc float[8];
        bool right = values.Length == 8;
        for (int i = 0; right && i < 8; i++)
        {
            right = float.TryParse(values[i], NumberStyles.Float, CultureInfo.InvariantCulture, out numbers[i]) && float.IsFinite(numbers[i]);
        }

        return right
            ? new Quad(new(numbers[0], numbers[1]), new(numbers[2], numbers[3]), new(numbers[4], numbers[5]), new(numbers[6], numbers[7]))
            : throw new InvalidDataSetException($"{path}, line {line}: the quad \"{text}\" is not four points \"x,y x,y x,y x,y\".");
    }

    private sealed class Columns
    {
        public Columns(string path, CsvRow header)
        {
            File = Find(header, "file");
            Digits = Find(header, "digits", "text");
            Kind = Find(header, "kind");
            Number = Find(header, "number");
            Quad = Find(header, "digits_quad");
            Usable = Find(header, "usable", "quality");
            Letters = Find(header, "letters");
            if (File < 0 || (Digits < 0 && Number < 0))
            {
                throw new InvalidDataSetException($"{path}: its first line must name the columns file and number, digits or text, but is \"{string.Join(',', header.Fields)}\".");
            }
        }

        public int File { get; }

        public int Digits { get; }

        public int Kind { get; }

        public int Number { get; }

        public int Quad { get; }

        public int Usable { get; }

        public int Letters { get; }

        private static int Find(CsvRow header, params ReadOnlySpan<string> names)
        {
            foreach (string name in names)
            {
                int column = header.Fields.IndexOf(name);
                if (column >= 0)
                {
                    return column;
                }
            }

            return -1;
        }
    }
}
