namespace MlNetInvoice.Imaging.Codecs.Jpeg;

/// <summary>What is kept of a JPEG whose entropy-coded data break off: the rows before the break; the rest of the planes becomes grey.</summary>
internal static class JpegRemainder
{
    private const byte Grey = 128;

    /// <summary>Fills what was not decoded and says how far the first component, the luminance, goes.</summary>
    /// <param name="frame">The frame; its planes are allocated if a scan was begun.</param>
    /// <param name="broken">The scan in which, or after which, the data broke off.</param>
    /// <param name="rows">Rows of the picture, at its full size, that are decoded.</param>
    /// <returns>False if not even one row of units is there.</returns>
    public static bool Keep(JpegFrame frame, JpegScan? broken, out int rows)
    {
        rows = 0;
        if (broken is null || !frame.Components[0].IsNeeded || (frame.IsProgressive && frame.Components.Any(component => component.IsNeeded && component.Quantization is null)))
        {
            return false;
        }

        rows = frame.IsProgressive ? ProgressiveRows(frame, broken) : SequentialRows(frame, broken, frame.Components[0]);
        if (rows == 0)
        {
            return false;
        }

        if (!frame.IsProgressive)
        {
            foreach (JpegComponent component in frame.Components)
            {
                if (component.IsNeeded)
                {
                    FillBelow(component, frame, SequentialRows(frame, broken, component));
                }
            }
        }

        return true;
    }

    private static int SequentialRows(JpegFrame frame, JpegScan broken, JpegComponent component) =>
        component.IsDecoded ? frame.Height : broken.Components.Contains(component) ? RowsDone(frame, broken, component) : 0;

    /// <summary>Without its first band of details a block is one flat square: no character can be read in it, so it counts as missing.</summary>
    private static int ProgressiveRows(JpegFrame frame, JpegScan broken)
    {
        JpegComponent luminance = frame.Components[0];
        if (luminance.ReceivedBits.AsSpan()[1..].ContainsAnyExcept((sbyte)-1))
        {
            return frame.Height;
        }

        return broken.First > 0 && broken.Components[0] == luminance ? RowsDone(frame, broken, luminance) : 0;
    }

    private static int RowsDone(JpegFrame frame, JpegScan scan, JpegComponent component)
    {
        int perRow = scan.Components.Length == 1 ? 8 * frame.MaxVerticalFactor / component.VerticalFactor : 8 * frame.MaxVerticalFactor;
        return Math.Min(frame.Height, scan.RowsDone * perRow);
    }

    private static void FillBelow(JpegComponent component, JpegFrame frame, int rows)
    {
        int done = (int)((long)rows * component.PlaneHeight / frame.Height);
        component.Plane.AsSpan(done * component.PlaneWidth).Fill(Grey);
    }
}
