using System.Collections.Concurrent;
using MlNetInvoice.Imaging;
using MlNetInvoice.Networks;
using MlNetInvoice.Segmentation;
using MlNetInvoice.Segmentation.Finding;

namespace MlNetInvoice.Reading;

/// <summary>
/// Reads lines: lays strips over each (a little higher and lower, wider and narrower), classifies every window of a strip, finds its best path, and lets the strips that
/// agree vote. Immutable but for its pool of buffers; safe to share between threads.
/// </summary>
internal sealed class LineReader
{
    /// <summary>Most rows that are tried upside down if nothing reads upright.</summary>
    private const int MaxReversed = 14;

    /// <summary>Confidence of a number from which a photograph is not read upside down as well.</summary>
    private const float Sure = 0.8f;

    /// <summary>Path score per digit, and a third of the score of letters, below which a row without letters at first sight is left alone.</summary>
    private const float HiddenLetters = -0.7f;

    /// <summary>Confidence of the digits from which nothing more is tried.</summary>
    private const float Certain = 0.97f;

    /// <summary>Confidence of the digits from which the expert is not asked.</summary>
    private const float WellSure = 0.99f;

    /// <summary>Confidence of the digits below which a line is not read by the expert either.</summary>
    private const float LeastDoubtful = 0.02f;

    /// <summary>Score of two letters being in front below which there are none.</summary>
    private const float AnyLetters = -4f;

    /// <summary>Score of two letters being in front from which they are there for certain.</summary>
    private const float ShownLetters = -1.5f;

    /// <summary>Most rows with letters in front that are read with all care.</summary>
    private const int MaxLettered = 16;

    /// <summary>Most rows without letters that are read with all care.</summary>
    private const int MaxOthers = 3;

    /// <summary>Path score per digit above which further ways to lay the strip are not tried.</summary>
    private const float Good = -0.5f;

    /// <summary>Lead of the weakest digit below which more strips are heard.</summary>
    private const float Unsure = 1.8f;

    /// <summary>Lead over any other number from which a strip is clear.</summary>
    private const float Settled = 2f;

    private static readonly (float Shift, float Scale, float Stretch)[] _variants = [(0.04f, 1.06f, 1.08f), (-0.04f, 0.95f, 0.94f)];
    private static readonly (float Shift, float Scale, float Stretch)[] _furtherVariants =
        [(0f, 0.92f, 1.18f), (0.07f, 1f, 0.88f), (-0.07f, 1.08f, 1f)];

    private readonly LineStrips _strips;
    private readonly RowProber _prober;
    private readonly ReadingConfidence _confidence;
    private readonly LetterReader _letters;
    private readonly Lazy<LineExpert>? _expert;
    private readonly ConcurrentBag<LineWorkspace> _workspaces = [];

    /// <summary>Makes a reader.</summary>
    /// <param name="network">Classifies windows.</param>
    /// <param name="normalizer">Makes strips of lines.</param>
    /// <param name="confidence">Tells how sure a reading is; null takes the usual weights.</param>
    /// <param name="expert">Reads again what the network is not sure of; null: nobody does.</param>
    public LineReader(SlidingNetwork network, LineNormalizer normalizer, ReadingConfidence? confidence = null, Lazy<LineExpert>? expert = null)
    {
        _strips = new LineStrips(network, normalizer);
        _prober = new RowProber(_strips);
        _expert = expert;
        _confidence = confidence ?? new ReadingConfidence();
        _letters = new LetterReader(network, normalizer);
    }

