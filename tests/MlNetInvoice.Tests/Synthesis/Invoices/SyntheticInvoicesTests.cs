using MlNetInvoice.Data;
using MlNetInvoice.Imaging;

namespace MlNetInvoice.Synthesis.Invoices;

public sealed class SyntheticInvoicesTests
{
    [Test]
    public void A_written_folder_is_read_back_with_its_truth()
    {
        string folder = Path.Combine(Path.GetTempPath(), $"synthetic-{Guid.NewGuid():N}");
        try
        {
            var options = new SyntheticInvoiceOptions { Width = 240, Height = 320, MaximumSeverity = 0.9f };
            SyntheticInvoices.Write(folder, 8, 21, options);
            IReadOnlyList<LabeledInvoice> labels = LabeledInvoices.Load(folder);
            Assert.That(labels, Has.Count.EqualTo(8));
            for (int i = 0; i < 8; i++)
            {
                SyntheticInvoice truth = SyntheticInvoice.Generate(21, options, i);
                RgbImage picture = ImageDecoder.DecodeRgb(File.ReadAllBytes(labels[i].File));
                Assert.Multiple(() =>
                {
                    Assert.That(labels[i].Number, Is.EqualTo(truth.Number ?? ""));
                    Assert.That(labels[i].Kind, Is.EqualTo(truth.Kind.ToString().ToLowerInvariant()));
                    Assert.That(labels[i].IsHard, Is.EqualTo(!truth.IsMild));
                    Assert.That(labels[i].Quad is null, Is.EqualTo(truth.DigitsQuad is null));
                    Assert.That(picture.Samples.SequenceEqual(truth.Image.Samples), Is.True);
                });
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Machines differ in the last bit of sines and powers, so a grey level here and there may differ.</summary>
    [Test]
    public void The_committed_samples_are_what_the_code_draws()
    {
        string folder = Path.Combine(SharedData.RepositoryRoot, "assets", "samples");
        IReadOnlyList<LabeledInvoice> labels = LabeledInvoices.Load(folder);
        int i = 0;
        foreach ((string file, SyntheticInvoice invoice) in SyntheticInvoices.DrawSamples())
        {
            byte[] committed = File.ReadAllBytes(Path.Combine(folder, file));
            byte[] samples = ImageDecoder.DecodeRgb(committed).Samples.ToArray();
            Assert.That(samples, Has.Length.EqualTo(invoice.Image.Samples.Length), file);
            byte[] drawn = invoice.Image.Samples.ToArray();
            int different = samples.Zip(drawn, (a, b) => Math.Abs(a - b) > 2 ? 1 : 0).Sum();
            Assert.Multiple(() =>
            {
                Assert.That(different, Is.LessThan(samples.Length / 500), file);
                Assert.That(committed, Has.Length.LessThan(400_000), file);
                Assert.That(Path.GetFileName(labels[i].File), Is.EqualTo(file));
                Assert.That(labels[i].Number, Is.EqualTo(invoice.Number ?? ""), file);
            });
            i++;
        }

        Assert.That(i, Is.EqualTo(labels.Count));
    }
}
