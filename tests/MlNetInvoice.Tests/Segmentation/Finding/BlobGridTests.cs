namespace MlNetInvoice.Segmentation.Finding;

public sealed class BlobGridTests
{
    private const int Side = 100;

    [Test]
    public void A_search_sees_all_blobs_within_reach_and_none_twice([Values(4f, 16f, 33f, 200f)] float cell)
    {
        (FinderWorkspace workspace, InkBlob[] blobs) = Scatter(200);
        var grid = new BlobGrid(workspace, blobs.Length, Side, Side, cell);
        for (int i = 0; i < 60; i++)
        {
            float x = (i * 37 % 120) - 10, y = (i * 53 % 120) - 10, reach = 1 + (i % 25);
            List<int> seen = Search(grid, x, y, reach);

            Assert.That(seen, Is.Unique);
            Assert.That(Enumerable.Range(0, blobs.Length).Where(j => Math.Abs(blobs[j].X - x) <= reach && Math.Abs(blobs[j].Y - y) <= reach), Is.SubsetOf(seen));
            Assert.That(seen.Select(j => Math.Max(Math.Abs(blobs[j].X - x), Math.Abs(blobs[j].Y - y))), Has.All.LessThanOrEqualTo(reach + cell));
        }
    }

    [TestCase(-50, 50)]
    [TestCase(50, -50)]
    [TestCase(300, 50)]
    [TestCase(50, 300)]
    public void A_search_outside_the_picture_sees_nothing(float x, float y)
    {
        (FinderWorkspace workspace, InkBlob[] blobs) = Scatter(50);

        Assert.That(Search(new BlobGrid(workspace, blobs.Length, Side, Side, 16), x, y, 20), Is.Empty);
    }

    [Test]
    public void A_blob_added_has_an_index_and_is_not_found()
    {
        (FinderWorkspace workspace, InkBlob[] blobs) = Scatter(5);
        var grid = new BlobGrid(workspace, blobs.Length, Side, Side, 16);

        int added = grid.Add(new InkBlob { X = 50, Y = 50, Area = 77 });

        Assert.That((added, grid.Count, grid.Blobs[5].Area), Is.EqualTo((5, 6, 77)));
        Assert.That(Search(grid, 50, 50, 200), Is.EquivalentTo(new[] { 0, 1, 2, 3, 4 }));
    }

    [Test]
    public void A_second_grid_forgets_the_first()
    {
        (FinderWorkspace workspace, _) = Scatter(200);
        _ = new BlobGrid(workspace, 200, Side, Side, 4);

        Assert.That(Search(new BlobGrid(workspace, 3, Side, Side, 16), 50, 50, 200), Is.EquivalentTo(new[] { 0, 1, 2 }));
        Assert.That(Search(new BlobGrid(workspace, 0, Side, Side, 16), 50, 50, 200), Is.Empty);
    }

    private static List<int> Search(BlobGrid grid, float x, float y, float reach)
    {
        var seen = new List<int>();
        (int row, int last) = grid.Rows(y, reach);
        for (; row <= last; row++)
        {
            seen.AddRange(grid.Row(row, x, reach));
        }

        return seen;
    }

    private static (FinderWorkspace Workspace, InkBlob[] Blobs) Scatter(int count)
    {
        var random = new Random(count);
        InkBlob[] blobs = [.. Enumerable.Range(0, count).Select(_ => new InkBlob { X = random.NextSingle() * Side, Y = random.NextSingle() * Side })];
        return (new FinderWorkspace { Blobs = [.. blobs] }, blobs);
    }
}
