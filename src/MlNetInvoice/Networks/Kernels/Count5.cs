namespace MlNetInvoice.Networks.Kernels;

/// <summary>The number 5.</summary>
internal readonly struct Count5 : ICount
{
    public static int Value => 5;
}
