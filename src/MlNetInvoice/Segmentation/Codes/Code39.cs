using System.Collections.Concurrent;

namespace MlNetInvoice.Segmentation.Codes;

/// <summary>
/// The characters of Code 39 (ISO/IEC 16388) as light falls on them: nine elements, bars and gaps in turns, three of them wide, and a narrow gap to the next character.
/// </summary>
internal static class Code39
{
    /// <summary>The characters a certificate uses, the start and stop sign last.</summary>
    public const string Characters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ*";

    /// <summary>Place of the start and stop sign.</summary>
    public const int Sign = 36;

    /// <summary>Samples of a character's profile, from the middle of the gap before it to the middle of that behind it.</summary>
    public const int Samples = 48;

    private const int Elements = 9;

    // Each character's wide elements, the first element in the highest bit.
    private static readonly int[] _wide =
    [
        0b000110100, 0b100100001, 0b001100001, 0b101100000, 0b000110001, 0b100110000, 0b001110000, 0b000100101, 0b100100100, 0b001100100,
        0b100001001, 0b001001001, 0b101001000, 0b000011001, 0b100011000, 0b001011000, 0b000001101, 0b100001100, 0b001001100, 0b000011100,
        0b100000011, 0b001000011, 0b101000010, 0b000010011, 0b100010010, 0b001010010, 0b000000111, 0b100000110, 0b001000110, 0b000010110,
        0b110000001, 0b011000001, 0b111000000, 0b010010001, 0b110010000, 0b011010000, 0b010010100,
    ];

    private static readonly ConcurrentDictionary<(float Wide, float Blur), float[]> _profiles = new();

    /// <summary>The darkness of every character along a line across its bars, <see cref="Samples"/> values each, of mean 0 and length 1.</summary>
    /// <param name="wide">Width of a wide element in narrow ones, 2 to 3.</param>
    /// <param name="blur">Standard deviation of the blur in narrow elements.</param>
    public static ReadOnlySpan<float> Profiles(float wide, float blur) => _profiles.GetOrAdd((wide, blur), static key => Render(key.Wide, key.Blur));

    private static float[] Render(float wide, float blur)
    {
        float[] profiles = new float[Characters.Length * Samples];
        for (int character = 0; character < Characters.Length; character++)
        {
            Render(_wide[character], wide, blur, profiles.AsSpan(character * Samples, Samples));
        }

        return profiles;
    }

    private static void Render(int pattern, float wide, float blur, Span<float> profile)
    {
        float units = Elements - 3 + (3 * wide) + 1;
        profile.Clear();
        // Half a gap lies before the first bar; what borders on it are bars again.
        Darken(profile, units, blur, -1.5f, -0.5f);
        float at = 0.5f;
        for (int i = 0; i < Elements; i++)
        {
            float end = at + (((pattern >> (Elements - 1 - i)) & 1) == 1 ? wide : 1);
            if ((i & 1) == 0)
            {
                Darken(profile, units, blur, at, end);
            }

            at = end;
        }

        Darken(profile, units, blur, units + 0.5f, units + 1.5f);
        float mean = 0, length = 0;
        foreach (float value in profile)
        {
            mean += value / Samples;
        }

        foreach (float value in profile)
        {
            length += (value - mean) * (value - mean);
        }

        foreach (ref float value in profile)
        {
            value = (value - mean) / MathF.Sqrt(length);
        }
    }

    private static void Darken(Span<float> profile, float units, float blur, float from, float to)
    {
        for (int i = 0; i < profile.Length; i++)
        {
            float at = (i + 0.5f) * units / Samples;
            profile[i] += Integral((to - at) / blur) - Integral((from - at) / blur);
        }
    }

    // The normal distribution's integral, by the logistic function: no further off than a hundredth.
    private static float Integral(float x) => 1 / (1 + MathF.Exp(-1.702f * x));
}
