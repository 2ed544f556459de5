using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace MlNetInvoice.Notebooks;

/// <summary>What a package site shows of each package: a page of its own that says how it is installed, and nothing that points into this repository.</summary>
public sealed partial class PackageReadmeTests
{
    // What a new project imports by itself.
    private static readonly string[] Imported = ["System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Threading", "System.Threading.Tasks"];

    private static string[] Packages() => [.. Directory.GetFiles(Path.Combine(SharedData.RepositoryRoot, "src"), "*.csproj", SearchOption.AllDirectories)
        .Where(project => File.ReadAllText(project).Contains("<IsPackable>true</IsPackable>", StringComparison.Ordinal)).Select(project => Path.GetFileNameWithoutExtension(project)).Order(StringComparer.Ordinal)];

    [TestCaseSource(nameof(Packages))]
    public void A_package_has_a_README_of_its_own_with_its_install_line_and_without_relative_links(string package)
    {
        string folder = Path.Combine(SharedData.RepositoryRoot, "src", package);
        string text = File.ReadAllText(Path.Combine(folder, "README.md"));

        Assert.That(File.ReadAllText(Path.Combine(folder, package + ".csproj")), Does.Contain("<None Include=\"README.md\" Pack=\"true\" PackagePath=\"\" />"));
        Assert.That(text, Does.Contain($"dotnet add package {package}\n").Or.Contain($"dotnet add package {package} ").Or.Contain($"dotnet tool install --global {package}\n"));
        Assert.That(RelativeLink().Matches(text).Select(match => match.Value), Is.Empty);
    }

    /// <summary>All blocks of a README are one program (of MlNetInvoice.Interactive's, one notebook): what one imports and declares, the next may use.</summary>
    [TestCaseSource(nameof(Packages))]
    public void The_code_of_a_README_compiles_as_it_stands_there(string package)
    {
        string[] blocks = [.. CodeBlock().Matches(File.ReadAllText(Path.Combine(SharedData.RepositoryRoot, "src", package, "README.md")).ReplaceLineEndings("\n")).Select(match => match.Groups[1].Value)];
        if (package == "MlNetInvoice.Cli")
        {
            Assert.That(blocks, Is.Empty, "A command line has commands.");
            return;
        }

        Assert.That(blocks, Is.Not.Empty);
        Assert.That(Compile(package, blocks), Is.Empty);
    }

    [Test]
    public void Code_that_does_not_compile_is_found() => Assert.That(Compile("MlNetInvoice", ["InvoiceReader.NoSuch();"]), Is.Not.Empty);

    private static string[] Compile(string package, string[] blocks)
    {
        IReadOnlyList<MetadataReference> references = [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => !Path.GetFileName(path).StartsWith("MlNetInvoice.Notebooks", StringComparison.Ordinal)).Select(path => MetadataReference.CreateFromFile(path))];
        return package == "MlNetInvoice.Interactive" ? CompileCells(blocks, references) : CompileProgram(blocks, references);
    }

    private static string[] CompileProgram(string[] blocks, IReadOnlyList<MetadataReference> references)
    {
        string[] lines = [.. blocks.SelectMany(block => block.Split('\n'))];
        string code = string.Join('\n', lines.Where(line => Using().IsMatch(line)).Distinct().Concat(lines.Where(line => !Using().IsMatch(line))));
        return FaultsOf(CSharpCompilation.Create(
            "Readme",
            [CSharpSyntaxTree.ParseText(string.Concat(Imported.Select(name => $"global using {name};\n"))), CSharpSyntaxTree.ParseText(code)],
            references,
            new CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable)));
    }

    // Each block is a cell. What the kernel takes for itself (#r) is no C#.
    private static string[] CompileCells(string[] blocks, IReadOnlyList<MetadataReference> references)
    {
        CSharpCompilation? before = null;
        var faults = new List<string>();
        foreach (string block in blocks)
        {
            string code = string.Join('\n', block.Split('\n').Where(line => !line.StartsWith("#r ", StringComparison.Ordinal)));
            before = CSharpCompilation.CreateScriptCompilation(
                "Readme", CSharpSyntaxTree.ParseText(code, new CSharpParseOptions(kind: SourceCodeKind.Script)), references, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, usings: Imported), before);
            faults.AddRange(FaultsOf(before));
        }

        return [.. faults];
    }

    private static string[] FaultsOf(Compilation compilation) =>
        [.. compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Select(diagnostic => diagnostic.ToString())];

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex CodeBlock();

    [GeneratedRegex(@"^using [A-Z][\w.]*;$")]
    private static partial Regex Using();

    [GeneratedRegex(@"\]\((?!https?:)[^)]*\)")]
    private static partial Regex RelativeLink();
}
