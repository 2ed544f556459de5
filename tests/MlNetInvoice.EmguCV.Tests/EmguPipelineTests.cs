using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetInvoice.Imaging;
using MlNetInvoice.MLNet;
using MlNetInvoice.Models;
using MlNetInvoice.Networks;
using MlNetInvoice.OpenCv;
using MlNetInvoice.Segmentation;

namespace MlNetInvoice.EmguCV;

public sealed class EmguPipelineTests
{
    [SetUp]
    public void Require_native() => NativeLibrary.Require();

    [Test]
    public void One_prediction_engine_segments_with_opencv_and_classifies_and_a_loaded_one_agrees()
    {
        var ml = new MLContext(1);
        IDataView none = ml.Data.LoadFromEnumerable(Array.Empty<InvoiceImage>());
        var model = new TrainedModel(Network.Create(NetworkArchitectures.Get("lenet1"), 1));
        ITransformer fitted = ml.Transforms.SegmentDigitsByEmguCV("Glyphs", "Image", new OpenCvSegmenterOptions { SplitRatio = 1.7f })
            .Append(ml.Transforms.ClassifyDigits("Number", model, "Glyphs", new DigitClassificationOptions { MinConfidence = 0 })).Fit(none);
        string path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.zip");
        try
        {
            ml.Model.Save(fitted, none.Schema, path);
            var other = new MLContext();
            var here = ml.Model.CreatePredictionEngine<InvoiceImage, InvoiceNumberPrediction>(fitted);
            var there = other.Model.CreatePredictionEngine<InvoiceImage, InvoiceNumberPrediction>(other.Model.Load(path, out _));
            var crop = new InvoiceImage { Image = PngEncoder.Encode(DrawnLines.Draw("30586924", 40, 20, 230)) };

            InvoiceNumberPrediction read = here.Predict(crop);

            Assert.That((read.Status, read.Digits.Length, read.Scores.Length), Is.EqualTo(("read", 8, 8)));
            Assert.That((there.Predict(crop).Digits, there.Predict(crop).Confidence), Is.EqualTo((read.Digits, read.Confidence)));
            Assert.That(here.Predict(new InvoiceImage { Image = [1, 2, 3] }).Status, Is.EqualTo("invalid"));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Test]
    public void Glyphs_are_normalised_as_the_managed_segmenters_are()
    {
        var ml = new MLContext(1);
        IDataView crops = ml.Data.LoadFromEnumerable([new InvoiceImage { Image = PngEncoder.Encode(DrawnLines.Draw("305", 40, 20, 230)) }]);

        Segmented opencv = First(ml, ml.Transforms.SegmentDigitsByEmguCV("Glyphs", "Image").Fit(crops).Transform(crops));
        Segmented managed = First(ml, ml.Transforms.SegmentInvoiceDigits("Glyphs", "Image").Fit(crops).Transform(crops));

        Assert.That((opencv.SegmentationStatus, opencv.SegmentationReason), Is.EqualTo(("read", "")));
        Assert.That(opencv.Glyphs, Has.Length.EqualTo(3 * DigitNormalizer.Length));
        Assert.That(opencv.Glyphs.Zip(managed.Glyphs, (a, b) => Math.Abs(a - b)).Average(), Is.LessThan(0.02));
    }

    private static Segmented First(MLContext ml, IDataView view) => ml.Data.CreateEnumerable<Segmented>(view, false).Single();

    private sealed class Segmented
    {
        public float[] Glyphs { get; set; } = [];

        public string SegmentationStatus { get; set; } = "";

        public string SegmentationReason { get; set; } = "";
    }
}
