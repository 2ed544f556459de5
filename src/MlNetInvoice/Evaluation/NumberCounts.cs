namespace MlNetInvoice.Evaluation;

/// <summary>How many labelled numbers ended in which way.</summary>
/// <param name="Name">What the numbers have in common.</param>
/// <param name="All">How many there are; a picture without a number counts as one.</param>
/// <param name="Right">Accepted with the right digits, or a picture without a number in which none was accepted.</param>
/// <param name="Whole">Of the right ones, those whose letters are right too.</param>
/// <param name="WithoutLetters">Of the right ones, those whose letters are labelled, but were not given.</param>
/// <param name="LettersWrong">Of the right ones, those with a wrong letter.</param>
/// <param name="Wrong">Another number was accepted in their place.</param>
/// <param name="GuessRight">Rejected, and the best guess has the right digits.</param>
/// <param name="GuessWrong">Rejected, and the best guess is another number.</param>
/// <param name="NotFound">Nothing was found.</param>
/// <param name="Invalid">Their picture could not be decoded.</param>
internal sealed record NumberCounts(
    string Name, int All, int Right, int Whole, int WithoutLetters, int LettersWrong, int Wrong, int GuessRight, int GuessWrong, int NotFound, int Invalid)
{
    /// <summary>Counts some numbers.</summary>
    public static NumberCounts Of(string name, IReadOnlyCollection<NumberOutcome> outcomes) => new(
        name,
        outcomes.Count,
        outcomes.Count(outcome => outcome.Result == NumberResult.Right),
        outcomes.Count(outcome => outcome is { Result: NumberResult.Right, Letters: LettersResult.Right }),
        outcomes.Count(outcome => outcome is { Result: NumberResult.Right, Letters: LettersResult.None }),
        outcomes.Count(outcome => outcome is { Result: NumberResult.Right, Letters: LettersResult.Wrong }),
        outcomes.Count(outcome => outcome.Result == NumberResult.Wrong),
        outcomes.Count(outcome => outcome.IsGuessRight),
        outcomes.Count(outcome => outcome.Result == NumberResult.Rejected && !outcome.IsGuessRight),
        outcomes.Count(outcome => outcome.Result == NumberResult.NotFound),
        outcomes.Count(outcome => outcome.Result == NumberResult.Invalid));

    /// <summary>Counts all numbers, the usable and the hard ones, each kind, and by how many numbers are in view; groups without a number are left out.</summary>
    public static IEnumerable<NumberCounts> Groups(IReadOnlyList<NumberOutcome> outcomes)
    {
        yield return Of("all", outcomes);
        IEnumerable<(string Name, NumberOutcome Outcome)> named =
        [
            .. outcomes.Where(o => o.Label is { IsHard: false, Digits.Length: > 0 }).Select(o => ("usable", o)),
            .. outcomes.Where(o => o.Label is { IsHard: true, Digits.Length: > 0 }).Select(o => ("hard", o)),
            .. outcomes.Where(o => o.Label.Kind.Length > 0).OrderBy(o => o.Label.Kind, StringComparer.Ordinal).Select(o => (o.Label.Kind, o)),
            .. outcomes.Where(o => o.NumbersInView > 0).OrderBy(o => o.NumbersInView).Select(o => (InView(o.NumbersInView), o)),
        ];
        foreach (IGrouping<string, NumberOutcome> group in named.GroupBy(pair => pair.Name, pair => pair.Outcome))
        {
            yield return Of(group.Key, [.. group]);
        }
    }

    private static string InView(int numbers) => numbers switch { 1 => "1 in view", 2 => "2 in view", <= 4 => "3-4 in view", _ => "5+ in view" };
}
