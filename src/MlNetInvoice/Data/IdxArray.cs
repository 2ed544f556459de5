namespace MlNetInvoice.Data;

/// <summary>The content of an IDX file: unsigned bytes in up to four dimensions, the last dimension fastest. Immutable.</summary>
public sealed class IdxArray
{
    private readonly int[] _dimensions;
    private readonly byte[] _values;

    /// <summary>Wraps values that the caller hands over; they are not copied.</summary>
    /// <param name="dimensions">One to four sizes, each 0 or more, such as 60000, 28, 28.</param>
    /// <param name="values">As many bytes as the product of the sizes.</param>
    /// <exception cref="ArgumentException">There are not one to four sizes, one is negative, or their product is not the number of values.</exception>
    public IdxArray(ReadOnlySpan<int> dimensions, byte[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (dimensions.Length is < 1 or > IdxFile.MaxDimensions)
        {
            throw new ArgumentException($"An IDX array has 1 to {IdxFile.MaxDimensions} dimensions, not {dimensions.Length}.", nameof(dimensions));
        }

        long product = 1;
        foreach (int size in dimensions)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(size, nameof(dimensions));
            product = checked(product * size);
        }

        if (product != values.Length)
        {
            throw new ArgumentException($"The dimensions {string.Join('×', dimensions.ToArray())} want {product} values, not {values.Length}.", nameof(values));
        }

        _dimensions = dimensions.ToArray();
        _values = values;
    }

    /// <summary>The sizes, slowest dimension first.</summary>
    public ReadOnlySpan<int> Dimensions => _dimensions;

    /// <summary>All values, the last dimension fastest.</summary>
    public ReadOnlySpan<byte> Values => _values;

    /// <summary>The array behind <see cref="Values"/>, for those who may hand it on without a copy.</summary>
    internal byte[] Array => _values;
}
