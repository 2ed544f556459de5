using System.Text;

namespace MlNetInvoice.Documents.Pdf;

/// <summary>Letters on one baseline, in the order of reading.</summary>
internal sealed class TextLine
{
    /// <summary>A gap of this share of the type size parts two words; letters of a word touch or nearly so.</summary>
    private const double WordGap = 0.2;

    /// <summary>Baselines closer than this share of the type size are one line: superscripts and jitter of printers' drivers.</summary>
    private const double LineGap = 0.4;

    private readonly List<TextLetter> _letters;
    private readonly List<int> _owners = [];

    private TextLine(List<TextLetter> letters)
    {
        _letters = letters;
        var text = new StringBuilder();
        for (int i = 0; i < letters.Count; i++)
        {
            if (i > 0 && letters[i].Along - letters[i - 1].EndAlong > WordGap * letters[i].Size)
            {
                text.Append(' ');
                _owners.Add(i);
            }

            text.Append(letters[i].Text);
            _owners.AddRange(Enumerable.Repeat(i, letters[i].Text.Length));
        }

        Text = text.ToString();
    }

    /// <summary>What stands on the line, a space between words.</summary>
    public string Text { get; }

    /// <summary>Gathers letters into lines, from the top down; text that runs in another direction forms lines of its own.</summary>
    public static List<TextLine> Gather(List<TextLetter> letters)
    {
        var lines = new List<TextLine>();
        foreach (IGrouping<int, TextLetter> direction in letters.GroupBy(letter => letter.Degrees))
        {
            var line = new List<TextLetter>();
            foreach (TextLetter letter in direction.OrderBy(letter => letter.Across))
            {
                if (line.Count > 0 && letter.Across - line[0].Across > LineGap * Math.Min(letter.Size, line[0].Size))
                {
                    lines.Add(Order(line));
                    line = [];
                }

                line.Add(letter);
            }

            lines.Add(Order(line));
        }

        return lines;
    }

    /// <summary>The quad of a part of <see cref="Text"/>.</summary>
    public Imaging.Quad Place(int start, int length) => _letters[_owners[start]].To(_letters[_owners[start + length - 1]]);

    /// <summary>The words of the line.</summary>
    public IEnumerable<PageWord> Words()
    {
        int start = 0;
        foreach (string word in Text.Split(' '))
        {
            if (word.Length > 0)
            {
                yield return new PageWord(word, Place(start, word.Length));
            }

            start += word.Length + 1;
        }
    }

    // Bold print of some drivers is the same letter twice, hardly apart.
    private static TextLine Order(List<TextLetter> letters)
    {
        var ordered = new List<TextLetter>();
        foreach (TextLetter letter in letters.OrderBy(letter => letter.Along))
        {
            if (ordered.Count == 0 || ordered[^1].Text != letter.Text || letter.Along - ordered[^1].Along > 0.1 * letter.Size)
            {
                ordered.Add(letter);
            }
        }

        return new TextLine(ordered);
    }
}
