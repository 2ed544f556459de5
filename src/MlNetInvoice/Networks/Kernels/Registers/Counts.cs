namespace MlNetInvoice.Networks.Kernels.Registers;

/// <summary>The number 1.</summary>
internal readonly struct Count1 : ICount
{
    public static int Value => 1;
}

/// <summary>The number 2.</summary>
internal readonly struct Count2 : ICount
{
    public static int Value => 2;
}

/// <summary>The number 3.</summary>
internal readonly struct Count3 : ICount
{
    public static int Value => 3;
}

/// <summary>The number 4.</summary>
internal readonly struct Count4 : ICount
{
    public static int Value => 4;
}

/// <summary>The number 5.</summary>
internal readonly struct Count5 : ICount
{
    public static int Value => 5;
}

/// <summary>The number 6.</summary>
internal readonly struct Count6 : ICount
{
    public static int Value => 6;
}
