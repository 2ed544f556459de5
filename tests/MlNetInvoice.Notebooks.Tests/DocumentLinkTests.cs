using System.Text.RegularExpressions;

namespace MlNetInvoice.Notebooks;

/// <summary>What READMEs and documents point to is there: files, and headings within documents.</summary>
public sealed partial class DocumentLinkTests
{
    private static string[] Documents() =>
        ["README.md", "README.zh-TW.md", "CONTRIBUTING.md", .. Directory.GetFiles(Path.Combine(SharedData.RepositoryRoot, "docs"), "*.md").Select(file => "docs/" + Path.GetFileName(file))];

    [TestCaseSource(nameof(Documents))]
    public void Links_lead_somewhere(string document)
    {
        string path = Path.Combine(SharedData.RepositoryRoot, document);
        foreach (Match link in Link().Matches(File.ReadAllText(path)))
        {
            string target = link.Groups[1].Value.Length == 0 ? path : Path.Combine(Path.GetDirectoryName(path)!, link.Groups[1].Value);
            Assert.That(Path.Exists(target), Is.True, link.Value);
            if (link.Groups[2].Success)
            {
                IEnumerable<string> headings = File.ReadLines(target).Where(line => line.StartsWith('#')).Select(AnchorOf);
                Assert.That(headings, Does.Contain(link.Groups[2].Value), link.Value);
            }
        }
    }

    private static string AnchorOf(string heading) =>
        NotInAnchors().Replace(heading.TrimStart('#').Trim().ToLowerInvariant(), "").Replace(' ', '-');

    [GeneratedRegex(@"\]\((?!https?:)([^)#\s]*)(?:#([^)\s]+))?\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NotInAnchors();
}
