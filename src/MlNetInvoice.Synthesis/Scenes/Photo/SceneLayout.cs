using MlNetInvoice.Imaging;
using MlNetInvoice.Synthesis.Invoices;
using MlNetInvoice.Synthesis.Scenes.Slips;

namespace MlNetInvoice.Synthesis.Scenes.Photo;

/// <summary>Where slips lie in a picture: turned and tilted, large enough to be read, every number in view and uncovered; slips may overlap otherwise.</summary>
internal sealed class SceneLayout(SceneOptions options, int width, int height, float severity)
{
    private readonly List<LaidSlip> _laid = [];

    /// <summary>The slips laid so far, the lowest first.</summary>
    public IReadOnlyList<LaidSlip> Laid => _laid;

    /// <summary>Lays a slip so that its pixels are the picture's.</summary>
    public void LayFlat(Slip slip)
    {
        var whole = new Quad(new(0, 0), new(slip.Width, 0), new(slip.Width, slip.Height), new(0, slip.Height));
        ProjectiveTransform map = ProjectiveTransform.FromRectangle(whole, slip.Width, slip.Height);
        _laid.Add(new LaidSlip(slip, map, map, null));
    }

    /// <summary>Finds a place for a slip among <paramref name="count"/>; false where there is none.</summary>
    public bool Lay(ref SampleRandom random, Slip slip, int count)
    {
        SampleRandom folds = random.Fork();
        bool screen = slip.Kind == SlipKind.List;
        CrumpleField? crumple = screen ? null : new CrumpleField(ref folds, slip.Width, slip.Height, slip.Kind is SlipKind.Office or SlipKind.Form ? 0.4f * severity : severity);
        float quarter = random.Chance(options.QuarterTurnShare) ? MathF.PI / 2 * (1 + random.Below(3)) : 0;
        float shrink = 1;
        for (int attempt = 0; attempt < 60; attempt++, shrink *= attempt > 20 ? 0.985f : 1)
        {
            float turn = Turn(ref random, count, screen);
            float scale = Scale(ref random, slip, count) * shrink;
            ProjectiveTransform map = Place(ref random, slip, scale, turn + quarter, count, (screen ? 0.03f : 0.05f) * severity);
            var laid = new LaidSlip(slip, map, map.Invert(), crumple);
            if (IsGood(laid, count))
            {
                _laid.Add(laid);
                return true;
            }
        }

        return false;
    }

    private float Turn(ref SampleRandom random, int count, bool screen)
    {
        float limit = options.MaximumTurn * MathF.PI / 180, reach = random.Chance(0.3f) ? 1 : 0.3f;
        float turn = Math.Clamp(random.Normal() * 0.5f * reach * limit, -limit, limit) * (count > 1 ? 1.3f : MathF.Min(1, 0.3f + severity));
        return Math.Clamp(screen ? 0.3f * turn : turn, -limit, limit);
    }

    /// <summary>Pixels of the picture per pixel of the sheet: alone it fills the picture, among others its share; its numbers stay readable.</summary>
    private float Scale(ref SampleRandom random, Slip slip, int count)
    {
        float fit = MathF.Min((float)width / slip.Width, (float)height / slip.Height), fill = MathF.Max((float)width / slip.Width, (float)height / slip.Height);
        float scale = count == 1
            ? MathF.Min(fill, fit * random.Range(0.75f, slip.Kind is SlipKind.Office or SlipKind.Form ? 1.12f : 1.5f))
            : MathF.Min(0.95f * fill, MathF.Sqrt(random.Range(0.55f, 0.95f) * width * height / count / ((float)slip.Width * slip.Height)));
        float cap = slip.Numbers.Count == 0 ? 20 : slip.Numbers.Min(number => number.DigitCharacters.Min(c => c.CapHeight));
        return MathF.Max(scale, random.Range(9, 15) / cap);
    }

    private ProjectiveTransform Place(ref SampleRandom random, Slip slip, float scale, float turn, int count, float tilt)
    {
        (float sin, float cos) = MathF.SinCos(turn);
        float centerX = (count == 1 ? random.Range(0.42f, 0.58f) : random.Range(0.08f, 0.92f)) * width;
        float centerY = (count == 1 ? random.Range(0.4f, 0.6f) : random.Range(0.08f, 0.92f)) * height;
        // A long slip may leave the picture below, as long as its number does not.
        float anchorX = slip.Width / 2f, anchorY = slip.Height * scale > 0.95f * height && random.Chance(0.8f) ? random.Range(0.2f, 0.5f) * height / scale : slip.Height / 2f;
        var corners = new PixelPoint[4];
        for (int i = 0; i < 4; i++)
        {
            float x = i is 1 or 2 ? slip.Width : 0, y = i is 2 or 3 ? slip.Height : 0;
            float dx = (x - anchorX) * scale, dy = (y - anchorY) * scale, reach = tilt * slip.Width * scale;
            corners[i] = new PixelPoint(centerX + (cos * dx) - (sin * dy) + random.Range(-reach, reach), centerY + (sin * dx) + (cos * dy) + random.Range(-reach, reach));
        }

        return ProjectiveTransform.FromRectangle(new Quad(corners[0], corners[1], corners[2], corners[3]), slip.Width, slip.Height);
    }

    private bool IsGood(LaidSlip laid, int count)
    {
        float air = 0.012f * MathF.Min(width, height);
        foreach (SlipNumber number in laid.Slip.Numbers)
        {
            foreach (Quad quad in (Quad[])[laid.ToPicture(number.LettersQuad), laid.ToPicture(number.DigitsQuad)])
            {
                if (!IsInView(quad.TopLeft, air) || !IsInView(quad.TopRight, air) || !IsInView(quad.BottomLeft, air) || !IsInView(quad.BottomRight, air))
                {
                    return false;
                }
            }
        }

        if (laid.Slip.Numbers.Count == 0 && count == 1)
        {
            return true;
        }

        var whole = new Quad(new(0, 0), new(laid.Slip.Width, 0), new(laid.Slip.Width, laid.Slip.Height), new(0, laid.Slip.Height));
        Quad outline = laid.Map.Map(whole);
        return _laid.All(other => other.Hides(outline) < 0.45f && other.Slip.Numbers.All(number => IsFree(other, number, laid)));
    }

    /// <summary>Whether a slip leaves the number of another, with air round it, in sight.</summary>
    private static bool IsFree(LaidSlip other, SlipNumber number, LaidSlip laid)
    {
        Quad digits = number.DigitsQuad, letters = number.LettersQuad;
        float cap = digits.BottomLeft.Y - digits.TopLeft.Y;
        Quad Grown(Quad q) => new(
            new(q.TopLeft.X - cap, q.TopLeft.Y - (0.7f * cap)), new(q.TopRight.X + cap, q.TopRight.Y - (0.7f * cap)),
            new(q.BottomRight.X + cap, q.BottomRight.Y + (0.7f * cap)), new(q.BottomLeft.X - cap, q.BottomLeft.Y + (0.7f * cap)));
        return laid.Hides(other.ToPicture(Grown(digits))) == 0 && laid.Hides(other.ToPicture(Grown(letters))) == 0;
    }

    private bool IsInView(PixelPoint point, float air) => point.X > air && point.Y > air && point.X < width - air && point.Y < height - air;
}
