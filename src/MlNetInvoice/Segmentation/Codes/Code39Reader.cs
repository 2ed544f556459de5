using System.Numerics;
using System.Runtime.InteropServices;
using MlNetInvoice.Fields;

namespace MlNetInvoice.Segmentation.Codes;

/// <summary>
/// Reads a certificate's Code 39 although its narrow bars may be two thirds of a pixel wide, too fine to tell each of them from its neighbours: every character is told by the likeness of its whole
/// profile, blurred as the picture is, and the row of characters that is likest all in all is searched for (Viterbi 1967), each about as wide as the one before. What it says is given where no other
/// character comes near at any place, since the code has no check sum.
/// </summary>
internal static class Code39Reader
{
    private const int CharacterCount = BarcodeText.Length + 2;
    private const int Samples = Code39.Samples;

    // How far a character may stand from where even widths would put it, and from the one before, in samples.
    private const int Slack = 14;
    private const int Drift = 2;
    private const float DriftCost = 0.01f;

    // Of 800 readings of 400 generated certificates those that were wrong led by 0.64 at most; of the 682 right ones 648 lead by more than 0.8.
    private const float LeastLikeness = 0.9f;
    private const float LeastLead = 0.9f;

    // The likeness of both ends to the start and stop sign.
    private const float LeastSign = 0.6f;

    private static readonly float[] _wides = [3f, 2.5f, 2f];
    private static readonly float[] _blurs = [0.3f, 0.6f, 0.9f, 1.2f];

    /// <summary>Reads bars.</summary>
    /// <param name="band">Bars in a picture.</param>
    /// <returns>What they say; null where there is no bar code, or it is not sure.</returns>
    public static Code39Text? Read(BarBand band) => Guess(band) is { Likeness: >= LeastLikeness, Lead: >= LeastLead } bars ? bars : null;

    /// <summary>What bars may say, sure or not; null where they do not begin and end as a bar code does.</summary>
    /// <param name="band">Bars in a picture.</param>
    public static Code39Text? Guess(BarBand band)
    {
        if (Extent(band.Dark) is not { } extent || Ends(band.Dark, extent) is not { } ends)
        {
            return null;
        }

        float width = (ends.To - ends.From) / CharacterCount;
        float[] profile = Resample(band.Dark, ends.From - (width * Slack / Samples), width, (CharacterCount * Samples) + (2 * Slack));
        Code39Text best = default;
        foreach (float blur in _blurs)
        {
            Code39Text bars = Follow(profile, Code39.Profiles(ends.Wide, blur));
            best = bars.Likeness > best.Likeness ? bars : best;
        }

        return best.Text is null ? null : best with { From = ends.From / band.Dark.Length, To = ends.To / band.Dark.Length };
    }

    // Where light and dark alternate, in samples.
    private static (float From, float To)? Extent(ReadOnlySpan<float> dark)
    {
        int window = dark.Length / 40;
        float[] changes = new float[dark.Length];
        float sum = 0, most = 0;
        for (int i = 2; i < dark.Length; i++)
        {
            sum += Math.Abs(dark[i] - dark[i - 2]) - (i - window >= 2 ? Math.Abs(dark[i - window] - dark[i - window - 2]) : 0);
            changes[Math.Max(0, i - (window / 2))] = sum;
            most = Math.Max(most, sum);
        }

        int middle = dark.Length / 2, from = -1, to = -1;
        for (int i = 0, start = -1; i <= changes.Length; i++)
        {
            bool isBusy = i < changes.Length && changes[i] > 0.3f * most;
            start = isBusy && start < 0 ? i : start;
            if (!isBusy && start >= 0)
            {
                (from, to) = i - start > to - from ? (start, i) : (from, to);
                start = -1;
            }
        }

        return from < middle && to > middle && to - from > dark.Length / 4 ? (from, to) : null;
    }

    // The place of the first and the last character, and how wide their wide elements are: both must be the start and stop sign.
    private static (float From, float To, float Wide)? Ends(ReadOnlySpan<float> dark, (float From, float To) extent)
    {
        float width = (extent.To - extent.From) / CharacterCount, best = LeastSign;
        (float From, float To, float Wide)? ends = null;
        Span<float> sign = stackalloc float[Samples];
        foreach (float wide in _wides)
        {
            ReadOnlySpan<float> profile = Code39.Profiles(wide, 0.6f).Slice(Code39.Sign * Samples, Samples);
            for (float scale = 0.94f; scale < 1.061f; scale += 0.02f)
            {
                float own = width * scale;
                (float first, float from) = Place(dark, extent.From, own, profile, sign);
                (float last, float to) = Place(dark, extent.To - own, own, profile, sign);
                float whole = (to + own - from) / (CharacterCount * own);
                // The ends must fit the width that found them.
                if (Math.Min(first, last) > best && whole is > 0.97f and < 1.03f)
                {
                    best = Math.Min(first, last);
                    ends = (from, to + own, wide);
                }
            }
        }

        return ends;
    }

