using Microsoft.ML;
using MlNetInvoice.Data;
using MlNetInvoice.Models;
using MlNetInvoice.Networks;
using MlNetInvoice.Segmentation;
using MlNetInvoice.Training;

namespace MlNetInvoice.MLNet;

public sealed class InvoicePipelineTests
{
    private readonly MLContext _ml = new(1);
    private string _folder = "";
    private IDataView _none = null!;
    private NetworkTransformer _segmentsNetwork = null!;

    [OneTimeSetUp]
    public void Train_a_network_on_segment_digits()
    {
        _folder = Directory.CreateTempSubdirectory("mlnet-reading").FullName;
        _none = _ml.Data.LoadFromEnumerable(Array.Empty<InvoiceImage>());
        var normalizer = new DigitNormalizer();
        var random = new Random(1);
        byte[] labels = new byte[200];
        byte[] pixels = new byte[200 * DigitNormalizer.Length];
        float[] glyph = new float[DigitNormalizer.Length];
        for (int i = 0; i < labels.Length; i++)
        {
            labels[i] = (byte)(i % 10);
            GlyphSegmentation found = new ComponentSegmenter().Segment(DrawnLines.Draw($"{labels[i]}8", 20 + random.Next(40), 20, 230));
            normalizer.Normalize(found.Ink, found.Glyphs[0].InkBox, glyph);
            for (int p = 0; p < glyph.Length; p++)
            {
                pixels[(i * glyph.Length) + p] = (byte)MathF.Round(glyph[p] * 255);
            }
        }

        _segmentsNetwork = _ml.MulticlassClassification.Trainers.LeNet5(_ml, new NetworkTrainerOptions { Training = new TrainingOptions { Epochs = 12, BatchSize = 20 } })
            .Fit(new LabeledImages(28, 28, 10, pixels, labels).ToDataView(_ml));
    }

    [OneTimeTearDown]
    public void Delete() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void One_prediction_engine_reads_a_crop()
    {
        var engine = Engine(_ml.Transforms.ReadInvoiceNumber("Number", "Image", new InvoiceReaderOptions { Crop = true }));

        InvoiceNumberPrediction read = engine.Predict(new InvoiceImage { Image = File.ReadAllBytes(Pictures.Sample("electronic-crop.png")) });

        string digits = Pictures.DigitsOf("electronic-crop.png");
        Assert.That((read.Status, read.Digits, read.Reason, read.BestGuess), Is.EqualTo(("read", digits, "", "")));
        Assert.That(read.Number, Does.EndWith(digits));
        Assert.That(read.Confidence, Is.InRange(0.9f, 1f));
        Assert.That(read.Scores, Has.Length.EqualTo(8).And.All.InRange(0.5f, 1f));
    }

    [Test]
    public void Another_reads_a_photograph_by_its_path()
    {
        InvoiceNumberPrediction read = Engine(_ml.Transforms.ReadInvoiceNumber("Number", "ImagePath")).Predict(new InvoiceImage { ImagePath = Pictures.Sample("electronic-photo.png") });

        Assert.That((read.Status, read.Digits), Is.EqualTo(("read", Pictures.DigitsOf("electronic-photo.png"))), read.Reason);
        Assert.That((read.IsComplete, read.Reason), Is.EqualTo((read.Letters.Length == 2, read.IsComplete ? "" : "The two letters in front of the digits could not be read.")));
    }

    [Test]
    public void A_network_trained_in_the_pipeline_reads_what_was_segmented()
    {
        var engine = Engine(_ml.Transforms.SegmentInvoiceDigits("Glyphs", "Image")
            .Append(_ml.Transforms.ClassifyDigits("Number", _segmentsNetwork, "Glyphs", new DigitClassificationOptions { MinConfidence = 0.5f })));

        InvoiceNumberPrediction read = engine.Predict(new InvoiceImage { Image = Pictures.Segments("30586924") });
        InvoiceNumberPrediction longer = engine.Predict(new InvoiceImage { Image = Pictures.Segments("9930586924") });
        InvoiceNumberPrediction shorter = engine.Predict(new InvoiceImage { Image = Pictures.Segments("305") });

        Assert.That((read.Status, read.Number, read.Digits), Is.EqualTo(("read", "30586924", "30586924")));
        Assert.That((read.IsComplete, read.ReasonCode, read.Reason), Is.EqualTo((false, "lettersNotRead", "The two letters in front of the digits could not be read.")));
        Assert.That(read.Confidence, Is.EqualTo(read.Scores.Aggregate(1f, (p, s) => p * s)));
        Assert.That(longer.Number, Is.EqualTo("30586924"), "the last eight count");
        Assert.That((shorter.Status, shorter.Number, shorter.Reason), Is.EqualTo(("notFound", "", "3 glyphs were found where 8 digits are expected.")));
    }

