using System.IO.Compression;
using System.Text;
using MlNetInvoice.Data;
using MlNetInvoice.Evaluation;
using MlNetInvoice.Networks;
using MlNetInvoice.Reading;
using MlNetInvoice.Segmentation;
using MlNetInvoice.Training;

namespace MlNetInvoice.Models;

public sealed class ModelFileTests
{
    private static readonly NetworkDefinition Definition = new(
        "tiny", new LayerShape(1, 6, 6), 3, [new Convolution2D(2, 3), new BatchNormalization(), new Relu(), new MaxPooling(2), new Dense(3)]);

    private static readonly TrainedModel Model = MakeModel();

    private static readonly byte[] Bytes = Save(Model);

    [Test]
    public void What_is_saved_is_loaded_again()
    {
        TrainedModel loaded = ModelFile.Load(new MemoryStream(Bytes));

        Assert.That(loaded.Network.Values.ToArray(), Is.EqualTo(Model.Network.Values.ToArray()));
        Assert.That(loaded.Network.Definition.ToJson(), Is.EqualTo(Definition.ToJson()));
        ModelManifest manifest = loaded.Manifest;
        Assert.That(manifest.FormatVersion, Is.EqualTo(1));
        Assert.That(manifest.WrittenBy, Does.Match(@"^MlNetInvoice \d+\.\d+\.\d+$"));
        Assert.That(manifest.Classes, Is.EqualTo(new[] { "0", "A", "none" }));
        Assert.That(manifest.Normalizer, Is.EqualTo(new DigitNormalizerOptions { Style = DigitNormalizerStyle.BorderBicubic, Border = 0.1f, StretchContrast = false }));
        Assert.That(manifest.Training, Is.EqualTo(Model.Manifest.Training));
        Assert.That(manifest.History!.Epochs, Is.EqualTo(Model.Manifest.History!.Epochs));
        Assert.That((manifest.History.BestEpoch, manifest.History.End), Is.EqualTo((2, TrainingEnd.StoppedEarly)));
        Assert.That(manifest.Data, Is.EqualTo(Model.Manifest.Data));
        Assert.That(manifest.TestReport!.ToString(), Is.EqualTo(Model.Manifest.TestReport!.ToString()));
        Assert.That(Save(loaded), Is.EqualTo(Bytes), "the same model gives the same bytes");
    }

    [Test]
    public void The_reading_confidence_travels_with_the_model_and_is_checked()
    {
        Assert.That(ModelFile.Load(new MemoryStream(Bytes)).Manifest.ReadingConfidence, Is.Null, "a model that reads no lines has none");
        var calibrated = new TrainedModel(Model.Network, Model.Manifest with { ReadingConfidence = [0.5f, -6.25f, 1e-3f] });
        Assert.That(ModelFile.Load(new MemoryStream(Save(calibrated))).Manifest.ReadingConfidence, Is.EqualTo(new[] { 0.5f, -6.25f, 1e-3f }));

        string json = calibrated.Manifest.ToJson().Replace("-6.25", "\"much\"", StringComparison.Ordinal);
        Assert.That(Assert.Throws<InvalidModelException>(() => ManifestJson.Parse(Encoding.UTF8.GetBytes(json)))!.Message, Does.Contain("readingConfidence[1] is \"much\" where a number from -1000 to 1000 is expected"));

        TrainedModel reader = EmbeddedModels.LoadReader();
        Assert.That(reader.Manifest.ReadingConfidence, Has.Count.EqualTo(ReadingConfidence.FeatureCount), "the embedded reader was calibrated");
        Assert.That(reader.Expert!.Manifest.ReadingConfidence, Has.Count.EqualTo(ReadingConfidence.ExpertFeatureCount), "its expert, too");
        var other = new TrainedModel(reader.Network, reader.Manifest with { ReadingConfidence = [1f] });
        Assert.That(
            Assert.Throws<InvalidModelException>(() => _ = new InvoiceReader(other))!.Message,
            Is.EqualTo("The model's reading confidence has 1 weights where a reader wants 15 and an expert 30; calibrate it anew."));
    }

    [Test]
    public void An_expert_travels_with_the_model()
    {
        TrainedModel expert = MakeModel();
        TrainedModel both = Model.WithExpert(expert);

        TrainedModel loaded = ModelFile.Load(new MemoryStream(Save(both)));

        Assert.That(loaded.Expert!.Network.Values.ToArray(), Is.EqualTo(expert.Network.Values.ToArray()));
        Assert.That(Save(loaded), Is.EqualTo(Save(both)));
        Assert.That(loaded.WithExpert(null).Expert, Is.Null);

        using var again = new MemoryStream();
        ModelFile.Save(both, again);
        again.Position = 0;
        Assert.That(ModelFile.ReadExpertManifest(again)!.Architecture.Name, Is.EqualTo(expert.Network.Definition.Name));
        again.SetLength(0);
        ModelFile.Save(Model.WithExpert(null), again);
        again.Position = 0;
        Assert.That(ModelFile.ReadExpertManifest(again), Is.Null);
        Assert.That(ModelFile.ReadManifest(new MemoryStream(Save(both))).ToJson(), Is.EqualTo(ModelFile.ReadManifest(new MemoryStream(Bytes)).ToJson()));
    }

