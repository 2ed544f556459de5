namespace MlNetInvoice.Networks.Kernels;

/// <summary>The number 4.</summary>
internal readonly struct Count4 : ICount
{
    public static int Value => 4;
}