    [Test]
    public void The_reports_own_segmentation_is_a_step_too_and_any_count_can_be_read()
    {
        var engine = Engine(_ml.Transforms.SegmentInvoiceDigitsByProjection("Glyphs", "Image")
            .Append(_ml.Transforms.ClassifyDigits("Number", _segmentsNetwork, "Glyphs", new DigitClassificationOptions { DigitCount = null, MinConfidence = 0 })));

        InvoiceNumberPrediction read = engine.Predict(new InvoiceImage { Image = Pictures.Segments("40586") });

        Assert.That((read.Digits.Length, read.IsComplete, read.Reason), Is.EqualTo((5, true, "")));
    }

    [Test]
    public void Below_the_smallest_confidence_a_number_is_a_best_guess()
    {
        var engine = Engine(_ml.Transforms.SegmentInvoiceDigits("Glyphs", "Image")
            .Append(_ml.Transforms.ClassifyDigits("Number", _segmentsNetwork, "Glyphs", new DigitClassificationOptions { MinConfidence = 1 })));

        InvoiceNumberPrediction read = engine.Predict(new InvoiceImage { Image = Pictures.Segments("30586924") });

        Assert.That((read.Status, read.Number, read.Digits, read.BestGuess), Is.EqualTo(("rejected", "", "", "30586924")));
        Assert.That(read.Reason, Does.Match(@"^Digit \d of 8 is not sure: \d or \d; the confidence is below 100%\.$"));
    }

    [Test]
    public void A_picture_that_cannot_be_read_is_a_row_and_never_an_exception()
    {
        foreach (IEstimator<ITransformer> pipeline in new[]
        {
            _ml.Transforms.ReadInvoiceNumber("Number", "Image"),
            _ml.Transforms.SegmentInvoiceDigits("Glyphs", "Image").Append(_ml.Transforms.ClassifyDigits("Number", _segmentsNetwork, "Glyphs")),
        })
        {
            var engine = Engine(pipeline);
            InvoiceNumberPrediction garbage = engine.Predict(new InvoiceImage { Image = [1, 2, 3, 4, 5] });
            InvoiceNumberPrediction nothing = engine.Predict(new InvoiceImage());

            Assert.That((garbage.Status, garbage.Number, garbage.ReasonCode), Is.EqualTo(("invalid", "", "invalidImage")));
            Assert.That(garbage.Reason, Is.Not.Empty);
            Assert.That((nothing.Status, nothing.ReasonCode, nothing.Reason), Is.EqualTo(("invalid", "notOpened", "The row holds no picture: its bytes and its path are empty.")));
        }
    }

    [Test]
    public void A_path_without_a_file_is_a_row_and_never_an_exception()
    {
        var engine = Engine(_ml.Transforms.ReadInvoiceNumber("Number", "ImagePath"));

        InvoiceNumberPrediction missing = engine.Predict(new InvoiceImage { ImagePath = Path.Combine(_folder, "none.png") });

        Assert.That(missing.Status, Is.EqualTo("invalid"));
        Assert.That(missing.Reason, Does.Contain("none.png"));
        Assert.That(engine.Predict(new InvoiceImage()).Reason, Is.EqualTo("The row holds no picture: its bytes and its path are empty."));
    }

    [Test]
    public void Blank_paper_shows_no_number()
    {
        byte[] blank = MlNetInvoice.Imaging.PngEncoder.Encode(new MlNetInvoice.Imaging.GrayImage(300, 200));

        Assert.That(Engine(_ml.Transforms.ReadInvoiceNumber("Number", "Image")).Predict(new InvoiceImage { Image = blank }).Status, Is.EqualTo("notFound"));
    }

    [Test]
    public void Settings_and_models_travel_in_the_zip()
    {
        ITransformer fitted = _ml.Transforms.SegmentInvoiceDigits("Glyphs", "Image", new ComponentSegmenterOptions { SplitRatio = 2 })
            .Append(_ml.Transforms.ClassifyDigits("Number", _segmentsNetwork, "Glyphs", new DigitClassificationOptions { DigitCount = 5, MinConfidence = 0.5f })).Fit(_none);
        string path = Path.Combine(_folder, "segments.zip");
        _ml.Model.Save(fitted, _none.Schema, path);
        var other = new MLContext();

        ITransformer loaded = other.Model.Load(path, out DataViewSchema schema);

        InvoiceNumberPrediction read = other.Model.CreatePredictionEngine<InvoiceImage, InvoiceNumberPrediction>(loaded).Predict(new InvoiceImage { Image = Pictures.Segments("40586") });
        Assert.That((read.Status, read.Number), Is.EqualTo(("read", "40586")));
        Assert.That(schema.Select(c => c.Name), Is.EqualTo(new[] { "Image", "ImagePath" }));
        Assert.That(NetworkTransformer.TryUnwrap(other, loaded, out _), Is.False, "the network is part of a step, not a trainer's");
    }

