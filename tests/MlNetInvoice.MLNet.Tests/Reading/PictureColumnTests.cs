using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetInvoice.Batch;
using MlNetInvoice.Imaging;

namespace MlNetInvoice.MLNet;

/// <summary>A picture may come as bytes, as a path or as ML.NET's own image, and reads as <see cref="InvoiceReader"/> reads it.</summary>
public sealed class PictureColumnTests
{
    private readonly MLContext _ml = new(1);

    private static IEnumerable<string> Samples() => Directory.GetFiles(Path.GetDirectoryName(Pictures.Sample("labels.csv"))!, "*.png").Select(path => Path.GetFileName(path)!);

    [TestCaseSource(nameof(Samples))]
    public void Bytes_path_and_image_read_as_the_reader_does(string sample)
    {
        var options = new InvoiceReaderOptions { Crop = sample.Contains("crop", StringComparison.Ordinal) };
        string path = Pictures.Sample(sample);
        InvoiceReading direct = InvoiceReader.Default.WithOptions(options).Read(path);
        InvoiceImage[] rows = [new() { Image = File.ReadAllBytes(path), ImagePath = path }];

        Assert.That(Read(rows, _ml.Transforms.ReadInvoiceNumber("Number", "Image", options)), Is.EqualTo(Describe(direct)), "bytes");
        Assert.That(Read(rows, _ml.Transforms.ReadInvoiceNumber("Number", "ImagePath", options)), Is.EqualTo(Describe(direct)), "path");
        Assert.That(
            Read(rows, _ml.Transforms.LoadImages("Picture", "", "ImagePath").Append(_ml.Transforms.ReadInvoiceNumber("Number", "Picture", options))),
            Is.EqualTo(Describe(direct)),
            "LoadImages");
    }

    [Test]
    public void An_image_is_read_in_red_light_too()
    {
        // Pale red print: hardly darker than the paper in gray, and told apart by its colour.
        RgbImage red = PurpleOnPink();
        InvoiceReader reader = InvoiceReader.Default.WithOptions(new InvoiceReaderOptions { Crop = true });
        InvoiceReading direct = reader.Read(red);
        InvoiceReading gray = reader.Read(ImageDecoder.DecodeGray(PngEncoder.EncodeStored(red)));
        using MLImage image = MLImage.CreateFromPixels(red.Width, red.Height, MLPixelFormat.Bgra32, Bgra(red));
        var engine = _ml.Model.CreatePredictionEngine<ImageRow, InvoiceNumberPrediction>(
            _ml.Transforms.ReadInvoiceNumber("Number", "Picture", reader.Options).Fit(_ml.Data.LoadFromEnumerable(Array.Empty<ImageRow>())));
        string bytes = Read([new InvoiceImage { Image = PngEncoder.EncodeStored(red) }], _ml.Transforms.ReadInvoiceNumber("Number", "Image", reader.Options));

        InvoiceNumberPrediction read = engine.Predict(new ImageRow { Picture = image });

        Assert.That(Describe(direct), Is.Not.EqualTo(Describe(gray)), "gray alone reads something else, so this picture tells the two ways apart");
        Assert.That(Describe(read), Is.EqualTo(Describe(direct)));
        Assert.That(bytes, Is.EqualTo(Describe(direct)));
    }

    [Test]
    public void Without_an_input_column_the_output_column_is_read_and_hidden_by_the_number()
    {
        IDataView read = _ml.Transforms.ReadInvoiceNumber("Image", null, new InvoiceReaderOptions { Crop = true })
            .Fit(_ml.Data.LoadFromEnumerable(Array.Empty<InvoiceImage>()))
            .Transform(_ml.Data.LoadFromEnumerable([new InvoiceImage { Image = File.ReadAllBytes(Pictures.Sample("electronic-crop.png")) }]));

        Assert.That(read.GetColumn<string>("Image").Single(), Does.EndWith(Pictures.DigitsOf("electronic-crop.png")));
        Assert.That(read.Schema.Where(column => !column.IsHidden).Select(column => column.Name), Is.EquivalentTo(new[]
        {
            "Image", "ImagePath", "IsComplete", "Letters", "LettersConfidence", "Digits", "BestGuess", "Confidence", "Status", "Reason", "ReasonCode", "OthersInView", "Scores", "Period", "Date", "RandomCode", "Total", "Seller", "Buyer",
        }));
    }

