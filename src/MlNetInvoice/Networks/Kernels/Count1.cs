namespace MlNetInvoice.Networks.Kernels;

/// <summary>The number 1.</summary>
internal readonly struct Count1 : ICount
{
    public static int Value => 1;
}
