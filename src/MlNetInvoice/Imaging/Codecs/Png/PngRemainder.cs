namespace MlNetInvoice.Imaging.Codecs.Png;

/// <summary>What is kept of a PNG whose compressed pixels break off: the rows before the break; the rest becomes grey.</summary>
internal static class PngRemainder
{
    private const byte Grey = 128;

    /// <summary>Fills what was not decoded and says how far the picture goes.</summary>
    /// <param name="header">The header.</param>
    /// <param name="place">Where decoding broke off.</param>
    /// <param name="channels">Bytes per pixel of the result.</param>
    /// <param name="pixels">The result.</param>
    /// <param name="rows">Rows that are decoded; all of them if the break leaves only every second row less exact.</param>
    /// <returns>False if nothing worth reading is there.</returns>
    public static bool Keep(PngHeader header, PngPlace place, int channels, Span<byte> pixels, out int rows)
    {
        rows = header.Height;
        if (place.IsAtEnd)
        {
            return true;
        }

        int stride = header.Width * channels;
        if (!header.IsInterlaced)
        {
            rows = place.RowsDone;
            pixels[(rows * stride)..].Fill(Grey);
            return rows > 0;
        }

        // The last pass of Adam7 brings the odd rows: until then, all even rows are whole. Before it, too little is there to read.
        bool isLastPass = place.Pass is { Y: 1, StepY: 2 };
        for (int y = (place.RowsDone * 2) + 1; isLastPass && y < header.Height; y += 2)
        {
            pixels.Slice((y - 1) * stride, stride).CopyTo(pixels[(y * stride)..]);
        }

        return isLastPass;
    }
}
