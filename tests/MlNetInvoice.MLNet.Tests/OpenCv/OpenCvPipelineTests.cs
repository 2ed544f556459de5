using Microsoft.ML;
using MlNetInvoice.Data;
using MlNetInvoice.Imaging;
using MlNetInvoice.MLNet;
using MlNetInvoice.Models;
using MlNetInvoice.Segmentation;
using MlNetInvoice.Training;

namespace MlNetInvoice.OpenCv;

public sealed class OpenCvPipelineTests
{
    private readonly MLContext _ml = new(1);
    private IDataView _none = null!;
    private TrainedModel _model = null!;

    [OneTimeSetUp]
    public void Train_a_network_on_segment_digits_that_opencv_cut()
    {
        _none = _ml.Data.LoadFromEnumerable(Array.Empty<InvoiceImage>());
        var segmenter = new OpenCvSegmenter();
        var normalizer = new DigitNormalizer();
        var random = new Random(1);
        byte[] labels = new byte[200];
        byte[] pixels = new byte[200 * DigitNormalizer.Length];
        float[] glyph = new float[DigitNormalizer.Length];
        for (int i = 0; i < labels.Length; i++)
        {
            labels[i] = (byte)(i % 10);
            GlyphSegmentation found = segmenter.Segment(DrawnLines.Draw($"{labels[i]}8", 20 + random.Next(40), 20, 230));
            normalizer.Normalize(found.Ink, found.Glyphs[0].InkBox, glyph);
            for (int p = 0; p < glyph.Length; p++)
            {
                pixels[(i * glyph.Length) + p] = (byte)MathF.Round(glyph[p] * 255);
            }
        }

        _model = _ml.MulticlassClassification.Trainers.LeNet5(_ml, new NetworkTrainerOptions { Training = new TrainingOptions { Epochs = 12, BatchSize = 20 } })
            .Fit(new LabeledImages(28, 28, 10, pixels, labels).ToDataView(_ml)).TrainedModel;
    }

    [Test]
    public void One_prediction_engine_reads_a_raw_crop_and_a_loaded_one_agrees()
    {
        ITransformer fitted = _ml.Transforms.SegmentDigitsByOpenCv("Glyphs", "Image", new OpenCvSegmenterOptions { SplitRatio = 1.7f })
            .Append(_ml.Transforms.ClassifyDigits("Number", _model, "Glyphs")).Fit(_none);
        string path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.zip");
        try
        {
            _ml.Model.Save(fitted, _none.Schema, path);
            var other = new MLContext();
            var here = _ml.Model.CreatePredictionEngine<InvoiceImage, InvoiceNumberPrediction>(fitted);
            var there = other.Model.CreatePredictionEngine<InvoiceImage, InvoiceNumberPrediction>(other.Model.Load(path, out _));
            foreach (string number in new[] { "30586924", "11480077", "99213650" })
            {
                var crop = new InvoiceImage { Image = PngEncoder.Encode(DrawnLines.Draw(number, 34, 20, 230)) };

                InvoiceNumberPrediction read = here.Predict(crop);
                InvoiceNumberPrediction loaded = there.Predict(crop);

                Assert.That((read.Status, read.Digits, read.Scores.Length), Is.EqualTo(("read", number, 8)), read.Reason);
                Assert.That((loaded.Digits, loaded.Confidence), Is.EqualTo((read.Digits, read.Confidence)));
            }

            Assert.That(there.Predict(new InvoiceImage { Image = [1, 2, 3] }).Status, Is.EqualTo("invalid"));
            Assert.That(there.Predict(new InvoiceImage { Image = PngEncoder.Encode(new GrayImage(90, 30)) }).Reason, Is.EqualTo("No connected ink of the height of a text line was found."));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Test]
    public void The_reader_reads_by_the_same_segmenter_without_mlnet()
    {
        var reader = new InvoiceReader(_model, new OpenCvSegmenter(), new InvoiceReaderOptions { Crop = true, MinConfidence = 0.5f });

        Assert.That(reader.Read(DrawnLines.Draw("30586924", 34, 20, 230)).Digits, Is.EqualTo("30586924"));
    }

    [Test]
    public void Glyphs_are_normalised_as_the_managed_segmenters_are()
    {
        IDataView crops = _ml.Data.LoadFromEnumerable([new InvoiceImage { Image = PngEncoder.Encode(DrawnLines.Draw("305", 40, 20, 230)) }]);

        Segmented opencv = First(_ml.Transforms.SegmentDigitsByOpenCv("Glyphs", "Image").Fit(crops).Transform(crops));
        Segmented managed = First(_ml.Transforms.SegmentInvoiceDigits("Glyphs", "Image").Fit(crops).Transform(crops));

        Assert.That((opencv.SegmentationStatus, opencv.SegmentationReason), Is.EqualTo(("read", "")));
        Assert.That(opencv.Glyphs, Has.Length.EqualTo(3 * DigitNormalizer.Length));
        Assert.That(opencv.Glyphs.Zip(managed.Glyphs, (a, b) => Math.Abs(a - b)).Average(), Is.LessThan(0.02));
    }

    private Segmented First(IDataView view) => _ml.Data.CreateEnumerable<Segmented>(view, false).Single();

    private sealed class Segmented
    {
        public float[] Glyphs { get; set; } = [];

        public string SegmentationStatus { get; set; } = "";

        public string SegmentationReason { get; set; } = "";
    }
}
