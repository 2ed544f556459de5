namespace MlNetInvoice.Networks.Kernels;

/// <summary>The random numbers of dropout: a hash of place and key (Wellons' lowbias32, 2018), so that backward need not remember what forward drew.</summary>
internal static class DropoutHash
{
    /// <summary>31 random bits for a place.</summary>
    public static int Draw(uint place, uint key)
    {
        uint x = place ^ key;
        x = (x ^ (x >> 16)) * 0x7FEB352D;
        x = (x ^ (x >> 15)) * 0x846CA68B;
        return (int)((x ^ (x >> 16)) >> 1);
    }

    /// <summary>A draw below this is a zero.</summary>
    public static int Limit(float rate) => (int)(rate * (double)int.MaxValue);
}
