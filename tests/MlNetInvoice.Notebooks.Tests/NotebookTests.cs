namespace MlNetInvoice.Notebooks;

/// <summary>
/// Every cell of the notebooks runs, and still produces what the notebook shows. To write new outputs instead, set <c>MLNETINVOICE_UPDATE_NOTEBOOKS=1</c> (then the whole
/// of MNIST is used where it lies beside the repository).
/// </summary>
[NonParallelizable]
public class NotebookTests
{
    private const string DataVariable = "MLNETINVOICE_MNIST";

    private static bool IsUpdate => Environment.GetEnvironmentVariable("MLNETINVOICE_UPDATE_NOTEBOOKS") == "1";

    [TestCase("1-mnist.ipynb")]
    [TestCase("2-train.ipynb")]
    [TestCase("3-invoice-to-number.ipynb")]
    [TestCase("4-mlnet.ipynb")]
    [TestCase("5-inside-lenet5.ipynb")]
    public Task Every_cell_runs_and_produces_what_the_notebook_shows(string name) => CheckAsync(name);

    [TestCase("1-mnist.ipynb")]
    [TestCase("2-train.ipynb")]
    [TestCase("3-invoice-to-number.ipynb")]
    [TestCase("4-mlnet.ipynb")]
    [TestCase("5-inside-lenet5.ipynb")]
    public void A_notebook_is_for_the_CSharp_kernel_takes_the_package_and_is_committed_with_outputs(string name)
    {
        Notebook notebook = Notebook.Load(name);

        Assert.That((int)notebook.Root["nbformat"]!, Is.EqualTo(4));
        Assert.That((string?)notebook.Root["metadata"]!["kernelspec"]!["name"], Is.EqualTo(".net-csharp"));
        Assert.That(Notebook.SourceOf(notebook.Cells[0]), Does.StartWith("#r \"nuget: MlNetInvoice"));
        Assert.That(notebook.Cells.Select((cell, index) => (int?)cell["execution_count"] == index + 1), Has.All.True, "every cell was run, in order");
        Assert.That(notebook.Cells.Sum(cell => Notebook.OutputsOf(cell).Count), Is.GreaterThan(4));
        Assert.That(notebook.Root.ToJsonString(), Does.Not.Contain("/home/").And.Not.Contain(SharedData.RepositoryRoot).And.Not.Contain(Path.GetTempPath()), "no path of a machine");
    }

    private static async Task CheckAsync(string name)
    {
        Notebook notebook = Notebook.Load(name);
        using var folder = new TemporaryFolder();
        if (!IsUpdate || SmallMnist.FullFolder is null)
        {
            SmallMnist.Write(folder.Path);
        }

        Environment.SetEnvironmentVariable(DataVariable, IsUpdate ? SmallMnist.FullFolder ?? folder.Path : folder.Path);
        IReadOnlyList<IReadOnlyList<NotebookOutput>> outputs = await NotebookRunner.RunAsync(notebook);
        if (IsUpdate)
        {
            notebook.Save(outputs);
            Assert.Ignore($"{name} was written anew; look at it before it is committed.");
        }

        for (int index = 0; index < outputs.Count; index++)
        {
            string[] shown = [.. Notebook.OutputsOf(notebook.Cells[index]).Select(output => output.Essence())];
            Assert.That(outputs[index].Select(output => output.Essence()), Is.EqualTo(shown), $"{name}, cell {index + 1}");
        }
    }
}
