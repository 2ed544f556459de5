namespace MlNetInvoice.Segmentation.Finding;

/// <summary>A picture of black shapes on white and its blobs, with one threshold everywhere, so that what is ink is known exactly.</summary>
internal sealed class DrawnInk(int width, int height)
{
    private const byte Threshold = 128;
    private readonly byte[] _pixels = [.. Enumerable.Repeat((byte)255, width * height)];

    public FinderWorkspace Workspace { get; } = new();

    public int Width => width;

    public int Height => height;

    /// <summary>Fills an upright rectangle.</summary>
    public DrawnInk Fill(int left, int top, int columns, int rows, byte level = 0)
    {
        for (int y = top; y < top + rows; y++)
        {
            _pixels.AsSpan((y * width) + left, columns).Fill(level);
        }

        return this;
    }

    /// <summary>Draws the outline of a rectangle, which is as solid as a character.</summary>
    public DrawnInk Ring(int left, int top, int columns, int rows, int stroke = 3, byte level = 0) =>
        Fill(left, top, columns, rows, level).Fill(left + stroke, top + stroke, columns - (2 * stroke), rows - (2 * stroke), 255);

    /// <summary>Draws rings side by side on a line through a place, turned about it.</summary>
    public DrawnInk TurnedRings(float x, float y, int count, float pitch, float columns, float rows, float degrees)
    {
        (float sin, float cos) = MathF.SinCos(degrees * MathF.PI / 180);
        for (int i = 0; i < width * height; i++)
        {
            float dx = (i % width) + 0.5f - x, dy = (i / width) + 0.5f - y;
            float along = (dx * cos) + (dy * sin), across = (dy * cos) - (dx * sin);
            float inGlyph = along - (MathF.Floor(along / pitch) * pitch);
            if (along >= 0 && along < count * pitch && inGlyph < columns && across >= 0 && across < rows
                && (inGlyph < 3 || inGlyph >= columns - 3 || across < 3 || across >= rows - 3))
            {
                _pixels[i] = 0;
            }
        }

        return this;
    }

    /// <summary>Finds the blobs.</summary>
    public InkBlob[] Blobs(int leastSide = 5, int mostSide = 56)
    {
        int count = Find(leastSide, mostSide);
        return Workspace.Blobs[..count];
    }

    /// <summary>Groups the blobs into lines.</summary>
    public List<NumberLineCandidate> Lines(int leastGlyphs = 4, float toPicture = 1)
    {
        int count = Find(5, 56);
        Workspace.Found.Clear();
        new LineGrouper(new BlobGrid(Workspace, count, width, height, 16), Workspace).Group(leastGlyphs, toPicture);
        return [.. Workspace.Found];
    }

    private int Find(int leastSide, int mostSide)
    {
        byte[] coarse = new byte[width / 2 * (height / 2)];
        byte[] thresholds = [.. Enumerable.Repeat(Threshold, coarse.Length)];
        return InkBlobs.Find(new PixelPlane(_pixels, width, height), new PixelPlane(coarse, width / 2, height / 2), thresholds, leastSide, mostSide, Workspace);
    }
}
