using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace MlNetInvoice.Notebooks;

/// <summary>
/// Every C# block of README.md, README.zh-TW.md and docs: the blocks of a document are one program that is run, in a folder with the files they name. A block after
/// <c>&lt;!-- compiled, not run: why --&gt;</c> is compiled alone, as a program.
/// </summary>
public sealed partial class DocumentCodeTests
{
    private const string CompiledOnly = "<!-- compiled, not run: ";

    // What a new project imports by itself; a document names the rest of what it uses, as its reader must.
    private static readonly string[] Implicit =
        ["System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Net.Http", "System.Threading", "System.Threading.Tasks"];

    private static readonly string[] ImplicitWeb =
    [
        "Microsoft.AspNetCore.Builder", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Http", "Microsoft.AspNetCore.Routing", "Microsoft.Extensions.Configuration",
        "Microsoft.Extensions.DependencyInjection", "Microsoft.Extensions.Hosting", "Microsoft.Extensions.Logging", "System.Net.Http.Json",
    ];

    // In a README usings and variables would stand in the way; what it leaves out is said here.
    private static readonly string[] Readme =
        ["MlNetInvoice", "MlNetInvoice.Building", "MlNetInvoice.Data", "MlNetInvoice.Evaluation", "MlNetInvoice.Models", "MlNetInvoice.Networks", "MlNetInvoice.Training"];

    private static readonly string[] ReadmeVariables =
    [
        "string folder = \"data/mnist\", modelPath = \"model.zip\";",
        "byte[] bytesOfAPng = File.ReadAllBytes(\"crop.png\");",
        "int epochs = 1;",
        "IProgress<TrainingProgress>? progress = null;",
    ];

    // Those that hold C#.
    private static IEnumerable<string> Documents() =>
        new[] { "README.md", "README.zh-TW.md" }
            .Concat(Directory.GetFiles(Path.Combine(SharedData.RepositoryRoot, "docs"), "*.md").Select(file => "docs/" + Path.GetFileName(file)).Order(StringComparer.Ordinal))
            .Where(document => BlocksOf(document).Count > 0);

    [TestCaseSource(nameof(Documents))]
    public async Task Code_in_a_document_compiles_and_runs(string document)
    {
        List<(string Code, bool Run)> blocks = BlocksOf(document);
        if (document == "README.md")
        {
            // Its pipeline requires ML.NET's packages; MlNetInvoice.MLNet.Tests compiles and runs it.
            Assert.That(blocks.RemoveAll(block => block.Code.Contains("new MLContext", StringComparison.Ordinal)), Is.EqualTo(1));
        }

        if (blocks.Any(block => block.Code.Contains("MLContext", StringComparison.Ordinal)))
        {
            Assert.Ignore($"{document} wants the packages of ML.NET; MlNetInvoice.MLNet.Tests compiles and runs it with them.");
        }

        foreach ((string code, _) in blocks.Where(block => !block.Run))
        {
            Compile(document, code);
        }

        await RunAsync(document, [.. blocks.Where(block => block.Run).Select(block => block.Code)]);
    }

    [Test]
    public void A_block_that_does_not_compile_is_found() =>
        Assert.That(() => Compile("x.md", "InvoiceReader.NoSuch();"), Throws.TypeOf<AssertionException>().With.Message.Contains("NoSuch"));

    private static List<(string Code, bool Run)> BlocksOf(string document) => Blocks(File.ReadAllText(Path.Combine(SharedData.RepositoryRoot, document)));

    private static List<(string Code, bool Run)> Blocks(string text)
    {
        var blocks = new List<(string, bool)>();
        string[] parts = text.ReplaceLineEndings("\n").Split("```csharp\n");
        for (int i = 1; i < parts.Length; i++)
        {
            string lineBefore = parts[i - 1].TrimEnd().Split('\n')[^1];
            blocks.Add((parts[i][..parts[i].IndexOf("```", StringComparison.Ordinal)], !lineBefore.StartsWith(CompiledOnly, StringComparison.Ordinal)));
        }

        return blocks;
    }

    private static byte[] Compile(string document, string code)
    {
        string usings = string.Concat(Implicit.Concat(ImplicitWeb).Select(name => $"global using {name};\n"));
        var compilation = CSharpCompilation.Create(
            "Document",
            [CSharpSyntaxTree.ParseText(usings), CSharpSyntaxTree.ParseText(code)],
            References().Select(assembly => MetadataReference.CreateFromFile(assembly.Location)),
            new CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable));
        using var output = new MemoryStream();
        Diagnostic[] faults = [.. compilation.Emit(output).Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)];

        Assert.That(faults, Is.Empty, $"{document}:\n{code}\n{string.Join('\n', faults.AsEnumerable())}");
        return output.ToArray();
    }

    private static async Task RunAsync(string document, string[] blocks)
    {
        // One program of all blocks: what one declares, the next may use. Usings go to its head.
        string[] lines = [.. blocks.SelectMany(block => block.Split('\n'))];
        bool isReadme = document.StartsWith("README", StringComparison.Ordinal);
        IEnumerable<string> usings = lines.Where(line => UsingLine().IsMatch(line)).Concat(isReadme ? Readme.Select(name => $"using {name};") : []).Distinct();
        byte[] program = Compile(document, string.Join('\n', [.. usings, .. isReadme ? ReadmeVariables : [], .. lines.Where(line => !UsingLine().IsMatch(line))]));

        using var folder = new TemporaryFolder();
        await using DocumentHost host = await DocumentHost.CreateAsync(folder, blocks.Any(block => block.Contains("127.0.0.1:5080", StringComparison.Ordinal)));
        string current = Environment.CurrentDirectory;
        TextWriter console = Console.Out;
        using var output = new StringWriter();
        try
        {
            Environment.CurrentDirectory = folder.Path;
            Console.SetOut(output);
            Assembly.Load(program).EntryPoint!.Invoke(null, [Array.Empty<string>()]);
        }
        catch (TargetInvocationException fault)
        {
            Assert.Fail($"{document}: {fault.InnerException}");
        }
        finally
        {
            Console.SetOut(console);
            Environment.CurrentDirectory = current;
        }

        await console.WriteLineAsync(output.ToString());
    }

    private static IEnumerable<Assembly> References() => ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
        .Where(path => Path.GetFileName(path) is string name
            && (name.StartsWith("System.", StringComparison.Ordinal) || name.StartsWith("Microsoft.AspNetCore.", StringComparison.Ordinal)
                || name.StartsWith("Microsoft.Extensions.", StringComparison.Ordinal) || name is "netstandard.dll" or "MlNetInvoice.dll" or "MlNetInvoice.Reports.dll" or "MlNetInvoice.Synthesis.dll"))
        .Select(path => Assembly.Load(AssemblyName.GetAssemblyName(path)));

    [GeneratedRegex(@"^using [A-Z][\w.]*;$")]
    private static partial Regex UsingLine();
}