    [Test]
    public void A_reader_of_ones_own_model_travels_in_the_zip()
    {
        ITransformer fitted = _ml.Transforms.ReadInvoiceNumber("Number", "Image", new InvoiceReaderOptions { Crop = true, MinConfidence = 0 }, _segmentsNetwork.TrainedModel).Fit(_none);
        string path = Path.Combine(_folder, "reader.zip");
        _ml.Model.Save(fitted, _none.Schema, path);
        byte[] picture = Pictures.Segments("30586924");
        InvoiceReading direct = new InvoiceReader(_segmentsNetwork.TrainedModel, new InvoiceReaderOptions { Crop = true, MinConfidence = 0 }).Read(picture);

        var other = new MLContext();
        InvoiceNumberPrediction read = other.Model.CreatePredictionEngine<InvoiceImage, InvoiceNumberPrediction>(other.Model.Load(path, out _)).Predict(new InvoiceImage { Image = picture });

        Assert.That((read.Digits, read.Confidence), Is.EqualTo((direct.Digits ?? "", direct.Confidence)));
    }

    [Test]
    public void Eight_threads_over_a_pool_of_engines_agree()
    {
        ITransformer fitted = _ml.Transforms.ReadInvoiceNumber("Number", "Image", new InvoiceReaderOptions { Crop = true }).Fit(_none);
        var pool = new System.Collections.Concurrent.ConcurrentBag<PredictionEngine<InvoiceImage, InvoiceNumberPrediction>>();
        byte[][] pictures = [File.ReadAllBytes(Pictures.Sample("electronic-crop.png")), File.ReadAllBytes(Pictures.Sample("traditional-crop.png")), [1, 2, 3]];
        string[] alone = [.. pictures.Select(Predict)];

        string[][] together = [.. Enumerable.Range(0, 16).AsParallel().WithDegreeOfParallelism(8).Select(_ => pictures.Select(Predict).ToArray())];

        Assert.That(alone[0], Does.StartWith("read").And.Contain(Pictures.DigitsOf("electronic-crop.png")));
        Assert.That(together, Is.All.EqualTo(alone));

        string Predict(byte[] picture)
        {
            if (!pool.TryTake(out PredictionEngine<InvoiceImage, InvoiceNumberPrediction>? engine))
            {
                engine = _ml.Model.CreatePredictionEngine<InvoiceImage, InvoiceNumberPrediction>(fitted);
            }

            InvoiceNumberPrediction p = engine.Predict(new InvoiceImage { Image = picture });
            pool.Add(engine);
            return $"{p.Status} {p.Number} {p.BestGuess} {BitConverter.SingleToUInt32Bits(p.Confidence):x8} {string.Join(' ', p.Scores)}";
        }
    }

    [Test]
    public void Networks_that_read_no_digits_are_refused()
    {
        var letters = new TrainedModel(
            Network.Create(NetworkArchitectures.Get("softmax", 2, 28, 28), 1), new ModelManifest { Architecture = NetworkArchitectures.Get("softmax", 2, 28, 28), Classes = ["A", "B"] });

        Assert.That(() => _ml.Transforms.ClassifyDigits("Number", letters, "Glyphs"), Throws.ArgumentException.With.Message.EqualTo(
            "Glyphs of 28×28 pixels require a network of such images whose first classes are 0 to 9, but this one takes 784 values and has the classes A, B. (Parameter 'model')"));
    }

    [Test]
    public void Missing_columns_are_mlnets_own_schema_mismatch()
    {
        IDataView paths = _ml.Data.LoadFromEnumerable([new PathOnly()]);

        Assert.That(() => _ml.Transforms.ReadInvoiceNumber("Number", "Image").Fit(paths), Throws.TypeOf<ArgumentOutOfRangeException>().With.Message.EqualTo("Could not find input column 'Image' (Parameter 'inputSchema')"));
    }

    [Test]
    public void Option_defaults_are_those_of_the_documentation()
    {
        Assert.That(DigitClassificationOptions.Default, Is.EqualTo(new DigitClassificationOptions { DigitCount = 8, MinConfidence = 0.91f }));
        Assert.Throws<ArgumentOutOfRangeException>(() => _ = new DigitClassificationOptions { DigitCount = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => _ = new DigitClassificationOptions { MinConfidence = float.NaN });
    }

    private PredictionEngine<InvoiceImage, InvoiceNumberPrediction> Engine(IEstimator<ITransformer> pipeline) =>
        _ml.Model.CreatePredictionEngine<InvoiceImage, InvoiceNumberPrediction>(pipeline.Fit(_none));

    private sealed class PathOnly
    {
        public string ImagePath { get; set; } = "";
    }
}