    /// <summary>Reads a crop: the number's rectangle with some margin fills the picture.</summary>
    /// <param name="image">The crop.</param>
    /// <param name="minDigits">Fewest digits.</param>
    /// <param name="maxDigits">Most digits.</param>
    /// <param name="trace">Receives the strips; may be null.</param>
    /// <returns>What it reads as; no digits where there is no path.</returns>
    public LineReading ReadCrop(GrayImage image, int minDigits, int maxDigits, ReadingTrace? trace = null)
    {
        LineWorkspace workspace = Rent();
        using var patch = new LinePatch(image, new PixelBox(0, 0, image.Width, image.Height), Math.Clamp(image.Height / 44, 1, 64));
        LineGeometry found = LineGeometryEstimator.Estimate(patch);
        workspace.Begin(patch, minDigits, maxDigits, trace);
        trace?.Add("band", null, [found.Band], "rows of strong upright strokes");
        LineHypothesis best = Better(_strips.Try(workspace, found, 1f, LineStrips.Margin, false), _strips.Try(workspace, found.Adjust(0, 0.88f), 1.15f, LineStrips.Margin, false));
        if (best.Quality < Good)
        {
            LineGeometry prior = new LineGeometry(Quad.FromBox(new PixelBox(0, 0, image.Width, image.Height))).Adjust(0, 0.75f);
            best = Better(best, _strips.Try(workspace, prior, 1f, LineStrips.Margin, false));
            best = Better(best, _strips.Try(workspace, prior.Adjust(0, 0.8f), 1f, LineStrips.Margin, false));
            best = Better(best, _strips.Try(workspace, found.Adjust(0, 1.16f), 1f, LineStrips.Margin, false));
            best = Better(best, _strips.Try(workspace, found, 1f, LineStrips.Margin, true));
            best = Better(best, _strips.Try(workspace, found.Adjust(0, 0.75f), 1f, LineStrips.Margin, false));
        }

        LineReading reading = Conclude(workspace, best, isCrop: true);
        Return(workspace);
        return reading;
    }

    /// <summary>Reads the rows of a photograph.</summary>
    /// <param name="image">The photograph.</param>
    /// <param name="candidates">The rows, the most promising first.</param>
    /// <param name="minDigits">Fewest digits.</param>
    /// <param name="maxDigits">Most digits.</param>
    /// <param name="trace">Receives the strips; may be null.</param>
    /// <returns>Those that read as numbers, the most certain first; no two in one place.</returns>
    public List<LineReading> ReadCandidates(
        GrayImage image, IReadOnlyList<NumberLineCandidate> candidates, int minDigits, int maxDigits, ReadingTrace? trace = null)
    {
        LineWorkspace workspace = Rent();
        List<RowProbe> chosen = _prober.Probe(workspace, image, candidates, minDigits, maxDigits).Take(MaxLettered, MaxOthers);
        var readings = new List<LineReading>();
        ReadRows(workspace, image, chosen, minDigits, maxDigits, trace, readings);
        List<LineReading> ranked = LineRanking.Rank(readings);
        if (!ranked.Exists(line => line.Confidence * line.Belief > Sure))
        {
            // Perhaps the paper lies upside down.
            RowSelection reversed = _prober.Probe(workspace, image, [.. candidates.Take(MaxReversed).Select(candidate => candidate.Reversed())], minDigits, maxDigits);
            ReadRows(workspace, image, [.. reversed.Take(MaxLettered, MaxOthers).Where(probe => !chosen.Exists(known => known.Row == probe.Row))], minDigits, maxDigits, trace, readings);
            ranked = LineRanking.Rank(readings);
        }

        Return(workspace);
        return ranked;
    }

    private void ReadRows(
        LineWorkspace workspace, GrayImage image, List<RowProbe> rows, int minDigits, int maxDigits, ReadingTrace? trace, List<LineReading> readings)
    {
        foreach (RowProbe row in rows)
        {
            NumberLineCandidate candidate = row.Row;
            using LinePatch patch = RowProber.PatchOf(image, candidate);
            workspace.Begin(patch, minDigits, maxDigits, trace);
            workspace.Start = row.Start;
            LineGeometry geometry = new(candidate.Quad);
            int margin = RowProber.MarginOf(candidate);
            LineHypothesis best = _strips.Try(workspace, geometry, 1f, margin, false);
            if (best.Quality < Good && (row.HasLetters || candidate.Prominence > 0.5f))
            {
                best = Better(best, _strips.Try(workspace, geometry.Adjust(0, 1.12f), 1f, margin, false));
                best = Better(best, _strips.Try(workspace, geometry.Adjust(0, 0.9f), 1.12f, margin, false));
            }

            if (!row.HasLetters && candidate.Prominence <= 0.5f && !MayHaveHiddenLetters(workspace, best))
            {
                // At most a guess: what it reads as is said, and no more is done about it.
                Add(readings, best.Path.Count == 0 ? LineReading.Nothing : Vote(workspace, best, null), candidate);
                continue;
            }

            Add(readings, Conclude(workspace, WithSides(workspace, best), isCrop: false), candidate);
        }
    }

