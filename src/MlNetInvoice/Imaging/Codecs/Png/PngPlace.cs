namespace MlNetInvoice.Imaging.Codecs.Png;

/// <summary>How far the decoding of a PNG has come, known even after it broke off.</summary>
internal sealed class PngPlace
{
    /// <summary>The pass under way.</summary>
    public PngPass Pass { get; private set; }

    /// <summary>Rows of that pass that are decoded.</summary>
    public int RowsDone { get; set; }

    /// <summary>Whether all pixels are decoded and only the checksum behind them is to come.</summary>
    public bool IsAtEnd { get; set; }

    /// <summary>Begins a pass.</summary>
    /// <param name="pass">The pass.</param>
    public void Begin(PngPass pass) => (Pass, RowsDone) = (pass, 0);
}