    [Test]
    public void An_expert_that_does_not_fit_is_refused_by_name()
    {
        TrainedModel reader = EmbeddedModels.LoadReader();
        string Fault(TrainedModel expert) => Assert.Throws<InvalidModelException>(() => reader.WithExpert(expert))!.Message;

        Assert.That(Fault(EmbeddedModels.LoadDigits()), Is.EqualTo("The model \"lenet5\" cannot be the expert of \"reader\": it has other classes."));
        Assert.That(Fault(Model), Is.EqualTo("The model \"tiny\" cannot be the expert of \"reader\": it reads images of 1×6×6 instead of 1×28×28."));
        TrainedModel plain = reader.WithExpert(null);
        Assert.That(Fault(plain.WithExpert(plain)), Is.EqualTo("The model \"reader\" cannot be the expert of \"reader\": it has an expert itself."));
    }

    [Test]
    public void An_expert_within_an_expert_is_refused_before_it_is_opened()
    {
        using var nested = new MemoryStream();
        nested.Write(Save(Model));
        using (var archive = new ZipArchive(nested, ZipArchiveMode.Update, leaveOpen: true))
        using (Stream entry = archive.CreateEntry("expert.zip").Open())
        {
            using var expert = new MemoryStream();
            expert.Write(Save(Model));
            using (var own = new ZipArchive(expert, ZipArchiveMode.Update, leaveOpen: true))
            using (Stream inner = own.CreateEntry("expert.zip").Open())
            {
                inner.Write("no zip"u8);
            }

            entry.Write(expert.ToArray());
        }

        nested.Position = 0;

        Assert.That(Assert.Throws<InvalidModelException>(() => ModelFile.Load(nested))!.Message, Is.EqualTo("expert.zip: holds expert.zip, but an expert has no expert itself."));
    }

    [Test]
    public void A_damaged_expert_is_named_as_the_part_it_is()
    {
        using var damaged = new MemoryStream();
        damaged.Write(Save(Model));
        using (var archive = new ZipArchive(damaged, ZipArchiveMode.Update, leaveOpen: true))
        using (Stream entry = archive.CreateEntry("expert.zip").Open())
        {
            entry.Write("no zip"u8);
        }

        damaged.Position = 0;

        Assert.That(Assert.Throws<InvalidModelException>(() => ModelFile.Load(damaged))!.Message, Does.StartWith("expert.zip: The file is no model .zip, or is damaged: "));
    }

    [Test]
    public void The_manifest_is_read_without_the_weights()
    {
        byte[] damaged = [.. Bytes];
        damaged[damaged.AsSpan().IndexOf("weights.bin"u8) + 20] ^= 1;

        Assert.That(ModelFile.ReadManifest(new MemoryStream(damaged)).Classes, Is.EqualTo(new[] { "0", "A", "none" }));
        Assert.That(Fault(damaged), Does.StartWith("weights.bin: its SHA-256 is ").Or.StartWith("The file is no model .zip, or is damaged: "));
    }

    [Test]
    public void Any_tool_can_open_it()
    {
        using var archive = new ZipArchive(new MemoryStream(Bytes));

        Assert.That(archive.Entries.Select(entry => entry.FullName), Is.EqualTo(new[] { "manifest.json", "weights.bin" }));
        Assert.That(archive.Entries[1].Length, Is.EqualTo(Model.Network.Values.Length * 4));
        Assert.That(archive.Entries.Select(entry => entry.LastWriteTime.Year), Is.All.EqualTo(1980));
    }

    [Test]
    public void A_stream_that_cannot_seek_is_read()
    {
        using var gzip = new MemoryStream();
        using (var compress = new GZipStream(gzip, CompressionMode.Compress, leaveOpen: true))
        {
            ModelFile.Save(Model, compress);
        }

        gzip.Position = 0;
        using var stream = new GZipStream(gzip, CompressionMode.Decompress);
        Assert.That(ModelFile.Load(stream).Network.Values.ToArray(), Is.EqualTo(Model.Network.Values.ToArray()));
    }

    [Test]
    public void A_file_is_replaced_whole_and_named_in_faults()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("models/模型.zip");
        ModelFile.Save(Model, path);
        ModelFile.Save(Model, path);

