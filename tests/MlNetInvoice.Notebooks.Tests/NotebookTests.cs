using System.Diagnostics;

[assembly: LevelOfParallelism(2)]

namespace MlNetInvoice.Notebooks;

/// <summary>
/// Every cell of the notebooks runs in the kernel of Polyglot Notebooks, from packages, and still shows what the notebook shows. To write new outputs instead, set
/// <c>MLNETINVOICE_UPDATE_NOTEBOOKS=1</c> (then the whole of MNIST is used where it lies beside the repository).
/// </summary>
[Parallelizable(ParallelScope.Children)]
public sealed class NotebookTests
{
    private static readonly bool IsUpdate = Environment.GetEnvironmentVariable("MLNETINVOICE_UPDATE_NOTEBOOKS") == "1";

    private readonly TemporaryFolder _mnist = new();
    private readonly NotebookPackages _packages = new();

    private static string[] Notebooks() => [.. Directory.GetFiles(Path.Combine(SharedData.RepositoryRoot, "notebooks"), "*.ipynb").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    [OneTimeSetUp]
    public void Prepare()
    {
        long start = Stopwatch.GetTimestamp();
        SmallMnist.Write(_mnist.Path);
        _packages.Prepare();
        Say($"Packages packed and kernel installed in {Stopwatch.GetElapsedTime(start).TotalSeconds:0} s.");
    }

    [OneTimeTearDown]
    public void Remove()
    {
        _packages.Dispose();
        _mnist.Dispose();
    }

    [TestCaseSource(nameof(Notebooks))]
    public async Task Every_cell_runs_in_the_kernel_and_shows_what_the_notebook_shows(string name)
    {
        Notebook notebook = Notebook.Load(name);
        long start = Stopwatch.GetTimestamp();
        using var kernel = NotebookKernel.Start(_packages, Path.GetDirectoryName(notebook.FilePath)!, IsUpdate ? SmallMnist.FullFolder ?? _mnist.Path : _mnist.Path);

        // What the notebooks tell their reader to run first.
        await kernel.RunAsync($"#i \"nuget:{_packages.Feed}\"");
        var outputs = new List<IReadOnlyList<NotebookOutput>>();
        foreach (string source in notebook.Cells.Select(Notebook.SourceOf))
        {
            try
            {
                outputs.Add(await kernel.RunAsync(source));
            }
            catch (InvalidOperationException fault)
            {
                Assert.Fail($"{name}, cell {outputs.Count + 1}: {fault.Message}");
            }
        }

        Say($"{name}: {outputs.Count} cells in {Stopwatch.GetElapsedTime(start).TotalSeconds:0} s.");
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

    [TestCaseSource(nameof(Notebooks))]
    public void A_notebook_is_for_the_CSharp_kernel_says_where_packages_are_and_is_committed_with_outputs(string name)
    {
        Notebook notebook = Notebook.Load(name);

        Assert.That((int)notebook.Root["nbformat"]!, Is.EqualTo(4));
        Assert.That((string?)notebook.Root["metadata"]!["kernelspec"]!["name"], Is.EqualTo(".net-csharp"));
        Assert.That(Notebook.SourceOf(notebook.Cells[0]), Does.StartWith("#r \"nuget: MlNetInvoice.Interactive\""));
        Assert.That(Notebook.SourceOf(notebook.Root["cells"]![0]!), Does.Contain("`#i \"nuget:/path/to/packages\"`"));
        Assert.That(notebook.Cells.Select((cell, index) => (int?)cell["execution_count"] == index + 1), Has.All.True, "every cell was run, in order");
        Assert.That(notebook.Cells.Sum(cell => Notebook.OutputsOf(cell).Count), Is.GreaterThan(4));
        Assert.That(
            notebook.Root.ToJsonString(),
            Does.Not.Contain("/home/").And.Not.Contain("/root/").And.Not.Contain(SharedData.RepositoryRoot).And.Not.Contain(Path.GetTempPath()),
            "no path of a machine");
    }

    private static void Say(string text) => TestContext.Progress.WriteLine(text);
}
