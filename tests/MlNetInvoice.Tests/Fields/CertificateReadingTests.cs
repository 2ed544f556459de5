using MlNetInvoice.Batch;
using MlNetInvoice.Codes;
using MlNetInvoice.Imaging;
using MlNetInvoice.Synthesis.Scenes;

namespace MlNetInvoice.Fields;

public sealed class CertificateReadingTests
{
    private static readonly SceneOptions Clean = new() { Kind = SceneKind.Certificate, MinimumSide = 1200, MaximumSide = 1300, MaximumSeverity = 0.1f };

    private static readonly InvoiceReader Whole = InvoiceReader.Default.WithOptions(InvoiceReaderOptions.Default with { Fields = true, Codes = CodeDecoder.Default });

    [Test]
    public void Codes_and_print_of_clean_certificates_agree_with_their_truth()
    {
        int right = 0, seen = 0;
        for (int i = 0; i < 6; i++)
        {
            SyntheticScene scene = SyntheticScene.Generate(SceneSeeds.Free + 77, Clean, i);
            if (!scene.Codes.Single(code => code.Kind == SceneCodeKind.Left).IsSeen)
            {
                continue;
            }

            seen++;
            InvoiceRecord record = Whole.Read(scene.Image).Record!;
            Assert.Multiple(() =>
            {
                Assert.That(record.Conflicts, Is.Empty, $"scene {i}");
                Assert.That(record.Number!.Value, Is.EqualTo(scene.Numbers[0].Number), $"scene {i}");
                Assert.That(record.Number.Source.HasFlag(FieldSource.Qr), Is.True, $"scene {i}");
                Assert.That(record.Date!.Value.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), Is.EqualTo(Truth(scene, "date")), $"scene {i}");
                Assert.That(record.Total!.Value.ToString("N0", System.Globalization.CultureInfo.InvariantCulture), Is.EqualTo(Truth(scene, "total")), $"scene {i}");
                Assert.That(record.Seller!.Value, Is.EqualTo(Truth(scene, "seller")), $"scene {i}");
                Assert.That(record.Period!.Value.ToString(), Is.EqualTo(Truth(scene, "period")), $"scene {i}");
                Assert.That(record.RandomCode!.Value, Is.EqualTo(Truth(scene, "randomCode")), $"scene {i}");
            });
            right += record.Seller!.Source.HasFlag(FieldSource.Print) ? 1 : 0;
        }

        Assert.That(seen, Is.GreaterThanOrEqualTo(3), "certificates with their codes in view");
        Assert.That(right, Is.GreaterThanOrEqualTo(2), "sellers read in print as well");
    }

    [Test]
    public void The_number_alone_is_the_same_with_fields_and_has_no_record_without()
    {
        SyntheticScene scene = SyntheticScene.Generate(SceneSeeds.Free + 77, Clean, 0);
        InvoiceReading plain = InvoiceReader.Default.Read(scene.Image), whole = Whole.Read(scene.Image);
        Assert.That((plain.Record, plain.Number, plain.Box), Is.EqualTo(((InvoiceRecord?)null, whole.Number, whole.Box)));
    }

    [Test]
    public void A_record_is_the_same_after_a_journey_through_json()
    {
        SyntheticScene scene = SyntheticScene.Generate(SceneSeeds.Free + 77, Clean, 1);
        PictureReading picture = PictureReading.FromReading("a.png", Whole.Read(scene.Image), TimeSpan.FromMilliseconds(5));
        string line = ReadingJson.ToLine(picture);
        Assert.Multiple(() =>
        {
            Assert.That(line, Does.Contain("\"record\":{\"number\":{\"value\":\""));
            Assert.That(ReadingJson.ToLine(ReadingJson.Parse(line)), Is.EqualTo(line));
            Assert.That(ReadingCsv.ToRecordRow(picture).Split(','), Has.Length.EqualTo(ReadingCsv.RecordHeader.Split(',').Length));
        });
    }

    [Test]
    public void A_code_that_names_another_number_rejects_and_names_both()
    {
        SyntheticScene scene = SyntheticScene.Generate(SceneSeeds.Free + 77, Clean, 0), other = SyntheticScene.Generate(SceneSeeds.Free + 77, Clean, 2);
        SceneCode code = scene.Codes.Single(c => c.Kind == SceneCodeKind.Left), foreign = other.Codes.Single(c => c.Kind == SceneCodeKind.Left);
        Paste(other.Image, foreign.Quad, scene.Image, code.Quad);
        InvoiceReading reading = Whole.ReadAll(scene.Image).Single(r => (r.Digits ?? r.BestGuess) == scene.Numbers[0].Digits);
        Assert.That((reading.Status, reading.ReasonCode), Is.EqualTo((InvoiceReadingStatus.Rejected, ReadingReason.SourcesDisagree)));
        Assert.That(reading.Reason, Does.Contain(scene.Numbers[0].Number).And.Contain(other.Numbers[0].Number));
    }

    [Test]
    public void A_code_is_read_of_whose_corner_marks_one_is_broken()
    {
        SyntheticScene scene = SyntheticScene.Generate(SceneSeeds.Free + 77, Clean, 0);
        SceneCode code = scene.Codes.Single(c => c.Kind == SceneCodeKind.Left);
        ProjectiveTransform map = ProjectiveTransform.FromRectangle(code.Quad, 1, 1);
        // A light scratch through the upper right mark, from edge to edge.
        for (float u = 0.84f; u < 1.01f; u += 0.001f)
        {
            PixelPoint at = map.Map(new PixelPoint(u, 0.075f + ((u - 0.92f) * 0.2f)));
            for (int y = -1; y <= 1; y++)
            {
                scene.Image.GetRow((int)at.Y + y).Slice(3 * (int)at.X, 3).Fill(230);
            }
        }

        InvoiceRecord record = Whole.Read(scene.Image).Record!;
        Assert.That(record.Number!.Source.HasFlag(FieldSource.Qr), Is.True);
    }

    private static string Truth(SyntheticScene scene, string name) => scene.Fields.Single(field => field.Name == name).Text;

    private static void Paste(RgbImage source, Quad from, RgbImage target, Quad to)
    {
        ProjectiveTransform read = ProjectiveTransform.FromRectangle(from, 1, 1), write = ProjectiveTransform.FromRectangle(to, 1, 1).Invert();
        for (int y = 0; y < target.Height; y++)
        {
            for (int x = 0; x < target.Width; x++)
            {
                PixelPoint at = write.Map(new PixelPoint(x + 0.5f, y + 0.5f));
                if (at.X is > -0.03f and < 1.03f && at.Y is > -0.03f and < 1.03f)
                {
                    PixelPoint there = read.Map(at);
                    source.GetRow(Math.Clamp((int)there.Y, 0, source.Height - 1)).Slice(3 * Math.Clamp((int)there.X, 0, source.Width - 1), 3).CopyTo(target.GetRow(y)[(3 * x)..]);
                }
            }
        }
    }
}
