using System.Buffers;
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
    // A window's middle must be able to stand on the line's ends.
    private const int CropMargin = LineNormalizer.WindowColumns / 2;
    private const int MaxWidth = 1600;

    /// <summary>Path score per digit below which a row of a photograph is no number.</summary>
    private const float Hopeless = -1.6f;

    /// <summary>Most rows of a photograph that one strip is laid over.</summary>
    private const int MaxProbes = 20;

    /// <summary>Rows that are probed whatever their shape.</summary>
    private const int AlwaysProbed = 8;

    /// <summary>Width of a probed strip relative to its height: narrower than what is read, because it need not tell the digits for certain.</summary>
    private const float ProbeStretch = 0.85f;

    /// <summary>Most rows that are tried upside down if nothing reads upright.</summary>
    private const int MaxReversed = 14;

    /// <summary>Pitches left of a row of eight glyphs that a strip shows, for the letters.</summary>
    private const float LetterRoom = 2f;

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

    /// <summary>Logarithm of the probability that no digit stands behind the number, below which one does.</summary>
    private const float DigitBehind = -0.7f;

    /// <summary>Score of a pair of letters at first sight from which another place of the digits is not tried.</summary>
    private const float PlainPair = -0.6f;

    /// <summary>By how much digits behind a letter that looks like one may read worse, path score per digit.</summary>
    private const float WorseBehindLetter = 0.3f;

    /// <summary>Lead over any other number from which a strip is clear.</summary>
    private const float Settled = 2f;

    private static readonly (float Shift, float Scale, float Stretch)[] _variants = [(0.04f, 1.06f, 1.08f), (-0.04f, 0.95f, 0.94f)];
    private static readonly (float Shift, float Scale, float Stretch)[] _furtherVariants =
        [(0f, 0.92f, 1.18f), (0.07f, 1f, 0.88f), (-0.07f, 1.08f, 1f)];

    // Digits that B, D, I, O, Q, S, T, Z and G are taken for.
    private static readonly SearchValues<char> _letterLike = SearchValues.Create("0125678");

    private readonly SlidingNetwork _network;
    private readonly LineNormalizer _normalizer;
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
        _network = network;
        _expert = expert;
        _confidence = confidence ?? new ReadingConfidence();
        _normalizer = normalizer;
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
        LineHypothesis best = Better(Try(workspace, found, 1f, CropMargin, false), Try(workspace, found.Adjust(0, 0.88f), 1.15f, CropMargin, false));
        if (best.Quality < Good)
        {
            LineGeometry prior = new LineGeometry(Quad.FromBox(new PixelBox(0, 0, image.Width, image.Height))).Adjust(0, 0.75f);
            best = Better(best, Try(workspace, prior, 1f, CropMargin, false));
            best = Better(best, Try(workspace, prior.Adjust(0, 0.8f), 1f, CropMargin, false));
            best = Better(best, Try(workspace, found.Adjust(0, 1.16f), 1f, CropMargin, false));
            best = Better(best, Try(workspace, found, 1f, CropMargin, true));
            best = Better(best, Try(workspace, found.Adjust(0, 0.75f), 1f, CropMargin, false));
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
        var selection = new RowSelection();
        ProbeRows(workspace, image, candidates, minDigits, maxDigits, selection);
        List<RowProbe> chosen = selection.Take(MaxLettered, MaxOthers);
        var readings = new List<LineReading>();
        ReadRows(workspace, image, chosen, minDigits, maxDigits, trace, readings);
        List<LineReading> ranked = LineRanking.Rank(readings);
        if (!ranked.Exists(line => line.Confidence * line.Belief > Sure))
        {
            // Perhaps the paper lies upside down.
            var reversed = new RowSelection();
            ProbeRows(workspace, image, [.. candidates.Take(MaxReversed).Select(candidate => candidate.Reversed())], minDigits, maxDigits, reversed);
            ReadRows(workspace, image, [.. reversed.Take(MaxLettered, MaxOthers).Where(probe => !chosen.Exists(known => known.Row == probe.Row))], minDigits, maxDigits, trace, readings);
            ranked = LineRanking.Rank(readings);
        }

        Return(workspace);
        return ranked;
    }

    private void ProbeRows(
        LineWorkspace workspace, GrayImage image, IReadOnlyList<NumberLineCandidate> candidates, int minDigits, int maxDigits, RowSelection selection)
    {
        int probes = 0;
        for (int i = 0; i < candidates.Count && probes < MaxProbes; i++)
        {
            NumberLineCandidate candidate = candidates[i];
            if ((i >= AlwaysProbed && !selection.IsLikely(candidate, candidates[0])) || !selection.IsWorthProbing(candidate))
            {
                continue;
            }

            probes++;
            RowProbe probe = Probe(workspace, image, candidate, minDigits, maxDigits);
            selection.Add(probe);
            if (probe.Quality is > Hopeless and < RowSelection.Clear && !candidate.IsReversed && !probe.HasLetters)
            {
                // One slip of several may lie upside down; digits read as other digits then, but hardly as well.
                selection.Add(Probe(workspace, image, candidate.Reversed(), minDigits, maxDigits));
            }
        }
    }

    private void ReadRows(
        LineWorkspace workspace, GrayImage image, List<RowProbe> rows, int minDigits, int maxDigits, ReadingTrace? trace, List<LineReading> readings)
    {
        foreach (RowProbe row in rows)
        {
            NumberLineCandidate candidate = row.Row;
            using LinePatch patch = CutPatch(image, candidate);
            workspace.Begin(patch, minDigits, maxDigits, trace);
            workspace.Start = row.Start;
            LineGeometry geometry = new(candidate.Quad);
            int margin = MarginOf(candidate);
            LineHypothesis best = Try(workspace, geometry, 1f, margin, false);
            if (best.Quality < Good && (row.HasLetters || candidate.Prominence > 0.5f))
            {
                best = Better(best, Try(workspace, geometry.Adjust(0, 1.12f), 1f, margin, false));
                best = Better(best, Try(workspace, geometry.Adjust(0, 0.9f), 1.12f, margin, false));
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

    private static int MarginOf(NumberLineCandidate candidate) =>
        CropMargin + (int)Math.Clamp(2.6f * candidate.Pitch * LineNormalizer.CapHeight / Math.Max(1f, candidate.CapHeight), 20f, 90f);

    // The row with room for the letters before it, and for strips that reach beyond its ends.
    private static LinePatch CutPatch(GrayImage image, NumberLineCandidate candidate)
    {
        LineGeometry row = new(candidate.Quad);
        float ends = 9f * candidate.Pitch / Math.Max(1f, row.Length);
        var region = new Quad(row.At(-ends, -0.6f), row.At(1 + ends, -0.6f), row.At(1 + ends, 1.6f), row.At(-ends, 1.6f));
        return new LinePatch(image, LineNormalizer.Bounds(region), Math.Clamp((int)(row.Height / 22f), 1, 64));
    }

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
        float reach = CropMargin + (1.7f * pitch);
        if (left > reach && right < best.Width - reach)
        {
            return best;
        }

        var band = new LineGeometry(new Quad(best.At(left, 0), best.At(right, 0), best.At(right, 1), best.At(left, 1)));
        LineHypothesis whole = Try(workspace, band, best.Stretch, CropMargin + (int)(2.6f * pitch), best.LightInk);
        return whole.Path.Count == 0 ? best : whole;
    }

    // One strip over a row, with room for two letters in front.
    private RowProbe Probe(LineWorkspace workspace, GrayImage image, NumberLineCandidate candidate, int minDigits, int maxDigits)
    {
        using LinePatch patch = CutPatch(image, candidate);
        workspace.Begin(patch, minDigits, maxDigits, null);
        LineGeometry row = new(candidate.Quad);
        float room = Math.Max(0, LetterRoom - Math.Max(0, candidate.GlyphCount - 8)) * candidate.Pitch / Math.Max(1f, row.Length);
        var geometry = new LineGeometry(new Quad(row.At(-room, 0), row.At(1, 0), row.At(1, 1), row.At(-room, 1)));
        LineHypothesis found = Try(workspace, geometry, ProbeStretch, MarginOf(candidate), false, isProbe: true);
        if (found.Path.Count == 0)
        {
            return new RowProbe(candidate, float.NegativeInfinity, "", candidate.Quad, float.NegativeInfinity);
        }

        ReadOnlySpan<float> scores = workspace.Scores.AsSpan(0, _network.GetPositions(found.Width) * PrintedClasses.Count);
        var probe = new RowProbe(candidate, found.Quality, found.Path.ToString(), found.Box, LetterReader.Glance(scores, found.Path));
        return MayBeginWithLetter(probe, found.Path) && BehindLetter(workspace, candidate, found, scores) is { } shifted && shifted.Letters > probe.Letters && shifted.HasLetters ? shifted : probe;
    }

    // More digits than wanted in one row, the first of which looks like a letter: perhaps it is the second of two letters printed without a dash, such as the O of BO37699711.
    private static bool MayBeginWithLetter(in RowProbe probe, NumberPath path) => path.IsolationAfter < DigitBehind && _letterLike.Contains(probe.Digits[0]) && probe.Letters < PlainPair;

    private RowProbe? BehindLetter(LineWorkspace workspace, NumberLineCandidate row, LineHypothesis found, ReadOnlySpan<float> scores)
    {
        PixelPoint start = found.At(found.CenterColumn(0) + (0.5f * found.Path.Pitch * found.Step), 0.5f);
        int first = found.Path.Positions[0] + (int)MathF.Round(0.5f * found.Path.Pitch);
        float quality = found.Quality;
        workspace.Decoder.Decode(scores, scores.Length / PrintedClasses.Count, workspace.MinDigits, workspace.MaxDigits, 7f / _network.Step, 26f / _network.Step, found.Path, isProbe: true, first);
        return found.Path.Count == 0 || found.Quality < quality - WorseBehindLetter
            ? null
            : new RowProbe(row, found.Quality, found.Path.ToString(), found.Box, LetterReader.Glance(scores, found.Path)) { Start = start };
    }

    private LineHypothesis Try(LineWorkspace workspace, LineGeometry geometry, float stretch, int margin, bool lightInk, bool isProbe = false)
    {
        LineHypothesis hypothesis = workspace.Next();
        hypothesis.Geometry = geometry;
        hypothesis.Stretch = stretch;
        hypothesis.Margin = margin;
        hypothesis.LightInk = lightInk;
        SlidingNetwork network = workspace.Expert?.Network ?? _network;
        hypothesis.Step = network.Step;
        hypothesis.Width = geometry.GetStripWidth(stretch, margin);
        hypothesis.Path.Count = 0;
        int positions = network.GetPositions(hypothesis.Width);
        if (positions == 0 || hypothesis.Width > MaxWidth)
        {
            return hypothesis;
        }

        int length = LineNormalizer.Rows * hypothesis.Width;
        workspace.Reserve(length, positions * PrintedClasses.Count);
        Span<byte> strip = workspace.Strip.AsSpan(0, length);
        Span<float> scores = workspace.Scores.AsSpan(0, positions * PrintedClasses.Count);
        _normalizer.Normalize(workspace.Patch, geometry.GetStrip(hypothesis.Width, margin), hypothesis.Width, strip, lightInk);
        network.Classify(strip, hypothesis.Width, scores);
        int firstWindow = workspace.Start is { } place ? (int)Math.Max(0, (hypothesis.ColumnOf(place) - (LineNormalizer.WindowColumns / 2f)) / network.Step) : 0;
        workspace.Decoder.Decode(scores, positions, workspace.MinDigits, workspace.MaxDigits, 7f / network.Step, 26f / network.Step, hypothesis.Path, isProbe, firstWindow);
        workspace.Trace?.AddStrip(strip, hypothesis);
        return hypothesis;
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
        LineHypothesis best = Try(workspace, about.Geometry, about.Stretch, about.Margin, about.LightInk);
        LineReading reading = best.Path.Count == 0 ? first : ConcludeAlone(workspace, best, isCrop, first);
        return reading.Digits.Length == 0 ? first : reading;
    }

    private LineReading ConcludeAlone(LineWorkspace workspace, LineHypothesis best, bool isCrop, LineReading? known = null)
    {
        // Small changes of the strip must not change the number; where a digit is not sure, more of them are heard.
        LineHypothesis first = best;
        if (!IsSettled(workspace.Used, best))
        {
            best = Vary(workspace, first, best, _variants);
        }

        LineReading reading = Vote(workspace, best, null);
        if (reading.WeakestDigit < Unsure)
        {
            best = Vary(workspace, first, best, _furtherVariants);
            reading = Vote(workspace, best, null);
        }

        // A crop may begin with the first digit.
        // What the first stage saw plainly in front of the same digits stays.
        if (known is { Pair: { } pair } && known.LettersConfidence >= Certain && reading.Digits == known.Digits)
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
        LineHypothesis again = Try(workspace, about.Geometry, about.Stretch, about.Margin, about.LightInk);
        foreach ((float shift, float scale, float stretch) in (ReadOnlySpan<(float, float, float)>)[.. _variants, .. _furtherVariants])
        {
            again = Better(again, Try(workspace, about.Geometry.Adjust(shift, scale), about.Stretch * stretch, about.Margin, about.LightInk));
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
            best = Better(best, Try(workspace, about.Geometry.Adjust(shift, scale), about.Stretch * stretch, about.Margin, about.LightInk));
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
