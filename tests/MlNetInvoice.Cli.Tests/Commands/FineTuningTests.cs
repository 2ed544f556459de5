using MlNetInvoice.Data;
using MlNetInvoice.Models;

namespace MlNetInvoice.Cli.Commands;

public sealed class FineTuningTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _samples = Path.Combine(SharedData.RepositoryRoot, "assets", "samples");
    private readonly string _reader;

    public FineTuningTests()
    {
        _reader = _folder.File("reader.zip");
        ModelFile.Save(EmbeddedModels.LoadReader(), _reader);
    }

    public void Dispose() => _folder.Dispose();

    [Test]
    public void A_part_of_the_pictures_is_held_back_the_same_one_each_time()
    {
        FineTuning half = FineTuning.Prepare(_reader, $"printed,{_samples}", 50);
        FineTuning again = FineTuning.Prepare(_reader, $"printed,{_samples}", 50);

        Assert.That(half.HeldBack, Is.Not.Empty);
        Assert.That(half.Training, Is.Not.Empty);
        Assert.That(half.HeldBack.Select(label => label.File).Intersect(half.Training.Select(label => label.File)), Is.Empty);
        Assert.That(again.HeldBack, Is.EqualTo(half.HeldBack));
        Assert.That((FineTuning.Recipe.Epochs, FineTuning.Recipe.LearningRate), Is.EqualTo((6, 0.0003f)));
    }

    [Test]
    public void The_report_names_what_changed_and_a_model_against_itself_changes_nothing()
    {
        FineTuning tuning = FineTuning.Prepare(_reader, $"printed,{_samples}", 50);
        var images = new LabeledImages(28, 28, PrintedClasses.Count, new byte[784], [PrintedClasses.None]);

        var report = FineTuningReport.Measure(tuning, tuning.Base, images, CancellationToken.None);
        report.Save(_folder.File(FineTuningReport.FileName));

        Assert.That(report.ToString(), Does.StartWith($"{tuning.HeldBack.Count} numbers that were held back, read by the model before and after:\n").And.Contain("\n0 better.\n0 worse.\nPrinted characters right: "));
        string[] lines = File.ReadAllLines(_folder.File(FineTuningReport.FileName));
        Assert.That(lines[0], Is.EqualTo("file,wanted,before,beforeConfidence,after,afterConfidence,change"));
        Assert.That(lines[1..].Select(line => line.Split(',')[1]), Is.EqualTo(tuning.HeldBack.GroupBy(label => label.File).SelectMany(group => group).Select(label => label.Digits)));
    }

    [Test]
    public void The_model_says_what_it_was_tuned_from_and_on()
    {
        FineTuning tuning = FineTuning.Prepare(_reader, $"printed,{_samples}", 50);

        IReadOnlyList<DataFingerprint> origins = tuning.OriginsOf();

        Assert.That(origins.Select(origin => origin.Name), Is.EqualTo(new[] { "tuned from reader.zip, its weights", "tuned on samples, corrected numbers", "samples, held back and not learnt from" }));
        Assert.That(origins[0].Sha256, Is.EqualTo(ModelFile.ReadManifest(_reader).WeightsSha256));
        Assert.That((origins[1].Count, origins[2].Count), Is.EqualTo((tuning.Training.Count, tuning.HeldBack.Count)));
        Assert.That(origins[1].Sha256, Has.Length.EqualTo(64).And.Not.EqualTo(origins[2].Sha256));
    }

    [Test]
    public void A_model_with_an_expert_says_so_when_it_is_inspected()
    {
        CommandRun inspect = CommandRun.Of("inspect", _reader);

        string[] lines = [.. inspect.Lines.SkipWhile(line => !line.StartsWith("expert:", StringComparison.Ordinal))];
        Assert.That(lines[0], Does.StartWith("expert: reader-deep, 243,349 weights, ").And.Contain("; reads again what the model is not sure of; weights SHA-256 "));
        Assert.That(lines, Has.Some.StartsWith("test: loss "), "Its own score stands below it.");
    }

    [Test]
    public void An_interrupted_run_takes_the_expert_that_is_tuned_already()
    {
        FineTuning tuning = FineTuning.Prepare(_reader, $"printed,{_samples}", 50);
        string output = _folder.File("tuned.zip");
        ModelFile.Save(tuning.Base.Expert!, ExpertTuning.PathFor(output));
        using var writer = new StringWriter();
        TrainedModel? done = ExpertTuning.Run(new CommandContext(writer, writer, () => Stream.Null, IsErrorTerminal: false), tuning, FineTuning.Recipe, $"printed,{_samples}", output, resume: true, keep: 50, CancellationToken.None);
        Assert.That(done!.Network.Values.ToArray(), Is.EqualTo(tuning.Base.Expert!.Network.Values.ToArray()));
    }

    [Test]
    public void What_cannot_be_tuned_is_said()
    {
        string digits = _folder.File("digits.zip"), output = _folder.File("tuned.zip");
        ModelFile.Save(EmbeddedModels.LoadDigits(), digits);

        Fails($"--finetune learns from corrected pictures beside printed lines: give --data printed,folder, not {_samples}.", "--finetune", _reader, "--data", _samples, "--out", output);
        Fails($"{digits} is a \"lenet5\" of 10 classes; --finetune takes a reader of lines, of 37 classes.", "--finetune", digits, "--data", $"printed,{_samples}", "--out", output);
        Fails($"--out is {_reader}, the model that is tuned: give the new one a name of its own.", "--finetune", _reader, "--data", $"printed,{_samples}", "--out", _reader, "--overwrite");
        Fails("--hold-back is 95, but must be above 0 to 90 percent.", "--finetune", _reader, "--data", $"printed,{_samples}", "--out", output, "--hold-back", "95");
        Fails("--hold-back and --keep are of --finetune; give that as well.", "--data", "printed", "--out", output, "--hold-back", "10");
    }

    private static void Fails(string message, params string[] arguments)
    {
        CommandRun run = CommandRun.Of(["train", .. arguments]);
        Assert.That((run.ExitCode, run.Error.Trim()), Is.EqualTo((1, message)));
    }
}