    [Test]
    public void A_saved_pipeline_reads_images_too()
    {
        string path = Path.GetTempFileName();
        try
        {
            IDataView rows = _ml.Data.LoadFromEnumerable([new InvoiceImage { ImagePath = Pictures.Sample("electronic-crop.png") }]);
            var pipeline = _ml.Transforms.LoadImages("Picture", "", "ImagePath").Append(_ml.Transforms.ReadInvoiceNumber("Number", "Picture", new InvoiceReaderOptions { Crop = true }));
            _ml.Model.Save(pipeline.Fit(rows), rows.Schema, path);

            ITransformer loaded = new MLContext().Model.Load(path, out _);

            Assert.That(loaded.Transform(rows).GetColumn<string>("Number").Single(), Does.EndWith(Pictures.DigitsOf("electronic-crop.png")));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Test]
    public void A_column_of_another_type_is_a_schema_mismatch()
    {
        IDataView numbers = _ml.Data.LoadFromEnumerable([new NumberRow()]);

        Assert.That(() => _ml.Transforms.ReadInvoiceNumber("Number", "Value").Fit(numbers), Throws.TypeOf<ArgumentOutOfRangeException>().With.Message.StartsWith(
            "Schema mismatch for input column 'Value': expected Image, Vector<Byte> or String, got Single"));
    }

    [Test]
    public void What_is_transparent_lies_on_white_paper()
    {
        byte[] pixels = [10, 20, 30, 255, 0, 0, 0, 0, 50, 40, 30, 100];

        using MLImage image = MLImage.CreateFromPixels(3, 1, MLPixelFormat.Rgba32, pixels);

        Assert.That(image.ToRgbImage().Samples.ToArray(), Is.EqualTo(new byte[] { 10, 20, 30, 255, 255, 255, 205, 195, 185 }));
    }

    private string Read(InvoiceImage[] rows, IEstimator<ITransformer> pipeline)
    {
        IDataView view = _ml.Data.LoadFromEnumerable(rows);
        return Describe(_ml.Data.CreateEnumerable<InvoiceNumberPrediction>(pipeline.Fit(view).Transform(view), reuseRowObject: false).Single());
    }

    private static RgbImage PurpleOnPink()
    {
        GrayImage crop = ImageDecoder.LoadGray(Pictures.Sample("electronic-crop.png"));
        var colour = new RgbImage(crop.Width, crop.Height);
        for (int i = 0; i < crop.Width * crop.Height; i++)
        {
            // Equal luminance for ink and paper (0.299 R + 0.587 G + 0.114 B); only the amount of red differs.
            int ink = crop.Pixels[i] < 128 ? 1 : 0;
            colour.Samples[(3 * i) + 0] = (byte)(ink == 1 ? 120 : 240);
            colour.Samples[(3 * i) + 1] = (byte)(ink == 1 ? 191 : 130);
            colour.Samples[(3 * i) + 2] = 160;
        }

        return colour;
    }

    private static byte[] Bgra(RgbImage image)
    {
        byte[] pixels = new byte[image.Width * image.Height * 4];
        for (int i = 0; i < image.Width * image.Height; i++)
        {
            (pixels[4 * i], pixels[(4 * i) + 1], pixels[(4 * i) + 2], pixels[(4 * i) + 3]) =
                (image.Samples[(3 * i) + 2], image.Samples[(3 * i) + 1], image.Samples[3 * i], 255);
        }

        return pixels;
    }

    private static string Describe(InvoiceReading reading)
    {
        var row = new MappedPrediction();
        row.Set(PictureReading.FromReading(null, reading, TimeSpan.Zero));
        return $"{row.Status} {row.Number} {row.IsComplete} {row.Letters} {row.LettersConfidence:R} {row.Digits} {row.BestGuess} {row.Confidence:R} {row.Reason} {row.ReasonCode} {row.OthersInView} {string.Join(' ', row.Scores)}";
    }

    private static string Describe(InvoiceNumberPrediction row) =>
        $"{row.Status} {row.Number} {row.IsComplete} {row.Letters} {row.LettersConfidence:R} {row.Digits} {row.BestGuess} {row.Confidence:R} {row.Reason} {row.ReasonCode} {row.OthersInView} {string.Join(' ', row.Scores)}";

    private sealed class ImageRow
    {
        [Microsoft.ML.Transforms.Image.ImageType(40, 300)]
        public MLImage? Picture { get; set; }
    }

    private sealed class NumberRow
    {
        public float Value { get; set; }
    }
}
