namespace MlNetInvoice.Segmentation.Finding;

/// <summary>The last glyph at one end of a line, and the direction in which the line goes on from there.</summary>
internal readonly record struct LineEnd(float X, float Y, float Cos, float Sin)
{
    /// <summary>How far along the line, outwards, a blob's centre stands from the end's.</summary>
    public float Along(in InkBlob blob) => ((blob.X - X) * Cos) + ((blob.Y - Y) * Sin);
}