    private static void Add(List<LineReading> readings, LineReading reading, NumberLineCandidate candidate)
    {
        if (reading.Digits.Length > 0)
        {
            reading.Row = candidate;
            readings.Add(reading);
        }
    }

    // Letters of another size or height than the digits do not show at first sight.
    private bool MayHaveHiddenLetters(LineWorkspace workspace, LineHypothesis best) =>
        best.Path.Count > 0 && best.Quality > HiddenLetters && _letters.Glance(workspace.Patch, best, workspace) > HiddenLetters * 3;

    private static LineHypothesis Better(LineHypothesis a, LineHypothesis b) => b.Quality > a.Quality ? b : a;

    // A row may have been found in part: whether more digits stand beside the number shows only in a strip that reaches two digits beyond both its ends.
    private LineHypothesis WithSides(LineWorkspace workspace, LineHypothesis best)
    {
        if (best.Path.Count == 0)
        {
            return best;
        }

        float pitch = best.Path.Pitch * best.Step;
        float left = best.CenterColumn(0) - (0.5f * pitch);
        float right = best.CenterColumn(best.Path.Count - 1) + (0.5f * pitch);
        float reach = LineStrips.Margin + (1.7f * pitch);
        if (left > reach && right < best.Width - reach)
        {
            return best;
        }

        var band = new LineGeometry(new Quad(best.At(left, 0), best.At(right, 0), best.At(right, 1), best.At(left, 1)));
        LineHypothesis whole = _strips.Try(workspace, band, best.Stretch, LineStrips.Margin + (int)(2.6f * pitch), best.LightInk);
        return whole.Path.Count == 0 ? best : whole;
    }

    private LineReading Conclude(LineWorkspace workspace, LineHypothesis best, bool isCrop)
    {
        if (best.Path.Count == 0)
        {
            return LineReading.Nothing;
        }

        PixelPoint? start = workspace.Start;
        LineReading reading = ConcludeAlone(workspace, best, isCrop);
        return _expert is null || !IsDoubtful(reading, isCrop) ? reading : Consult(workspace, best, start, reading, isCrop);
    }

    // What is hopeless stays so, a row of a photograph without any letters is a guess at most, and a row whose digits are sure is read again only for letters that show without being sure.
    private static bool IsDoubtful(LineReading reading, bool isCrop) => (isCrop || reading.LettersPresence > AnyLetters) && IsDoubtful(reading);

    private static bool IsDoubtful(LineReading reading) =>
        reading.Confidence is > LeastDoubtful and < WellSure || (reading.Confidence >= WellSure && reading.LettersPresence > ShownLetters && reading.LettersConfidence < Certain);

    // The same strips as at first, read by the expert.
    private LineReading Consult(LineWorkspace workspace, LineHypothesis about, PixelPoint? start, LineReading first, bool isCrop)
    {
        workspace.Restart();
        workspace.Start = start;
        workspace.Expert = _expert!.Value;
        workspace.First = first;
        LineHypothesis best = _strips.Try(workspace, about.Geometry, about.Stretch, about.Margin, about.LightInk);
        LineReading reading = best.Path.Count == 0 ? first : ConcludeAlone(workspace, best, isCrop);
        return reading.Digits.Length == 0 ? first : reading;
    }

