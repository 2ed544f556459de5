namespace MlNetInvoice.Networks.Kernels.Layout;

/// <summary>The square windows of a pooling and how they follow each other.</summary>
/// <param name="Size">Rows and columns of values in a window.</param>
/// <param name="RowStep">Rows from one window to the next.</param>
/// <param name="ColumnStep">Columns from one window to the next.</param>
/// <param name="Spacing">Columns of the input from one column of a window to the next; above 1 in strips that a pooling before did not thin out.</param>
internal readonly record struct PoolWindow(int Size, int RowStep, int ColumnStep, int Spacing = 1)
{
    /// <summary>The windows of a pooling layer, which steps alike in both directions.</summary>
    public static PoolWindow Square(int size, int step) => new(size, step, step);
}
