namespace MlNetInvoice.Documents;

/// <summary>How much of an archive is unpacked. Immutable; validated when it is set.</summary>
public sealed record ArchiveOptions
{
    /// <summary>Bytes up to which a file may be packed however well.</summary>
    internal const long FreeOfRatio = 1 << 20;

    /// <summary>The defaults.</summary>
    public static ArchiveOptions Default { get; } = new();

    /// <summary>Most files. Default 10,000; at least 1.</summary>
    public int MaxFiles
    {
        get;
        init => field = AtLeastOne(value, nameof(MaxFiles));
    } = 10_000;

    /// <summary>Largest file once it is unpacked, in bytes. Default 64 MiB (67,108,864); at least 1.</summary>
    public int MaxFileBytes
    {
        get;
        init => field = AtLeastOne(value, nameof(MaxFileBytes));
    } = 64 * 1024 * 1024;

    /// <summary>Most bytes that are unpacked of one archive. Default 4 GiB (4,294,967,296); at least 1.</summary>
    public long MaxTotalBytes
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1, nameof(MaxTotalBytes));
            field = value;
        }
    } = 4L << 30;

    /// <summary>Most bytes that one packed byte may become, for files above 1 MiB. Default 200: scans in black and white without compression of their own reach 100. At least 1.</summary>
    public int MaxRatio
    {
        get;
        init => field = AtLeastOne(value, nameof(MaxRatio));
    } = 200;

    private static int AtLeastOne(int value, string name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, 1, name);
        return value;
    }
}