        Assert.That(File.ReadAllBytes(path), Is.EqualTo(Bytes));
        Assert.That(Directory.GetFiles(folder.File("models")), Has.Length.EqualTo(1));
        File.WriteAllText(path, "");
        Assert.That(Assert.Throws<InvalidModelException>(() => ModelFile.Load(path))!.Message, Does.StartWith($"{path}: The file is no model .zip, or is damaged: "));
        string missing = folder.File("no.zip");
        Assert.That(Assert.Throws<InvalidModelException>(() => ModelFile.ReadManifest(missing))!.Message, Does.StartWith($"{missing}: cannot be opened: "));
    }

    [Test]
    public void A_model_from_the_future_is_refused_by_its_version() => Assert.That(
        Fault(WithManifest(json => json.Replace("\"format\": 1", "\"format\": 3, \"quantized\": true", StringComparison.Ordinal))),
        Is.EqualTo("manifest.json: written by format 3, this library reads up to 1."));

    [Test]
    public void Every_fault_of_a_manifest_is_named_at_once() => Assert.That(
        Fault(WithManifest(json => json
            .Replace("\"A\"", "\"0\"", StringComparison.Ordinal)
            .Replace("\"border\": 0.1", "\"border\": -1, \"boarder\": 2", StringComparison.Ordinal)
            .Replace("\"epochs\": 7", "\"epochs\": \"many\"", StringComparison.Ordinal)
            .Replace("\"bestEpoch\": 2,", "", StringComparison.Ordinal))),
        Is.EqualTo("manifest.json: normalizer.border is -1 where a number from 0 to 2 is expected; "
            + "normalizer.boarder is not known here (known are style, longestSide, border, stretchContrast); "
            + "training.epochs is \"many\" where a whole number from 1 to 10000 is expected; history.bestEpoch is missing; classes[1] is \"0\", which is there already."));

    [TestCase("\"classes\": [", "\"classes\": [ \"x\",", "manifest.json: testReport confusion is not 4 rows of 4 counts; classes has 4 labels, but the architecture has 3 classes.")]
    [TestCase("\"name\": \"conv1.weight\"", "\"name\": \"conv9.weight\"", "manifest.json: weights parameters[0] is conv9.weight [2, 1, 3, 3], but the architecture wants conv1.weight [2, 1, 3, 3].")]
    [TestCase("\"format\": 1", "\"format\": 0", "manifest.json: format is 0 where a whole number from 1 to 1 is expected.")]
    [TestCase("\"format\": 1", "\"format\": 1, \"format\": 1", "manifest.json: is not valid JSON: ")]
    [TestCase("\"writtenBy\": \"", "\"writtenBy\": \"\\ud800", "manifest.json: holds a text that is not Unicode.")]
    [TestCase("\"name\": \"tiny\"", "\"name\": \"\"", "manifest.json: architecture: The network definition is not valid: name is \"\" where a text of 1 to 64 characters is expected.")]
    public void A_fault_of_the_manifest_names_the_field_and_the_value(string old, string changed, string message) => Assert.That(
        Fault(WithManifest(json => ReplaceFirst(json, old, changed))), Does.StartWith(message));

    [Test]
    public void A_wrong_hash_names_both()
    {
        string hash = Model.Manifest.WeightsSha256;
        string saved = ModelFile.ReadManifest(new MemoryStream(Bytes)).WeightsSha256;
        string other = new('0', 64);

        Assert.That(hash, Is.Empty);
        Assert.That(
            Fault(WithManifest(json => json.Replace(saved, other, StringComparison.Ordinal))),
            Is.EqualTo($"weights.bin: its SHA-256 is {saved}, but manifest.json says {other}: the file is damaged."));
        Assert.That(
            Fault(WithManifest(json => json.Replace(saved, "ABC", StringComparison.Ordinal))),
            Is.EqualTo("manifest.json: weights sha256 is \"ABC\" where 64 lower-case hexadecimal digits are expected."));
    }

    [Test]
    public void Weights_of_another_length_or_that_are_no_numbers_are_refused()
    {
        int length = Model.Network.Values.Length * 4;
        Assert.That(Fault(Zip(("manifest.json", Entry("manifest.json")), ("weights.bin", new byte[length + 4]))), Is.EqualTo(
            $"weights.bin: has {length + 4} bytes, but the {length / 4} values of the architecture want {length}."));

        Network broken = Model.Network.Clone();
        broken.GetParameter("dense1.bias").Values[1] = float.NaN;
        Assert.That(
            Assert.Throws<InvalidModelException>(() => Save(new TrainedModel(broken, Model.Manifest)))!.Message,
            Is.EqualTo("weights.bin: dense1.bias holds NaN."));
    }

    [Test]
    public void Missing_doubled_and_foreign_entries_are_named()
    {
        byte[] manifest = Entry("manifest.json");
        byte[] weights = Entry("weights.bin");

        Assert.That(Fault(Zip(("weights.bin", weights))), Is.EqualTo("manifest.json: is missing, so this is no model file."));
        Assert.That(Fault(Zip(("manifest.json", manifest))), Is.EqualTo("weights.bin: is missing, so this is no model file."));
        Assert.That(Fault(Zip(("manifest.json", manifest), ("weights.bin", weights), ("weights.bin", weights))), Is.EqualTo("weights.bin: is there 2 times."));
        Assert.That(
            Fault(Zip(("manifest.json", manifest), ("weights.bin", weights), ("../evil.sh", []))),
            Is.EqualTo("../evil.sh: is no part of a model file, which holds manifest.json, weights.bin and perhaps expert.zip alone."));
    }

    [Test]
    public void A_manifest_that_inflates_beyond_its_cap_is_refused() => Assert.That(
        Fault(Zip(("manifest.json", new byte[ModelFile.MaxManifestBytes + 1]), ("weights.bin", []))),
        Is.EqualTo("manifest.json: declares 4194305 bytes, more than the 4194304 allowed."));

    [Test]
    public void A_file_cut_anywhere_is_a_fault_and_nothing_else()
    {
        for (int length = 0; length < Bytes.Length; length += 7)
        {
            Assert.Throws<InvalidModelException>(() => ModelFile.Load(new MemoryStream(Bytes[..length])), $"cut at {length}");
        }
    }

    [Test]
    public void Another_architecture_than_the_networks_is_refused() => Assert.That(
        Assert.Throws<InvalidModelException>(() => _ = new TrainedModel(
            Model.Network, Model.Manifest with { Architecture = NetworkArchitectures.Get("softmax") }))!.Message,
        Is.EqualTo("The network is of the architecture tiny, but its manifest describes another, softmax."));

    private static TrainedModel MakeModel()
    {
        var confusion = new ConfusionMatrix(["0", "A", "none"]);
        confusion.Add(0, 0, 5);
        confusion.Add(2, 1);
        var images = new LabeledImages(6, 6, 3, new byte[72], [0, 2]);
        return new TrainedModel(Network.Create(Definition, 7), new ModelManifest
        {
            Architecture = Definition,
            Classes = ["0", "A", "none"],
            Normalizer = new DigitNormalizerOptions { Style = DigitNormalizerStyle.BorderBicubic, Border = 0.1f, StretchContrast = false },
            Training = new TrainingOptions { Epochs = 7, Optimizer = OptimizerKind.AdamW, LearningRate = 0.0123f, Augmentation = new AugmentationOptions { Scale = 0.2f } },
            History = new TrainingHistory([new EpochRecord(1, 0.1, 2.5, 0.1, 2.25, 0.5, 1.5, 1000), new EpochRecord(2, 0.01, 2, 0.2, null, null, 1.25, 2000)], 2, TrainingEnd.StoppedEarly),
            Data = [DataFingerprint.Of("two images", images)],
            TestReport = new ClassificationReport(confusion, 0.123),
        });
    }

    private static byte[] Save(TrainedModel model)
    {
        using var stream = new MemoryStream();
        ModelFile.Save(model, stream);
        return stream.ToArray();
    }

    private static string Fault(byte[] bytes) => Assert.Throws<InvalidModelException>(() => ModelFile.Load(new MemoryStream(bytes)))!.Message;

    private static byte[] Entry(string name)
    {
        using var archive = new ZipArchive(new MemoryStream(Bytes));
        using var content = new MemoryStream();
        using Stream stream = archive.GetEntry(name)!.Open();
        stream.CopyTo(content);
        return content.ToArray();
    }

    private static byte[] WithManifest(Func<string, string> change)
    {
        string json = Encoding.UTF8.GetString(Entry("manifest.json"));
        string changed = change(json);
        Assert.That(changed, Is.Not.EqualTo(json), "the test changes something");
        return Zip(("manifest.json", Encoding.UTF8.GetBytes(changed)), ("weights.bin", Entry("weights.bin")));
    }

    private static string ReplaceFirst(string text, string old, string changed)
    {
        int place = text.IndexOf(old, StringComparison.Ordinal);
        return place < 0 ? text : text[..place] + changed + text[(place + old.Length)..];
    }

    private static byte[] Zip(params (string Name, byte[] Content)[] entries)
    {
        using var output = new MemoryStream();
        using (var archive = new ZipArchive(output, ZipArchiveMode.Create))
        {
            foreach ((string name, byte[] content) in entries)
            {
                using Stream stream = archive.CreateEntry(name).Open();
                stream.Write(content);
            }
        }

        return output.ToArray();
    }
}
