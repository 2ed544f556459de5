namespace MlNetInvoice.Networks.Kernels;

/// <summary>The number 2.</summary>
internal readonly struct Count2 : ICount
{
    public static int Value => 2;
}
