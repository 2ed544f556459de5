namespace MlNetInvoice.Networks.Kernels.Registers;

/// <summary>A number that the compiler knows: a kernel written for it has no branch and no register for what it does not need.</summary>
internal interface ICount
{
    static abstract int Value { get; }
}
