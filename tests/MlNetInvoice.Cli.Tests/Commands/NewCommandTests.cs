using MlNetInvoice.Models;

namespace MlNetInvoice.Cli.Commands;

/// <summary>What <c>new</c> writes; MlNetInvoice.Packages.Tests builds and runs it.</summary>
public sealed class NewCommandTests
{
    [TestCase("console", "InvoiceApp.csproj, Program.cs, README.md")]
    [TestCase("webapi", "InvoiceApp.csproj, Program.cs, README.md")]
    [TestCase("worker", "FolderWorker.cs, InvoiceApp.csproj, Program.cs, README.md")]
    public void A_project_holds_model_types_training_and_use(string kind, string files)
    {
        using var folder = new TemporaryFolder();
        string project = folder.File("應用 app");

        CommandRun run = CommandRun.Of("new", kind, "--out", project, "--package-version", "1.2.3");

        Assert.That((run.ExitCode, run.Output.Trim()), Is.EqualTo((0, $"{project}: InvoiceInput.cs, InvoiceModel.cs, InvoiceOutput.cs, InvoiceTraining.cs, {files}, InvoiceModel.mlnet.zip")), run.Error);
        Assert.That(File.ReadAllText(Path.Combine(project, "InvoiceApp.csproj")), Does.Contain("<PackageReference Include=\"MlNetInvoice.MLNet\" Version=\"1.2.3\" />"));
        Assert.That(ModelFile.Load(Path.Combine(project, "InvoiceModel.mlnet.zip")).Network.Values.ToArray(), Is.EqualTo(EmbeddedModels.LoadReader().Network.Values.ToArray()));
    }

    [Test]
    public void A_folder_that_holds_something_is_left_alone()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("mine.txt"), "mine");

        CommandRun run = CommandRun.Of("new", "console", "--out", folder.Path);

        Assert.That((run.ExitCode, run.Error.Trim()), Is.EqualTo((1, $"{folder.Path} is not empty; name a new folder, so that nothing is overwritten.")));
        Assert.That(Directory.GetFiles(folder.Path), Has.Length.EqualTo(1));
    }

    [Test]
    public void A_kind_that_there_is_not_is_refused()
    {
        CommandRun run = CommandRun.Of("new", "desktop", "--out", "nowhere");

        Assert.That(run.ExitCode, Is.EqualTo(1));
        Assert.That(run.Error, Does.Contain("desktop").And.Contain("webapi"));
    }
}
