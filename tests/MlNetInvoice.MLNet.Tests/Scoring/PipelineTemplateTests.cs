using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetInvoice.Models;
using MlNetInvoice.Models.MLNet;

namespace MlNetInvoice.MLNet;

/// <summary>
/// The templates from which the command line writes pipelines without ML.NET. To renew them set <c>MLNETINVOICE_RENEW_TEMPLATES=1</c>.
/// </summary>
public sealed class PipelineTemplateTests
{
    private static readonly string Folder = Path.Combine(SharedData.RepositoryRoot, "src", "MlNetInvoice.Cli", "Templates", "Pipelines");

    private readonly MLContext _ml = new(1);

    [OneTimeSetUp]
    public void Renew_if_told()
    {
        if (Environment.GetEnvironmentVariable("MLNETINVOICE_RENEW_TEMPLATES") != "1")
        {
            return;
        }

        Directory.CreateDirectory(Folder);
        IDataView images = Strokes.Images(1).ToDataView(_ml);
        IDataView none = _ml.Data.LoadFromEnumerable(Array.Empty<InvoiceImage>());
        using var full = new MemoryStream();
        _ml.Model.Save(NetworkTransformer.Create(_ml, EmbeddedModels.LoadDigits()), images.Schema, full);
        File.WriteAllBytes(Path.Combine(Folder, "classify.zip"), Emptied(full.ToArray()));
        using var reading = new MemoryStream();
        _ml.Model.Save(_ml.Transforms.ReadInvoiceNumber("Number", "Image").Fit(none), none.Schema, reading);
        File.WriteAllBytes(Path.Combine(Folder, "read.zip"), reading.ToArray());
    }

    [Test]
    public void A_filled_template_is_loaded_by_MLNet_and_scores_as_the_network_does_bit_for_bit()
    {
        TrainedModel model = EmbeddedModels.LoadDigits();
        IDataView data = Strokes.Images(100).ToDataView(_ml);
        using FileStream template = File.OpenRead(Path.Combine(Folder, "classify.zip"));
        using var filled = new MemoryStream(PipelineFile.Fill(template, model));

        IDataView scored = _ml.Model.Load(filled, out DataViewSchema schema).Transform(data);
        IDataView expected = NetworkTransformer.Create(_ml, model).Transform(data);

        Assert.That(schema.Select(column => column.Name), Is.EqualTo(new[] { "Features", "Label" }));
        Assert.That(scored.GetColumn<float[]>("Score"), Is.EqualTo(expected.GetColumn<float[]>("Score")));
        Assert.That(scored.GetColumn<uint>("PredictedLabel"), Is.EqualTo(expected.GetColumn<uint>("PredictedLabel")));
    }

    [Test]
    public void A_filled_reader_is_loaded_by_MLNet_and_reads_as_the_reader_does()
    {
        using FileStream template = File.OpenRead(Path.Combine(Folder, "read.zip"));
        using var filled = new MemoryStream(PipelineFile.Fill(template, EmbeddedModels.LoadReader()));
        var engine = _ml.Model.CreatePredictionEngine<InvoiceImage, InvoiceNumberPrediction>(_ml.Model.Load(filled, out _));

        InvoiceNumberPrediction read = engine.Predict(new InvoiceImage { Image = File.ReadAllBytes(Pictures.Sample("electronic-photo.png")) });

        InvoiceReading direct = InvoiceReader.Default.Read(Pictures.Sample("electronic-photo.png"));
        Assert.That((read.Number, read.Confidence), Is.EqualTo((direct.Number, direct.Confidence)));
    }

    [Test]
    public void The_library_loads_the_model_out_of_what_MLNet_saved_and_out_of_what_it_wrote_itself()
    {
        TrainedModel model = EmbeddedModels.LoadDigits();
        using var saved = new MemoryStream();
        _ml.Model.Save(NetworkTransformer.Create(_ml, model), Strokes.Images(1).ToDataView(_ml).Schema, saved);
        using FileStream template = File.OpenRead(Path.Combine(Folder, "classify.zip"));
        using var filled = new MemoryStream(PipelineFile.Fill(template, model));

        foreach (MemoryStream file in new[] { saved, filled })
        {
            file.Position = 0;
            Assert.That(ModelFile.Load(file).Network.Values.ToArray(), Is.EqualTo(model.Network.Values.ToArray()));
            file.Position = 0;
            Assert.That(ModelFile.ReadManifest(file).WeightsSha256, Is.EqualTo(model.Manifest.WeightsSha256));
        }
    }

    [Test]
    public void A_pipeline_of_MLNet_without_a_model_of_this_library_is_refused()
    {
        IDataView data = _ml.Data.LoadFromEnumerable(new[] { new InvoiceImage() });
        using var other = new MemoryStream();
        _ml.Model.Save(_ml.Transforms.CopyColumns("Copy", "ImagePath").Fit(data), data.Schema, other);
        other.Position = 0;

        Assert.That(() => ModelFile.Load(other), Throws.TypeOf<InvalidModelException>().With.Message.EqualTo("The file is a pipeline of ML.NET, but holds no model of MlNetInvoice."));
    }

    private static byte[] Emptied(byte[] pipeline)
    {
        using var output = new MemoryStream();
        output.Write(pipeline);
        using (var archive = new System.IO.Compression.ZipArchive(output, System.IO.Compression.ZipArchiveMode.Update, leaveOpen: true))
        {
            System.IO.Compression.ZipArchiveEntry entry = archive.Entries.First(e => e.Name == "DefaultMap.idv" && e.Length > 10_000);
            byte[] content = new byte[entry.Length];
            using Stream stream = entry.Open();
            stream.ReadExactly(content);
            string text = MappedText.TryRead(content)!;
            stream.SetLength(0);
            stream.Write(MappedText.Replace(content, text[..(text.IndexOf('\n', StringComparison.Ordinal) + 1)]));
        }

        return output.ToArray();
    }
}
