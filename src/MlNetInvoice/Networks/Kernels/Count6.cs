namespace MlNetInvoice.Networks.Kernels;

/// <summary>The number 6.</summary>
internal readonly struct Count6 : ICount
{
    public static int Value => 6;
}
