namespace MlNetInvoice.Benchmarks.Detection;

/// <summary>The detector's probabilities at every place of one level.</summary>
internal sealed record HeatMap(float[] Values, int Rows, int Columns)
{
    /// <summary>Probability that a number's middle is here.</summary>
    public float this[int y, int x] => 1 - At(y, x, 0);

    public float At(int y, int x, int label) => Values[(((y * Columns) + x) * DetectorWindows.ClassCount) + label];

    /// <summary>The greatest probability of the nine places about one.</summary>
    public float Near(float x, float y)
    {
        int column = (int)MathF.Round(x), row = (int)MathF.Round(y);
        float most = 0;
        for (int v = Math.Max(0, row - 1); v <= Math.Min(Rows - 1, row + 1); v++)
        {
            for (int u = Math.Max(0, column - 1); u <= Math.Min(Columns - 1, column + 1); u++)
            {
                most = Math.Max(most, this[v, u]);
            }
        }

        return most;
    }
}
