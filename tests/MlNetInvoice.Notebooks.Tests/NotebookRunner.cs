using System.Reflection;
using System.Text;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Scripting;
using Microsoft.CodeAnalysis.Scripting;

namespace MlNetInvoice.Notebooks;

/// <summary>Runs the cells of a notebook in order, in one script whose state they share, with the library in place of its package.</summary>
internal static class NotebookRunner
{
    // What the C# kernel imports by itself.
    private static readonly string[] Imports = ["System", "System.IO", "System.Linq", "System.Collections.Generic", "System.Text", "System.Threading.Tasks"];

    /// <param name="notebook">The notebook.</param>
    /// <returns>What each cell shows.</returns>
    public static async Task<IReadOnlyList<IReadOnlyList<NotebookOutput>>> RunAsync(Notebook notebook)
    {
        var host = new NotebookHost();
        string folder = Environment.CurrentDirectory;
        TextWriter console = Console.Out;
        var results = new List<IReadOnlyList<NotebookOutput>>();
        try
        {
            Environment.CurrentDirectory = Path.GetDirectoryName(notebook.FilePath)!;
            Console.SetOut(new HostWriter(host));
            ScriptOptions options = ScriptOptions.Default
                .WithReferences(FindReferences())
                .WithImports(Imports)
                .WithLanguageVersion(LanguageVersion.Preview);
            ScriptState<object> state = await CSharpScript.RunAsync("", options, host, typeof(NotebookHost));
            foreach (var cell in notebook.Cells)
            {
                state = await state.ContinueWithAsync(WithoutDirectives(Notebook.SourceOf(cell)));
                if (state.ReturnValue is object value)
                {
                    host.display(value);
                }

                results.Add(host.Take());
            }

            return results;
        }
        catch (CompilationErrorException fault)
        {
            throw new InvalidOperationException($"{Path.GetFileName(notebook.FilePath)}, cell {results.Count + 1}: {fault.Message}", fault);
        }
        finally
        {
            Console.SetOut(console);
            Environment.CurrentDirectory = folder;
        }
    }

    private static IEnumerable<Assembly> FindReferences() => ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
        .Where(path => Path.GetFileName(path) is string name && (name.StartsWith("System.", StringComparison.Ordinal)
            || name.StartsWith("Microsoft.ML", StringComparison.Ordinal) || name is "netstandard.dll" or "MlNetInvoice.dll" or "MlNetInvoice.MLNet.dll" or "MlNetInvoice.Reports.dll" or "MlNetInvoice.Synthesis.dll"))
        .Select(path => Assembly.Load(AssemblyName.GetAssemblyName(path)));

    /// <summary>Package references and magic commands are the kernel's own.</summary>
    private static string WithoutDirectives(string source) =>
        string.Join('\n', source.Split('\n').Select(line => line.StartsWith("#r \"nuget:", StringComparison.Ordinal) || line.StartsWith("#!", StringComparison.Ordinal) ? "" : line));

    private sealed class HostWriter(NotebookHost host) : TextWriter
    {
        public override Encoding Encoding => Encoding.UTF8;

        public override void Write(char value) => host.Write(value.ToString());

        public override void Write(string? value) => host.Write(value ?? "");

        public override void WriteLine(string? value) => host.Write(value + "\n");
    }
}
