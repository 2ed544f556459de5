using System.Text.RegularExpressions;

namespace MlNetInvoice.Notebooks;

/// <summary>What a package site shows of each package: a page of its own that says how it is installed, and nothing that points into this repository.</summary>
public sealed partial class PackageReadmeTests
{
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

    [GeneratedRegex(@"\]\((?!https?:)[^)]*\)")]
    private static partial Regex RelativeLink();
}
