using System.Globalization;
using MlNetInvoice.Synthesis.Scenes;

namespace MlNetInvoice.Fields;

public sealed class SlipReadingTests
{
    private static readonly SceneOptions Clean = new() { Kind = SceneKind.Register, MinimumSide = 1300, MaximumSide = 1400, MaximumSeverity = 0.1f };

    [Test]
    public void Fields_of_clean_slips_are_their_truth_or_null()
    {
        InvoiceReader reader = InvoiceReader.Default.WithOptions(InvoiceReaderOptions.Default with { Fields = true });
        int right = 0;
        for (int i = 0; i < 6; i++)
        {
            SyntheticScene scene = SyntheticScene.Generate(SceneSeeds.Free + 78, Clean, i);
            if (reader.Read(scene.Image) is not { Status: InvoiceReadingStatus.Read, Record: { } record })
            {
                continue;
            }

            Assert.Multiple(() =>
            {
                Assert.That(record.Period?.Value.ToString() ?? Truth(scene, "period"), Is.EqualTo(Truth(scene, "period")), $"scene {i}");
                Assert.That(record.Seller?.Value ?? Truth(scene, "seller"), Is.EqualTo(Truth(scene, "seller")), $"scene {i}");
                Assert.That(record.Total?.Value.ToString("N0", CultureInfo.InvariantCulture) ?? Truth(scene, "total"), Is.EqualTo(Truth(scene, "total")), $"scene {i}");
                Assert.That(record.Date is null || Truth(scene, "date")!.Contains(record.Date.Value.Day.ToString("00", CultureInfo.InvariantCulture), StringComparison.Ordinal), Is.True, $"scene {i}");
                Assert.That(record.RandomCode, Is.Null, $"scene {i}");
            });
            right += (record.Period is null ? 0 : 1) + (record.Date is null ? 0 : 1) + (record.Seller is null ? 0 : 1);
        }

        Assert.That(right, Is.GreaterThanOrEqualTo(8), "of 18 periods, dates and tax numbers");
    }

    private static string? Truth(SyntheticScene scene, string name) => scene.Fields.SingleOrDefault(field => field.Name == name)?.Text;
}