    private LineReading ConcludeAlone(LineWorkspace workspace, LineHypothesis best, bool isCrop)
    {
        // Small changes of the strip must not change the number; where a digit is not sure, more of them are heard.
        LineHypothesis about = best;
        if (!IsSettled(workspace.Used, best))
        {
            best = Vary(workspace, about, best, _variants);
        }

        LineReading reading = Vote(workspace, best, null);
        if (reading.WeakestDigit < Unsure)
        {
            best = Vary(workspace, about, best, _furtherVariants);
            reading = Vote(workspace, best, null);
        }

        // A crop may begin with the first digit.
        // What the first stage saw plainly in front of the same digits stays.
        if (workspace.First is { Pair: { } pair } first && first.LettersConfidence >= Certain && reading.Digits == first.Digits)
        {
            return Vote(workspace, best, pair);
        }

        bool hasRoom = !isCrop || best.CenterColumn(0) - best.Margin > 2.4f * best.Path.Pitch * best.Step;
        if (!hasRoom || !LineRanking.MayHaveLetters(reading) || (workspace.Expert?.Letters ?? _letters).Read(workspace.Patch, best, workspace) is not { } letters)
        {
            return reading;
        }

        LineReading lettered = Vote(workspace, best, letters);
        return lettered.Confidence < Certain && lettered.LettersConfidence > Sure ? ReadBehindLetters(workspace, best, letters) ?? lettered : lettered;
    }

    // If letters are sure, no digit stands where they do: paths that take one of them for a digit are no rivals.
    private LineReading? ReadBehindLetters(LineWorkspace workspace, LineHypothesis best, LetterPair letters)
    {
        float first = best.CenterColumn(0) - (0.5f * best.Path.Pitch * best.Step);
        PixelPoint start = best.At(first, 0.5f);
        LineHypothesis about = best;
        workspace.Restart();
        workspace.Start = start;
        LineHypothesis again = _strips.Try(workspace, about.Geometry, about.Stretch, about.Margin, about.LightInk);
        foreach ((float shift, float scale, float stretch) in (ReadOnlySpan<(float, float, float)>)[.. _variants, .. _furtherVariants])
        {
            again = Better(again, _strips.Try(workspace, about.Geometry.Adjust(shift, scale), about.Stretch * stretch, about.Margin, about.LightInk));
        }

        return again.Path.Count == 0 ? null : Vote(workspace, again, letters);
    }

    // Two strips that read the same number, each far ahead of any other, need no third.
    private static bool IsSettled(ReadOnlySpan<LineHypothesis> used, LineHypothesis best)
    {
        int clear = 0;
        foreach (LineHypothesis hypothesis in used)
        {
            clear += hypothesis.Path.Margin > Settled && hypothesis.Path.Count == best.Path.Count && NumberDecoder.SameNumber(hypothesis.Path, best.Path) ? 1 : 0;
        }

        return clear >= 2;
    }

    private LineHypothesis Vary(LineWorkspace workspace, LineHypothesis about, LineHypothesis best, (float Shift, float Scale, float Stretch)[] variants)
    {
        foreach ((float shift, float scale, float stretch) in variants)
        {
            best = Better(best, _strips.Try(workspace, about.Geometry.Adjust(shift, scale), about.Stretch * stretch, about.Margin, about.LightInk));
        }

        return best;
    }

    private LineReading Vote(LineWorkspace workspace, LineHypothesis best, LetterPair? letters)
    {
        int digits = best.Path.Count;
        Span<float> votes = workspace.Votes.AsSpan(0, digits * 10);
        votes.Clear();
        int voters = 0;
        int agreeing = 0;
        foreach (LineHypothesis hypothesis in workspace.Used)
        {
            if (hypothesis.Path.Count == 0 || hypothesis.Quality < best.Quality - 1.5f)
            {
                continue;
            }

            voters++;
            if (hypothesis.Path.Count == digits)
            {
                agreeing++;
                for (int j = 0; j < votes.Length; j++)
                {
                    votes[j] += hypothesis.Path.DigitScores[j];
                }
            }
        }

        return new LineReading(best, votes, agreeing, voters, workspace.Expert?.Confidence ?? _confidence, letters, workspace.First);
    }

    private LineWorkspace Rent() => _workspaces.TryTake(out LineWorkspace? pooled) ? pooled : new LineWorkspace();

    private void Return(LineWorkspace workspace)
    {
        workspace.End();
        _workspaces.Add(workspace);
    }
}
