using MlNetInvoice.Data;

namespace MlNetInvoice.Synthesis.Scenes;

public sealed class SyntheticScenesTests
{
    [Test]
    public void A_written_folder_is_read_back_with_every_number_and_every_rival()
    {
        string folder = Path.Combine(Path.GetTempPath(), $"scenes-{Guid.NewGuid():N}");
        try
        {
            var options = new SceneOptions { MinimumSide = 400, MaximumSide = 500 };
            SyntheticScenes.Write(folder, 8, SceneSeeds.Free, options);
            SyntheticScene[] scenes = [.. Enumerable.Range(0, 8).Select(i => SyntheticScene.Generate(SceneSeeds.Free, options, i))];
            string[] wanted = [.. scenes.SelectMany((scene, i) => scene.Numbers.Count == 0 ? [$"{i:00000}.png  "] : scene.Numbers.Select(number => $"{i:00000}.png {number.Number} {(number.IsLegible ? "" : "hard")}"))];
            IReadOnlyList<LabeledInvoice> labels = LabeledInvoices.Load(folder);
            string[] rivals = File.ReadAllLines(Path.Combine(folder, SyntheticScenes.RivalsFileName));
            Assert.Multiple(() =>
            {
                Assert.That(labels.Select(label => $"{Path.GetFileName(label.File)} {label.Number} {(label.Digits.Length > 0 && label.IsHard ? "hard" : "")}"), Is.EqualTo(wanted));
                Assert.That(labels.Select(label => label.Quad is null), Is.EqualTo(labels.Select(label => label.Digits.Length == 0)));
                Assert.That(rivals, Has.Length.EqualTo(1 + scenes.Sum(scene => scene.Rivals.Count)));
                Assert.That(rivals[0], Is.EqualTo("file,kind,text,quad"));
            });
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