    private static (float Likeness, float At) Place(ReadOnlySpan<float> dark, float about, float width, ReadOnlySpan<float> profile, Span<float> part)
    {
        (float Likeness, float At) best = (-1, about);
        for (float at = about - (1.1f * width); at <= about + (1.1f * width); at += width / 32)
        {
            Resample(dark, at, width, part);
            float likeness = Likeness(part, profile);
            best = likeness > best.Likeness ? (likeness, at) : best;
        }

        return best;
    }

    private static float[] Resample(ReadOnlySpan<float> dark, float from, float width, int count)
    {
        float[] samples = new float[count];
        Resample(dark, from, width, samples);
        return samples;
    }

    private static void Resample(ReadOnlySpan<float> dark, float from, float width, Span<float> samples)
    {
        for (int i = 0; i < samples.Length; i++)
        {
            float at = Math.Clamp(from + ((i + 0.5f) * width / Samples) - 0.5f, 0, dark.Length - 1.001f);
            int whole = (int)at;
            samples[i] = dark[whole] + ((at - whole) * (dark[whole + 1] - dark[whole]));
        }
    }

    // The correlation of a part with a profile of mean 0 and length 1.
    private static float Likeness(ReadOnlySpan<float> part, ReadOnlySpan<float> profile)
    {
        ReadOnlySpan<Vector<float>> parts = MemoryMarshal.Cast<float, Vector<float>>(part), profiles = MemoryMarshal.Cast<float, Vector<float>>(profile);
        Vector<float> sum = default, squares = default, product = default;
        for (int i = 0; i < parts.Length; i++)
        {
            sum += parts[i];
            squares += parts[i] * parts[i];
            product += parts[i] * profiles[i];
        }

        float mean = Vector.Sum(sum) / Samples, length = Vector.Sum(squares) - (Samples * mean * mean);
        return length < 1 ? 0 : Vector.Sum(product) / MathF.Sqrt(length);
    }

    private static (int From, int To) Class(int place) => place is 0 or CharacterCount - 1 ? (Code39.Sign, Code39.Sign + 1) : place is 6 or 7 ? (10, Code39.Sign) : (0, 10);

    private static Code39Text Follow(ReadOnlySpan<float> profile, ReadOnlySpan<float> characters)
    {
        const int offsets = (2 * Slack) + 1;
        Span<(float Likeness, float Second, int Character)> seen = new (float, float, int)[CharacterCount * offsets];
        Span<float> total = stackalloc float[offsets], next = stackalloc float[offsets];
        Span<sbyte> from = new sbyte[CharacterCount * offsets];
        for (int place = 0; place < CharacterCount; place++)
        {
            (int first, int end) = Class(place);
            for (int offset = 0; offset < offsets; offset++)
            {
                (float Likeness, float Second, int Character) best = (-1, -1, first);
                ReadOnlySpan<float> part = profile.Slice((place * Samples) + offset, Samples);
                for (int character = first; character < end; character++)
                {
                    float likeness = Likeness(part, characters.Slice(character * Samples, Samples));
                    best = likeness > best.Likeness ? (likeness, best.Likeness, character) : best with { Second = Math.Max(best.Second, likeness) };
                }

                seen[(place * offsets) + offset] = best;
                int previous = offset;
                for (int other = Math.Max(0, offset - Drift); place > 0 && other <= Math.Min(offsets - 1, offset + Drift); other++)
                {
                    previous = total[other] - (DriftCost * Math.Abs(other - offset)) > total[previous] - (DriftCost * Math.Abs(previous - offset)) ? other : previous;
                }

                from[(place * offsets) + offset] = (sbyte)previous;
                next[offset] = best.Likeness + (place > 0 ? total[previous] - (DriftCost * Math.Abs(previous - offset)) : 0);
            }

            next.CopyTo(total);
        }

        int at = 0;
        for (int offset = 1; offset < offsets; offset++)
        {
            at = total[offset] > total[at] ? offset : at;
        }

        Span<char> text = stackalloc char[BarcodeText.Length];
        float lead = float.PositiveInfinity, mean = 0;
        for (int place = CharacterCount - 1; place >= 0; place--)
        {
            (float likeness, float second, int character) = seen[(place * offsets) + at];
            mean += likeness / CharacterCount;
            if (place is > 0 and < CharacterCount - 1)
            {
                text[place - 1] = Code39.Characters[character];
                lead = Math.Min(lead, MathF.Log(Unexplained(second) / Unexplained(likeness)));
            }

            at = from[(place * offsets) + at];
        }

        return new Code39Text(text.ToString(), mean, lead, 0, 0);
    }

    private static float Unexplained(float likeness) => 1.0005f - (Math.Max(0, likeness) * Math.Max(0, likeness));
}
