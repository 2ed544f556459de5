using MlNetInvoice.Imaging;

namespace MlNetInvoice.Data.Printed.Lines;

/// <summary>Where a window is cut from a line, and what it shows.</summary>
internal readonly record struct WindowPlace(PixelPoint Center, float CapHeight, float Angle, int Class)
{
    /// <summary>On a character of a kind, as truly as the jitters allow; where the line has none of that kind, on any character of a class.</summary>
    public static WindowPlace OnCharacter(PrintedLine line, ref SampleRandom random, PrintedWindowOptions options, Func<char, bool> wanted)
    {
        PrintedCharacter? found = Pick(line, ref random, wanted) ?? Pick(line, ref random, char.IsAsciiLetterOrDigit);
        if (found is not { } character)
        {
            return OnNothing(line, ref random);
        }

        // A reader finds the middle of the ink, or the middle of a cell of the pitch.
        float between = random.Chance(0.5f) ? 0 : random.Range(0, 0.6f);
        float jitter = options.PositionJitter * character.CapHeight;
        var center = new PixelPoint(
            character.Center.X + (between * (character.CellCenter.X - character.Center.X)) + random.Range(-jitter, jitter),
            character.Center.Y + random.Range(-jitter, jitter));
        float cap = character.CapHeight * (1 + random.Range(-options.ScaleJitter, options.ScaleJitter));
        float turn = options.AngleJitter * MathF.PI / 180;
        return new WindowPlace(center, cap, character.Angle + random.Range(-turn, turn), PrintedClasses.IndexOf(character.Character));
    }

    /// <summary>On what is no single character: between two, on a symbol, off the line, at a wrong scale, on empty paper.</summary>
    public static WindowPlace OnNothing(PrintedLine line, ref SampleRandom random)
    {
        IReadOnlyList<PrintedCharacter> all = line.Characters;
        float kind = random.NextFloat();
        if (kind < 0.25f && Pick(line, ref random, static c => !char.IsAsciiLetterOrDigit(c)) is { } symbol)
        {
            float jitter = 0.12f * symbol.CapHeight;
            return At(symbol, ref random, random.Range(-jitter, jitter), random.Range(-jitter, jitter), random.Range(0.88f, 1.12f));
        }

        if (kind < 0.6f && all.Count > 1)
        {
            // Between two neighbours: nearer to the middle of the gap than to either.
            int i = random.Below(all.Count - 1);
            PrintedCharacter a = all[i], b = all[i + 1];
            float share = random.Range(0.38f, 0.62f), distance = b.Center.X - a.Center.X;
            if (distance > 0.3f * a.CapHeight)
            {
                return At(a, ref random, share * distance, random.Range(-0.12f, 0.12f) * a.CapHeight, random.Range(0.88f, 1.12f));
            }
        }

        PrintedCharacter any = all[random.Below(all.Count)];
        float aside = random.Range(-0.5f, 0.5f) * any.Pitch;
        return kind switch
        {
            < 0.75f => At(any, ref random, aside, (random.Chance(0.5f) ? -1 : 1) * random.Range(0.42f, 0.9f) * any.CapHeight, random.Range(0.85f, 1.15f)),
            < 0.84f => At(any, ref random, aside, random.Range(-0.3f, 0.3f) * any.CapHeight, random.Range(0.3f, 0.55f)),
            < 0.92f => At(any, ref random, aside, random.Range(-0.3f, 0.3f) * any.CapHeight, random.Range(1.8f, 2.6f)),
            _ => OnPaper(line, ref random),
        };
    }

    /// <summary>Left or right of the line's ends, at least 0.6 of a capital off the ink.</summary>
    private static WindowPlace OnPaper(PrintedLine line, ref SampleRandom random)
    {
        bool left = random.Chance(0.5f);
        PrintedCharacter end = line.Characters[left ? 0 : line.Characters.Count - 1];
        float off = (end.Width / 2) + (random.Range(0.35f, 0.9f) * end.CapHeight);
        return At(end, ref random, left ? -off : off, random.Range(-0.3f, 0.3f) * end.CapHeight, random.Range(0.7f, 1.3f));
    }

    private static WindowPlace At(PrintedCharacter character, ref SampleRandom random, float dx, float dy, float scale) => new(
        new PixelPoint(character.Center.X + dx, character.Center.Y + dy),
        character.CapHeight * scale,
        character.Angle + random.Range(-0.05f, 0.05f),
        PrintedClasses.None);

    private static PrintedCharacter? Pick(PrintedLine line, ref SampleRandom random, Func<char, bool> wanted)
    {
        int count = 0;
        PrintedCharacter? picked = null;
        foreach (PrintedCharacter character in line.Characters)
        {
            // Reservoir of one: each of the wanted ones is as likely.
            if (wanted(character.Character) && random.Below(++count) == 0)
            {
                picked = character;
            }
        }

        return picked;
    }
}
