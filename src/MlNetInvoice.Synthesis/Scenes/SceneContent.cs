using MlNetInvoice.Synthesis.Scenes.Negatives;
using MlNetInvoice.Synthesis.Scenes.Slips;

namespace MlNetInvoice.Synthesis.Scenes;

/// <summary>The slips of a scene, the lowest first, and what to say of it; null: how many of them found a place.</summary>
internal sealed record SceneContent(List<Slip> Slips, string? Note, bool IsScreen = false)
{
    public static SceneContent Draw(ref SampleRandom random, SceneFaces faces, SceneKind kind, float severity) => kind switch
    {
        SceneKind.Certificate => new([CertificateSlip.Draw(ref random, faces, SceneText.Number(ref random), severity)], "certificate"),
        SceneKind.Register => new([RegisterSlip.Draw(ref random, faces, SceneText.Number(ref random), severity)], "register slip"),
        SceneKind.Form => new([Form(ref random, faces, severity)], "form in three parts"),
        SceneKind.Office => new([OfficeSheet.Draw(ref random, faces, SceneText.Number(ref random), severity)], "A4 certificate"),
        SceneKind.List => new([ScreenList.Draw(ref random, faces)], "list on a screen", IsScreen: true),
        SceneKind.Pair => Pair(ref random, faces, severity),
        SceneKind.Several => Several(ref random, faces, severity),
        _ => NegativeSheet.Draw(ref random, faces, severity),
    };

    private static Slip Form(ref SampleRandom random, SceneFaces faces, float severity) => random.Chance(0.65f)
        ? ThreePartForm.Draw(ref random, faces, SceneText.Number(ref random), severity)
        : TillForm.Draw(ref random, faces, SceneText.Number(ref random), severity);

    private static SceneContent Several(ref SampleRandom random, SceneFaces faces, float severity)
    {
        var slips = new List<Slip>();
        for (int count = 2 + random.Below(5); slips.Count < count;)
        {
            float which = random.NextFloat();
            slips.Add(which < 0.42f ? CertificateSlip.Draw(ref random, faces, SceneText.Number(ref random), severity)
                : which < 0.78f ? RegisterSlip.Draw(ref random, faces, SceneText.Number(ref random), severity)
                : which < 0.9f ? Form(ref random, faces, severity)
                : NegativeSheet.Draw(ref random, faces, severity, paperOnly: true).Slips[0]);
        }

        return new SceneContent(slips, Note: null);
    }

    /// <summary>Two slips off one roll, printed alike: one below the other, or side by side.</summary>
    private static SceneContent Pair(ref SampleRandom random, SceneFaces faces, float severity)
    {
        string first = SceneText.Number(ref random);
        int next = (int.Parse(first.AsSpan(3), System.Globalization.CultureInfo.InvariantCulture) + 1 + (random.Chance(0.3f) ? random.Below(9) : 0)) % 100_000_000;
        string second = SceneText.Invariant($"{first[..3]}{next:00000000}");
        // The same look: roll, letters, stamp and till are one machine's; only what differs is drawn anew.
        bool joined = random.Chance(0.6f);
        float tall = joined ? random.Range(1.15f, 1.6f) : random.Range(1.6f, 2.6f);
        SampleRandom again = random.Fork(), other = again;
        Slip upper = RegisterSlip.Draw(ref again, faces, first, severity, tall), lower = RegisterSlip.Draw(ref other, faces, second, severity, tall);
        return joined
            ? new SceneContent([SlipJoin.Below(upper, lower)], "two slips off one roll, joined")
            : new SceneContent([upper, lower], "two slips off one roll");
    }
}
