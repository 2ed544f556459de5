using System.Globalization;
using System.Text;
using MlNetInvoice.Batch;
using MlNetInvoice.Data;
using MlNetInvoice.Evaluation;
using MlNetInvoice.Files;
using MlNetInvoice.Models;
using MlNetInvoice.Networks;

namespace MlNetInvoice.Cli.Commands;

/// <summary>What tuning changed: the held-back pictures read by the model before and after, and the printed characters classified by both.</summary>
internal sealed class FineTuningReport
{
    /// <summary>The file beside the model that has every held-back picture.</summary>
    public const string FileName = "finetune.csv";

    private readonly List<(LabeledInvoice Label, InvoiceReading? Before, InvoiceReading? After)> _rows = [];
    private readonly double _printedBefore;
    private readonly double _printedAfter;

    private FineTuningReport(double printedBefore, double printedAfter) => (_printedBefore, _printedAfter) = (printedBefore, printedAfter);

    /// <summary>Reads the held-back pictures by both models.</summary>
    public static FineTuningReport Measure(FineTuning tuning, TrainedModel tuned, LabeledImages test, CancellationToken cancellationToken)
    {
        ClassificationReport before = ClassificationReport.Measure(new NetworkClassifier(tuning.Base.Network).Classify, test, tuning.Base.Manifest.Classes, cancellationToken);
        var report = new FineTuningReport(before.Accuracy, tuned.Manifest.TestReport?.Accuracy ?? 0);
        var former = new InvoiceReader(tuning.Base);
        var latter = new InvoiceReader(tuned);
        foreach (IGrouping<string, LabeledInvoice> picture in tuning.HeldBack.GroupBy(label => label.File))
        {
            cancellationToken.ThrowIfCancellationRequested();
            InvoiceReading? one = ScoredPicture.Attempt(() => former.Read(picture.Key)), other = ScoredPicture.Attempt(() => latter.Read(picture.Key));
            report._rows.AddRange(picture.Select(label => (label, one, other)));
        }

        return report;
    }

    /// <summary>Every held-back number as a row.</summary>
    public void Save(string path) => AtomicFile.Write(path, stream =>
    {
        using var writer = new StreamWriter(stream, new UTF8Encoding(true), leaveOpen: true);
        writer.Write("file,wanted,before,beforeConfidence,after,afterConfidence,change\n");
        foreach ((LabeledInvoice label, InvoiceReading? before, InvoiceReading? after) in _rows)
        {
            writer.Write(string.Join(',', new[]
            {
                Path.GetFileName(label.File), label.Digits, Outcome(label, before), Share(before), Outcome(label, after), Share(after),
                Rank(label, after) > Rank(label, before) ? "better" : Rank(label, after) < Rank(label, before) ? "worse" : "",
            }.Select(CsvText.Escape)) + "\n");
        }
    });

    /// <summary>The report as text.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{_rows.Count} numbers that were held back, read by the model before and after:\n");
        text.Append("            right  rejected  not found  wrong\n");
        foreach ((string name, Func<(LabeledInvoice Label, InvoiceReading? Before, InvoiceReading? After), InvoiceReading?> reading) in
            ((string, Func<(LabeledInvoice Label, InvoiceReading? Before, InvoiceReading? After), InvoiceReading?>)[])[("before", row => row.Before), ("after", row => row.After)])
        {
            int Count(int rank) => _rows.Count(row => Rank(row.Label, reading(row)) == rank);
            text.Append(CultureInfo.InvariantCulture, $"  {name,-8}{Count(3),7}{Count(2),10}{Count(1),11}{Count(0),7}\n");
        }

        Append(text, "better", _rows.Where(row => Rank(row.Label, row.After) > Rank(row.Label, row.Before)));
        Append(text, "worse", _rows.Where(row => Rank(row.Label, row.After) < Rank(row.Label, row.Before)));
        text.Append(CultureInfo.InvariantCulture, $"Printed characters right: {Cut(_printedBefore)} before, {Cut(_printedAfter)} after.\n");
        return text.ToString();
    }

    private static void Append(StringBuilder text, string name, IEnumerable<(LabeledInvoice Label, InvoiceReading? Before, InvoiceReading? After)> rows)
    {
        const int most = 20;
        var all = rows.ToList();
        text.Append(CultureInfo.InvariantCulture, $"{all.Count} {name}{(all.Count == 0 ? "." : ":")}\n");
        foreach ((LabeledInvoice label, InvoiceReading? before, InvoiceReading? after) in all.Take(most))
        {
            text.Append(CultureInfo.InvariantCulture, $"  {Path.GetFileName(label.File)}: {label.Digits}, {Outcome(label, before)} -> {Outcome(label, after)}\n");
        }

        if (all.Count > most)
        {
            text.Append(CultureInfo.InvariantCulture, $"  and {all.Count - most} more in {FileName}\n");
        }
    }

    // A wrong number is worse than none; one that is rejected can be looked at.
    private static int Rank(LabeledInvoice label, InvoiceReading? reading) => reading?.Status switch
    {
        InvoiceReadingStatus.Read => reading.Digits == label.Digits ? 3 : 0,
        InvoiceReadingStatus.Rejected => 2,
        _ => 1,
    };

    private static string Outcome(LabeledInvoice label, InvoiceReading? reading) => Rank(label, reading) switch
    {
        3 => "right",
        2 => $"rejected {reading!.BestGuess}",
        1 => "not found",
        _ => $"wrong {reading!.Digits}",
    };

    private static string Share(InvoiceReading? reading) => ReadingJson.Share(reading?.Confidence ?? 0).ToString(CultureInfo.InvariantCulture);

    // Cut, never rounded up.
    private static string Cut(double share) => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(share * 10_000) / 100:0.00}%");
}
