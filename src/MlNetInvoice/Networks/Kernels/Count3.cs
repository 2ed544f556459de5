namespace MlNetInvoice.Networks.Kernels;

/// <summary>The number 3.</summary>
internal readonly struct Count3 : ICount
{
    public static int Value => 3;
}
