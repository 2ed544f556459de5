namespace MlNetInvoice.Networks.Kernels.Layout;

/// <summary>The window of the input from which a convolution makes one value.</summary>
/// <param name="Rows">Rows of weights.</param>
/// <param name="Columns">Columns of weights.</param>
/// <param name="Padding">Zeros around the input; its border is at least as wide.</param>
/// <param name="Spacing">Columns of the input from one column of weights to the next; above 1 in strips that a pooling before did not thin out.</param>
internal readonly record struct KernelShape(int Rows, int Columns, int Padding = 0, int Spacing = 1)
{
    /// <summary>Weights of one input map.</summary>
    public int Area => Rows * Columns;

    /// <summary>The shape of a convolution layer's kernel.</summary>
    public static KernelShape Square(int size, int padding) => new(size, size, padding);
}
