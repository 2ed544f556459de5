using System.Globalization;
using System.Text.Json;
using MlNetInvoice.Cli.Output;
using MlNetInvoice.Evaluation;

namespace MlNetInvoice.Cli.Peers;

/// <summary>Writes the peers beside this library.</summary>
internal static class PeerTable
{
    public static void Write(TextWriter output, NumberAccuracy ours, IReadOnlyList<PeerResult> peers)
    {
        var table = new TextTable("", "numbers", "found", "with letters", "wrong", "other rows of digits", "ms mean", "median", "95th");
        NumberCounts all = OursOf(ours);
        Add(table, "MlNetInvoice", all.All, all.Right, all.Whole, WrongOf(ours), 0, ours.Times);
        foreach (PeerResult peer in peers.Where(peer => peer.Tally is not null))
        {
            Add(table, peer.Name, peer.Tally!.All, peer.Tally.Found, peer.Tally.Whole, peer.Tally.Wrong, peer.Tally.Rivals, peer.Times);
        }

        table.WriteTo(output);
        foreach (PeerResult peer in peers.Where(peer => peer.Fault is not null))
        {
            output.WriteLine(peer.Fault);
        }
    }

    /// <summary>Writes the property <c>peers</c>.</summary>
    public static void Write(Utf8JsonWriter json, IReadOnlyList<PeerResult> peers)
    {
        json.WriteStartArray("peers");
        foreach (PeerResult peer in peers)
        {
            json.WriteStartObject();
            json.WriteString("name", peer.Name);
            if (peer.Tally is null)
            {
                json.WriteString("fault", peer.Fault);
            }
            else
            {
                json.WriteNumber("all", peer.Tally.All);
                json.WriteNumber("found", peer.Tally.Found);
                json.WriteNumber("whole", peer.Tally.Whole);
                json.WriteNumber("wrong", peer.Tally.Wrong);
                json.WriteNumber("otherRows", peer.Tally.Rivals);
                ScoreJson.WriteTimes(json, peer.Times);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static NumberCounts OursOf(NumberAccuracy ours) => NumberCounts.Of("", [.. ours.Outcomes.Where(outcome => outcome.Label.Digits.Length > 0)]);

    private static int WrongOf(NumberAccuracy ours) => ours.Outcomes.Count(outcome => outcome.Result == NumberResult.Wrong) + ours.Strays.Count(stray => stray.IsWrong);

    private static void Add(TextTable table, string name, int all, int found, int whole, int wrong, int rivals, IEnumerable<TimeSpan> elapsed)
    {
        ReadingTimes times = ReadingTimes.Of(elapsed);
        table.Add(name, Text(all), Text(found), Text(whole), Text(wrong), Text(rivals), Time(times.Mean), Time(times.Median), Time(times.Percentile95));
    }

    private static string Text(int count) => count.ToString(CultureInfo.InvariantCulture);

    private static string Time(double milliseconds) => milliseconds.ToString("0.0", CultureInfo.InvariantCulture);
}
