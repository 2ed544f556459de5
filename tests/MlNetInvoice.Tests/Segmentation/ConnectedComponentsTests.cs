using MlNetInvoice.Imaging;

namespace MlNetInvoice.Segmentation;

public sealed class ConnectedComponentsTests
{
    [Test]
    public void Pixels_that_touch_at_corners_are_one_component()
    {
        GrayImage mask = Mask("#..#", ".#..", "..#.");

        IReadOnlyList<ConnectedComponent> components = ConnectedComponents.Find(mask);

        Assert.That(components, Is.EqualTo(new[]
        {
            new ConnectedComponent(new PixelBox(0, 0, 3, 3), 3, 1.5f, 1.5f),
            new ConnectedComponent(new PixelBox(3, 0, 1, 1), 1, 3.5f, 0.5f),
        }));
    }

    [Test]
    public void Arms_that_meet_below_are_joined()
    {
        GrayImage mask = Mask("#.#.#", "#.#.#", "#####");

        Assert.That(ConnectedComponents.Find(mask).Single().Area, Is.EqualTo(11));
    }

    [Test]
    public void Small_components_are_left_out()
    {
        Assert.That(ConnectedComponents.Find(Mask("#.##"), 2).Single().Box, Is.EqualTo(new PixelBox(2, 0, 2, 1)));
        Assert.That(ConnectedComponents.Find(Mask("...")), Is.Empty);
    }

    [Test]
    public void Components_of_random_masks_are_those_of_a_flood_fill([Values(1, 2, 3)] int seed)
    {
        var random = new Random(seed);
        var mask = new GrayImage(37, 23);
        foreach (ref byte pixel in mask.Pixels)
        {
            pixel = random.NextDouble() < 0.45 ? (byte)255 : (byte)0;
        }

        Assert.That(ConnectedComponents.Find(mask).Select(component => component.Area).Order(), Is.EqualTo(FloodAreas(mask).Order()));
    }

    private static List<int> FloodAreas(GrayImage mask)
    {
        var areas = new List<int>();
        bool[] seen = new bool[mask.Width * mask.Height];
        for (int start = 0; start < seen.Length; start++)
        {
            int area = 0;
            var stack = new Stack<int>([start]);
            while (stack.TryPop(out int i))
            {
                if (seen[i] || mask.Pixels[i] == 0)
                {
                    continue;
                }

                seen[i] = true;
                area++;
                for (int y = Math.Max(0, (i / mask.Width) - 1); y <= Math.Min(mask.Height - 1, (i / mask.Width) + 1); y++)
                {
                    for (int x = Math.Max(0, (i % mask.Width) - 1); x <= Math.Min(mask.Width - 1, (i % mask.Width) + 1); x++)
                    {
                        stack.Push((y * mask.Width) + x);
                    }
                }
            }

            if (area > 0)
            {
                areas.Add(area);
            }
        }

        return areas;
    }

    private static GrayImage Mask(params string[] rows) =>
        new(rows[0].Length, rows.Length, [.. string.Concat(rows).Select(c => c == '#' ? (byte)255 : (byte)0)]);
}
