namespace MlNetInvoice.Networks.Kernels.Registers;

/// <summary>
/// Arithmetic on one register of <see cref="Width"/> lanes: what a kernel needs, so that its loops are written once for every register width. Implemented by
/// empty structs, whose methods the compiler resolves and inlines at each instantiation.
/// </summary>
/// <typeparam name="T">The register: a vector, or a float.</typeparam>
internal unsafe interface ILaneOperations<T>
    where T : struct
{
    /// <summary>Floats of a register.</summary>
    static abstract int Width { get; }

    /// <summary>Registers of the machine at this width that a kernel may count on.</summary>
    static abstract int Registers { get; }

    static abstract T Load(float* source);

    static abstract void Store(float* target, T value);

    /// <summary>Width bytes as floats.</summary>
    static abstract T LoadBytes(byte* source);

    static abstract T Broadcast(float value);

    /// <summary>a · b + c, rounded once where the machine can.</summary>
    static abstract T MultiplyAdd(T a, T b, T c);

    static abstract T Add(T a, T b);

    static abstract T Subtract(T a, T b);

    static abstract T Multiply(T a, T b);

    static abstract T Divide(T a, T b);

    static abstract T Max(T a, T b);

    static abstract T SquareRoot(T a);

    static abstract T Exp(T a);

    /// <summary>Natural logarithm.</summary>
    static abstract T Log(T a);

    /// <summary>The larger of every two neighbours of two registers that lie side by side.</summary>
    static abstract T MaxOfPairs(T low, T high);

    /// <summary>a where b = c, else 0.</summary>
    static abstract T WhereEqual(T a, T b, T c);

    /// <summary>a where b is above c, else 0.</summary>
    static abstract T WhereGreater(T a, T b, T c);

    /// <summary>a where the dropout hash of place + lane is at least the limit, else 0.</summary>
    static abstract T WhereDrawn(T a, uint place, uint key, int limit);

    /// <summary>Sum over the lanes.</summary>
    static abstract float Sum(T a);
}
