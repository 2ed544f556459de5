using MlNetInvoice.Synthesis.Scenes.Slips;

namespace MlNetInvoice.Synthesis.Scenes.Negatives;

/// <summary>Chooses a paper, screen or thing without an invoice number.</summary>
internal static class NegativeSheet
{
    public static SceneContent Draw(ref SampleRandom random, SceneFaces faces, float severity, bool paperOnly = false)
    {
        float which = random.NextFloat() * (paperOnly ? 0.75f : 1);
        return which switch
        {
            < 0.2f => Of(PlainReceipt.Draw(ref random, faces, severity), "receipt without a number"),
            < 0.34f => Of(FieldSheet.Card(ref random, faces, severity), "name card"),
            < 0.48f => Of(FieldSheet.Order(ref random, faces, severity), "order slip"),
            < 0.6f => Of(FieldSheet.Bank(ref random, faces, severity), "bank slip"),
            < 0.75f => Of(FieldSheet.Label(ref random, faces, severity), "label with serial numbers"),
            < 0.9f => new SceneContent([LogScreen.Draw(ref random, faces)], "log", IsScreen: true),
            < 0.95f => Of(CalendarPage.Draw(ref random, faces, severity), "calendar"),
            _ => Of(NumberPlate.Draw(ref random, faces, severity), "number plate"),
        };
    }

    private static SceneContent Of(Slip slip, string note) => new([slip], note);
}
