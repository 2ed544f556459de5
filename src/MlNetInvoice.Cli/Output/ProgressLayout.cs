using Spectre.Console;

namespace MlNetInvoice.Cli.Output;

/// <summary>A bar, percent and words on one line of the terminal, however narrow it is.</summary>
internal sealed class ProgressLayout(int columns)
{
    private const int PercentColumns = 4;

    /// <summary>Columns of the bar: a fifth of the line.</summary>
    public int Bar { get; } = Math.Clamp(columns / 5, 6, 40);

    /// <summary>The columns of the line, the words last.</summary>
    public ProgressColumn[] Columns => [new ProgressBarColumn { Width = Bar }, new PercentageColumn(), new TaskDescriptionColumn { Alignment = Justify.Left }];

    /// <summary>The longest of several wordings for which there is room; none rather than a second line.</summary>
    /// <param name="wordings">From the longest to the shortest.</param>
    public string Fit(params ReadOnlySpan<string> wordings)
    {
        // One column between two, and one that the cursor takes.
        int room = columns - Bar - PercentColumns - 3;
        foreach (string words in wordings)
        {
            if (words.Length <= room)
            {
                return words;
            }
        }

        return "";
    }
}
