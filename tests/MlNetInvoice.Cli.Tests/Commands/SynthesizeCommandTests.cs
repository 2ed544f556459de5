namespace MlNetInvoice.Cli.Commands;

public sealed class SynthesizeCommandTests
{
    [Test]
    public void Pictures_and_labels_are_written_as_asked()
    {
        string folder = Path.Combine(Path.GetTempPath(), $"synthesize-{Guid.NewGuid():N}");
        try
        {
            CommandRun run = CommandRun.Of("synthesize", folder, "--count", "2", "--seed", "4", "--kind", "electronic", "--size", "240x320");
            string[] rows = File.ReadAllLines(Path.Combine(folder, "labels.csv"));
            Assert.Multiple(() =>
            {
                Assert.That((run.ExitCode, run.Error), Is.EqualTo((0, "")));
                Assert.That(run.Lines, Is.EqualTo(new[] { $"{folder} holds 2 pictures and labels.csv." }));
                Assert.That(rows, Has.Length.EqualTo(3));
                Assert.That(rows[1], Does.Match("^00000.png,electronic,[A-Z]{2}-[0-9]{8},[0-9]{8},\"[^\"]*\",(yes|hard),\"severity 0[.][0-9]{2}, seed 4, picture 0\",synthetic,MIT$"));
                Assert.That(File.Exists(Path.Combine(folder, "images", "00001.png")), Is.True);
            });
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Test]
    public void Scenes_come_with_labels_and_rivals()
    {
        string folder = Path.Combine(Path.GetTempPath(), $"synthesize-{Guid.NewGuid():N}");
        try
        {
            CommandRun run = CommandRun.Of("synthesize", folder, "--scenes", "--count", "2", "--seed", "3000000", "--max-severity", "0.3");
            string[] rows = File.ReadAllLines(Path.Combine(folder, "labels.csv"));
            Assert.Multiple(() =>
            {
                Assert.That((run.ExitCode, run.Error), Is.EqualTo((0, "")));
                Assert.That(run.Lines, Is.EqualTo(new[] { $"{folder} holds 2 scenes, rivals.csv and labels.csv." }));
                Assert.That(rows[0], Is.EqualTo("file,kind,number,digits,digits_quad,letters_quad,usable,letters,note"));
                Assert.That(rows[1], Does.Match("^00000.png,[a-z]+,.*, scene 0\"$"));
                Assert.That(File.Exists(Path.Combine(folder, "images", "00001.png")), Is.True);
                Assert.That(File.Exists(Path.Combine(folder, "rivals.csv")), Is.True);
            });
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [TestCase("--size", "12", "--size is \"12\", but must be like 960x1280.")]
    [TestCase("--turn", "50", "MaximumTurn is 50, but must lie between 0 and 45.")]
    [TestCase("--min-severity", "1", "MinimumSeverity 1 exceeds MaximumSeverity 0.5.")]
    public void What_cannot_be_is_told_in_one_line(string option, string value, string message)
    {
        CommandRun run = CommandRun.Of("synthesize", "nowhere", option, value, "--max-severity", "0.5");
        Assert.Multiple(() =>
        {
            Assert.That(run.ExitCode, Is.EqualTo(1));
            Assert.That(run.Error.Trim(), Is.EqualTo(message));
            Assert.That(Directory.Exists("nowhere"), Is.False);
        });
    }
}
