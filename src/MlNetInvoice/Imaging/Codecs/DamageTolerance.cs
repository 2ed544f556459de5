namespace MlNetInvoice.Imaging.Codecs;

/// <summary>Gathers what a decoder found damaged and passed over; a decoder without one refuses the picture instead.</summary>
internal sealed class DamageTolerance
{
    private InvalidImageException? _first;
    private int _width;
    private int _height;
    private int _rows;

    /// <summary>Takes a fault in the data.</summary>
    /// <param name="fault">What a strict decoder raises.</param>
    /// <param name="width">Pixels per row as stored.</param>
    /// <param name="height">Rows as stored.</param>
    /// <param name="rows">How many rows from the top are decoded, 0 to <paramref name="height"/>.</param>
    public void Take(InvalidImageException fault, int width, int height, int rows)
    {
        _rows = _first is null ? rows : Math.Min(_rows, rows);
        _first ??= fault;
        (_width, _height) = (width, height);
    }

    /// <summary>The damage as the caller sees it: in the picture that was returned, reduced and turned as the options say.</summary>
    /// <param name="file">The file.</param>
    /// <param name="options">How it was decoded.</param>
    public ImageDamage? Report(ReadOnlySpan<byte> file, ImageDecoderOptions options)
    {
        if (_first is null)
        {
            return null;
        }

        string reason = $"{_first.Message.TrimEnd('.')}.";
        if (_rows >= _height)
        {
            return new ImageDamage(reason, null);
        }

        int denominator = options.ScaleDenominator;
        var missing = new PixelBox(0, _rows / denominator, (_width + denominator - 1) / denominator, ((_height + denominator - 1) / denominator) - (_rows / denominator));
        return new ImageDamage(reason, options.ApplyOrientation ? Orient(missing, ImageDecoder.ReadHeader(file, options).Orientation) : missing);
    }

    // The missing rows reach from side to side and to the bottom, so each orientation puts them along one edge.
    private static PixelBox Orient(PixelBox missing, ImageOrientation orientation) => orientation switch
    {
        ImageOrientation.Upright or ImageOrientation.MirroredHorizontally => missing,
        ImageOrientation.HalfTurned or ImageOrientation.MirroredVertically => missing with { Y = 0 },
        ImageOrientation.Transposed or ImageOrientation.NeedsCounterClockwiseTurn => new PixelBox(missing.Y, 0, missing.Height, missing.Width),
        _ => new PixelBox(0, 0, missing.Height, missing.Width),
    };
}
