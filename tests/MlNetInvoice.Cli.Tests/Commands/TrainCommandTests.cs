using MlNetInvoice.Building;
using MlNetInvoice.Models;
using MlNetInvoice.Networks;

namespace MlNetInvoice.Cli.Commands;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class TrainCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public TrainCommandTests() => TinyData.Write(_folder.Path);

    public void Dispose() => _folder.Dispose();

    [Test]
    public void A_model_is_trained_evaluated_and_inspected()
    {
        string model = _folder.File("out/model.zip");
        CommandRun train = CommandRun.Of("train", "--arch", "softmax", "--data", _folder.Path, "--out", model, "--epochs", "5", "--batch-size", "16", "--seed", "3", "--learning-rate", "0.01");
        Assert.That((train.ExitCode, train.Lines[1]), Is.EqualTo((0, "accuracy  100.00% (100 of 100)")), train.Error);
        Assert.That(train.Lines[^1], Does.Match(@"^.*model\.zip: epoch 5 of 5, \d+ kB, trained in \d+\.\d s; beside it history\.csv"));
        string[] progress = train.Error.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.That(progress[0], Is.EqualTo("softmax: 7850 weights, 300 training images, 5 epochs"));
        Assert.That(progress[1], Is.EqualTo("epoch    loss  accuracy  val. loss  val. acc.   rate     images/s    left"));
        Assert.That(progress, Has.Length.EqualTo(7), "a line for every epoch");
        Assert.That(File.ReadAllLines(_folder.File("out/history.csv")), Has.Length.EqualTo(6));
        Assert.That(Directory.GetFiles(_folder.File("out")).Select(Path.GetFileName), Is.EquivalentTo(new[]
        {
            "model.zip", "history.csv", "config.json", "training_curve.svg", "confusion_matrix.svg", "misclassified.png", "report.html",
        }));
        Assert.That(TrainingConfig.Parse(File.ReadAllText(_folder.File("out/config.json"))).Options.Seed, Is.EqualTo(3));

        CommandRun evaluate = CommandRun.Of("evaluate", model, "--data", _folder.Path);
        Assert.That((evaluate.ExitCode, evaluate.Lines[1]), Is.EqualTo((0, "accuracy  100.00% (100 of 100)")));
        Assert.That(evaluate.Lines, Has.Some.EqualTo("class  images   right  accuracy  precision      F1"));
        Assert.That(CommandRun.Of("evaluate", model, model, "--data", _folder.Path, "--training").Lines[1], Is.EqualTo("accuracy  100.00% (300 of 300)"));

        CommandRun inspect = CommandRun.Of("inspect", model);
        Assert.That(inspect.ExitCode, Is.Zero);
        Assert.That(inspect.Lines[4..7], Is.EqualTo(new[] { "layer   type    output  weights", "input          1×28×28        0", "dense1  dense       10    7,850" }));
        Assert.That(inspect.Lines, Has.Some.StartsWith("training: Adam, learning rate 0.01 (OneCycle), batch 16, seed 3; epoch 5 of 5, "));
        Assert.That(inspect.Lines, Has.None.StartsWith("expert:"));
    }

    [Test]
    public void A_pipeline_of_MLNet_is_written_beside_the_model_and_every_command_takes_it()
    {
        CommandRun train = CommandRun.Of(
            "train", "--arch", "softmax", "--data", _folder.Path, "--out", _folder.File("model.zip"), "--epochs", "5", "--batch-size", "16", "--seed", "3", "--learning-rate", "0.01", "--format", "mlnet");
        string pipeline = _folder.File("model.mlnet.zip");
        string sample = Path.Combine(SharedData.RepositoryRoot, "assets", "samples", "electronic-crop.png");

        Assert.That((train.ExitCode, train.Lines[^1]), Is.EqualTo((0, $"{pipeline}: the same model as a pipeline of ML.NET")), train.Error);
        Assert.That(ModelFile.Load(pipeline).Network.Values.ToArray(), Is.EqualTo(ModelFile.Load(_folder.File("model.zip")).Network.Values.ToArray()));
        Assert.That(CommandRun.Of("evaluate", pipeline, "--data", _folder.Path).Lines[1], Is.EqualTo("accuracy  100.00% (100 of 100)"));
        Assert.That(CommandRun.Of("inspect", pipeline).Lines[1..], Is.EqualTo(CommandRun.Of("inspect", _folder.File("model.zip")).Lines[1..]));
        Assert.That(
            CommandRun.Of("read", "--crop", "--model", pipeline, sample).Output,
            Is.EqualTo(CommandRun.Of("read", "--crop", "--model", _folder.File("model.zip"), sample).Output));
    }

    [Test]
    public void A_network_that_no_pipeline_holds_is_refused_before_it_is_trained()
    {
        File.WriteAllText(_folder.File("config.json"), """{ "architecture": { "name": "few", "input": { "channels": 1, "rows": 28, "columns": 28 }, "classes": 3, "layers": [{ "type": "dense", "units": 3 }] } }""");

        CommandRun train = CommandRun.Of("train", "--config", _folder.File("config.json"), "--data", _folder.Path, "--out", _folder.File("few.zip"), "--format", "mlnet");

        Assert.That((train.ExitCode, train.Error.Trim()), Is.EqualTo((1, "--format mlnet writes networks of ten digits of 28×28 pixels, but few has 3 classes and 784 values.")));
        Assert.That(File.Exists(_folder.File("few.zip")), Is.False);
    }

    [Test]
    public void The_time_to_an_accuracy_is_printed_and_chooses_nothing()
    {
        string[] arguments = ["train", "--arch", "softmax", "--data", _folder.Path, "--epochs", "5", "--batch-size", "16", "--seed", "3", "--learning-rate", "0.01"];
        CommandRun watched = CommandRun.Of([.. arguments, "--out", _folder.File("watched/model.zip"), "--time-to", "50"]);
        CommandRun plain = CommandRun.Of([.. arguments, "--out", _folder.File("plain/model.zip")]);
        CommandRun never = CommandRun.Of([.. arguments[..5], "--epochs", "1", "--learning-rate", "0.000001", "--out", _folder.File("never/model.zip"), "--time-to", "100"]);

        Assert.That(watched.Lines[^1], Does.Match(@"^50% of the test images were right first after epoch [1-5], \d+\.\d s of training \(\d+\.\d\d%\); no epoch was chosen by it\.$"), watched.Error);
        Assert.That(ModelFile.Load(_folder.File("watched/model.zip")).Manifest.WeightsSha256, Is.EqualTo(ModelFile.Load(_folder.File("plain/model.zip")).Manifest.WeightsSha256));
        Assert.That(plain.ExitCode, Is.Zero);
        Assert.That(never.Lines[^1], Is.EqualTo("100% of the test images were never right."), never.Error);
        Assert.That(CommandRun.Of([.. arguments, "--out", _folder.File("m.zip"), "--time-to", "0"]).Error, Does.Contain("\"0\" is no share above 0 to 100 percent."));
    }

    [Test]
    public void A_finished_training_is_not_resumed()
    {
        string model = _folder.File("model.zip");
        string[] arguments = ["train", "--arch", "softmax", "--data", _folder.Path, "--out", model, "--epochs", "1", "--resume"];

        Assert.That(CommandRun.Of(arguments).ExitCode, Is.Zero);
        Assert.That(CommandRun.Of(arguments).Output.Trim(), Is.EqualTo($"{model} is finished; there is nothing to go on with."));
    }

    [Test]
    public void Wrong_settings_are_said_all_at_once()
    {
        CommandRun run = CommandRun.Of("train", "--data", _folder.Path, "--out", _folder.File("m.zip"), "--epochs", "0", "--learning-rate", "-1");
        Assert.That((run.ExitCode, run.Error.Trim()), Is.EqualTo(
            (1, "The training options are not valid: Epochs is 0, but must be 1 to 10000; LearningRate is -1, but must be above 0 to 100.")));

        string config = _folder.File("config.json");
        File.WriteAllText(config, """{ "epochs": -5, "optimiser": "adam", "architecture": "lenet5" }""");
        run = CommandRun.Of("train", "--data", _folder.Path, "--out", _folder.File("m.zip"), "--config", config);
        Assert.That(run.ExitCode, Is.EqualTo(1));
        Assert.That(run.Error, Does.StartWith($"{config}: epochs is -5 where a whole number from 1 to 10000 is expected; optimiser is not known here (known are "));

        run = CommandRun.Of("train", "--data", _folder.Path, "--out", _folder.File("m.zip"), "--arch", "lenet9");
        Assert.That((run.ExitCode, run.Error.Trim()), Is.EqualTo(
            (1, $"There is no architecture \"lenet9\"; known are {string.Join(", ", NetworkArchitectures.Names)}.")));

        run = CommandRun.Of("train", "--data", _folder.Path, "--out", _folder.File("m.zip"), "--learning-rate", "0,5");
        Assert.That((run.ExitCode, run.Error.Split(Environment.NewLine)[0]), Is.EqualTo((1, "\"0,5\" is no number.")));
    }

    [Test]
    public void Missing_or_damaged_data_is_named()
    {
        Assert.That(CommandRun.Of("train", "--data", _folder.File("no"), "--out", "m.zip").Error.Trim(), Is.EqualTo($"{_folder.File("no")}: no such folder."));
        File.WriteAllBytes(_folder.File("train-images-idx3-ubyte"), [0, 0, 8, 3]);
        CommandRun run = CommandRun.Of("train", "--data", _folder.Path, "--out", "m.zip");
        Assert.That((run.ExitCode, run.Error.Trim()), Is.EqualTo((1, $"{_folder.File("train-images-idx3-ubyte")}: ends at offset 4, within the IDX header.")));
    }

    [Test]
    public void A_model_that_is_none_is_named()
    {
        string path = _folder.File("train-labels-idx1-ubyte");
        foreach (string command in new[] { "evaluate", "inspect" })
        {
            CommandRun run = CommandRun.Of(command == "evaluate" ? [command, path, "--data", _folder.Path] : [command, path]);
            Assert.That(run.ExitCode, Is.EqualTo(1));
            Assert.That(run.Error, Does.StartWith($"{path}: The file is no model .zip, or is damaged: "));
            Assert.That(run.Error.Trim(), Does.Not.Contain("\n"), "one line");
        }
    }

    [Test]
    public void Architectures_are_compared_in_one_table()
    {
        CommandRun run = CommandRun.Of("compare", "--archs", "softmax,lenet1", "--seeds", "2", "--epochs", "1", "--data", _folder.Path, "--out", _folder.File("comparison.html"));

        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(run.Lines[0], Does.Match("^architecture +weights +multiply-adds +accuracy +lowest +highest +published +epochs +seconds$"));
        Assert.That(run.Lines[1], Does.Match(@"^softmax +7,850 +7,840 +\d+\.\d\d% +\d+\.\d\d% +\d+\.\d\d% +- +1 +\d+\.\d$"));
        Assert.That(run.Lines, Has.Length.EqualTo(4));
        Assert.That(run.Lines[3], Is.EqualTo($"{_folder.File("comparison.html")}: the same with charts"));
        Assert.That(File.ReadAllText(_folder.File("comparison.html")), Does.Contain("<h2>Accuracy</h2>").And.Contain("<td>7,850</td>"));
        Assert.That(CommandRun.Of("compare", "--archs", "nonsense", "--data", _folder.Path).ExitCode, Is.EqualTo(1));
        Assert.That(CommandRun.Of("compare", "--seeds", "0", "--data", _folder.Path).Error.Trim(), Is.EqualTo("--seeds is 0, but must be 1 to 100."));
    }
}
