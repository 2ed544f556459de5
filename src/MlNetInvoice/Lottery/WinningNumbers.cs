using MlNetInvoice.Fields;

namespace MlNetInvoice.Lottery;

/// <summary>The winning numbers of one or more periods, as a file of the user's keeps them: JSON (<c>assets/schemas/winning.schema.json</c>) or CSV. Immutable.</summary>
public sealed class WinningNumbers
{
    private const int MostBytes = 16 << 20;

    private readonly Dictionary<InvoicePeriod, LotteryDraw> _draws;

    /// <summary>Takes draws.</summary>
    /// <param name="draws">One for each period.</param>
    /// <exception cref="ArgumentException">A period occurs twice.</exception>
    public WinningNumbers(IEnumerable<LotteryDraw> draws)
    {
        ArgumentNullException.ThrowIfNull(draws);
        _draws = [];
        foreach (LotteryDraw draw in draws)
        {
            if (!_draws.TryAdd(draw.Period, draw))
            {
                throw new ArgumentException($"The period {draw.Period} occurs twice.", nameof(draws));
            }
        }

        Draws = [.. _draws.Values.OrderBy(draw => draw.Period.Year).ThenBy(draw => draw.Period.FirstMonth)];
    }

    /// <summary>The draws by period.</summary>
    public IReadOnlyList<LotteryDraw> Draws { get; }

    /// <summary>The draw of a period, or null.</summary>
    /// <param name="period">The period.</param>
    public LotteryDraw? Find(InvoicePeriod period) => _draws.GetValueOrDefault(period);

    /// <summary>Loads a file: JSON if its text begins with a brace or a bracket, else CSV.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataSetException">The file is missing or says something else than winning numbers; the message names every fault, up to 20.</exception>
    public static WinningNumbers Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            var file = new FileInfo(path);
            return file.Length > MostBytes
                ? throw new InvalidDataSetException($"{path}: {file.Length} bytes are too many for winning numbers; at most {MostBytes} are read.")
                : Parse(File.ReadAllText(path), path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InvalidDataSetException($"{path}: {exception.Message}", exception);
        }
    }

    /// <summary>Reads winning numbers off a text: JSON if it begins with a brace or a bracket, else CSV with the columns period, prize, number and, for cloud prizes, amount.</summary>
    /// <param name="text">The text.</param>
    /// <param name="name">What to call it in messages.</param>
    /// <exception cref="InvalidDataSetException">The text says something else than winning numbers; the message names every fault, up to 20.</exception>
    public static WinningNumbers Parse(string text, string name = "winning numbers")
    {
        ArgumentNullException.ThrowIfNull(text);
        ReadOnlySpan<char> start = text.AsSpan().TrimStart('\uFEFF').TrimStart();
        List<LotteryDraw> draws = start.Length > 0 && start[0] is '{' or '[' ? WinningJson.Parse(start.ToString(), name) : WinningCsv.Parse(text, name);
        return draws.Count == 0 ? throw new InvalidDataSetException($"{name}: there is no draw in it.") : new WinningNumbers(draws);
    }
}
