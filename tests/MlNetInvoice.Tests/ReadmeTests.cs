using MlNetInvoice.Data;
using MlNetInvoice.Evaluation;

namespace MlNetInvoice;

public sealed class ReadmeTests
{
    private static readonly string Samples = Path.Combine(SharedData.RepositoryRoot, "assets", "samples");

    [Test]
    public void Every_piece_of_code_is_the_one_that_is_compiled_here()
    {
        string[] compiled = Lines(File.ReadAllText(Path.Combine(SharedData.RepositoryRoot, "tests", "MlNetInvoice.Tests", "ReadmeExamples.cs")));
        string[] blocks = File.ReadAllText(Path.Combine(SharedData.RepositoryRoot, "README.md")).ReplaceLineEndings("\n").Split("```csharp\n")[1..];

        // The fourth is ML.NET's; the tests of MlNetInvoice.MLNet compile and run it.
        Assert.That(blocks, Has.Length.EqualTo(4));
        string[] own = [.. blocks.Where(block => !block.Contains("new MLContext", StringComparison.Ordinal))];
        Assert.That(own, Has.Length.EqualTo(3));
        foreach (string block in own)
        {
            string[] lines = Lines(block.Split("```")[0]);
            bool found = Enumerable.Range(0, compiled.Length - lines.Length + 1).Any(start => compiled.AsSpan(start, lines.Length).SequenceEqual(lines));
            Assert.That(found, $"ReadmeExamples.cs does not hold:\n{string.Join('\n', lines)}");
        }
    }

    [Test]
    public void The_files_it_points_to_are_there()
    {
        string text = File.ReadAllText(Path.Combine(SharedData.RepositoryRoot, "README.md"));
        foreach (System.Text.RegularExpressions.Match link in System.Text.RegularExpressions.Regex.Matches(text, @"\]\((?!https?:)([^)#]+)\)|(?<= read )(assets/\S+)"))
        {
            string path = link.Groups[1].Success ? link.Groups[1].Value : link.Groups[2].Value;
            Assert.That(Path.Exists(Path.Combine(SharedData.RepositoryRoot, path)), path);
        }
    }

    [Test]
    public void The_code_reads_and_trains()
    {
        LabeledInvoice crop = LabeledInvoices.Load(Samples).First(label => label.File.EndsWith("electronic-crop.png", StringComparison.Ordinal));
        Assert.That(ReadmeExamples.ReadACrop(File.ReadAllBytes(crop.File)).Digits, Is.EqualTo(crop.Digits));
        Assert.Throws<FileNotFoundException>(() => ReadmeExamples.ReadAPhotograph());

        using var folder = new TemporaryFolder();
        foreach ((string images, string labels) in new[] { (Mnist.TrainingImages, Mnist.TrainingLabels), (Mnist.TestImages, Mnist.TestLabels) })
        {
            IdxFile.Write(folder.File(images), new IdxArray([20, 28, 28], new byte[20 * 784]));
            IdxFile.Write(folder.File(labels), new IdxArray([20], [.. Enumerable.Range(0, 20).Select(i => (byte)(i % 10))]));
        }

        ClassificationReport report = ReadmeExamples.Train(folder.Path, 1, folder.File("model.zip"), null);
        Assert.That(report.Confusion.Total, Is.EqualTo(20));
    }

    private static string[] Lines(string text) => [.. text.ReplaceLineEndings("\n").Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0)];
}
