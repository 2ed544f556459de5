namespace MlNetInvoice.Networks.Kernels.Registers;

/// <summary>The number 0: nothing that the compiler knows.</summary>
internal readonly struct Count0 : ICount
{
    public static int Value => 0;
}

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

/// <summary>The number 7.</summary>
internal readonly struct Count7 : ICount
{
    public static int Value => 7;
}

/// <summary>The number 8.</summary>
internal readonly struct Count8 : ICount
{
    public static int Value => 8;
}

/// <summary>The number 9.</summary>
internal readonly struct Count9 : ICount
{
    public static int Value => 9;
}

/// <summary>The number 10.</summary>
internal readonly struct Count10 : ICount
{
    public static int Value => 10;
}

/// <summary>The number 11.</summary>
internal readonly struct Count11 : ICount
{
    public static int Value => 11;
}

/// <summary>The number 12.</summary>
internal readonly struct Count12 : ICount
{
    public static int Value => 12;
}

/// <summary>The number 13.</summary>
internal readonly struct Count13 : ICount
{
    public static int Value => 13;
}

/// <summary>The number 14.</summary>
internal readonly struct Count14 : ICount
{
    public static int Value => 14;
}
