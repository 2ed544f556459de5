using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MlNetInvoice.Imaging.Codecs.Jpeg;

/// <summary>Decodes a baseline or extended sequential scan block by block, straight into the component planes (T.81, F.2).</summary>
internal static class JpegSequentialScan
{
    /// <summary>Decodes all units of a scan.</summary>
    /// <param name="frame">The frame's geometry.</param>
    /// <param name="scan">The scan.</param>
    /// <param name="reader">Its entropy-coded data.</param>
    public static void Decode(JpegFrame frame, JpegScan scan, ref JpegEntropyReader reader)
    {
        foreach (JpegComponent component in scan.Components)
        {
            component.Prediction = 0;
        }

        Span<short> block = stackalloc short[64];
        if (scan.Components.Length == 1)
        {
            DecodeAlone(scan, scan.Components[0], block, ref reader);
        }
        else
        {
            DecodeInterleaved(frame, scan, block, ref reader);
        }
    }

    private static void DecodeAlone(JpegScan scan, JpegComponent component, scoped Span<short> block, ref JpegEntropyReader reader)
    {
        for (int row = 0; row < component.BlockRows; row++)
        {
            scan.RowsDone = row;
            for (int column = 0; column < component.BlocksPerRow; column++)
            {
                if (reader.PassRestart())
                {
                    component.Prediction = 0;
                }

                DecodeBlock(component, column, row, block, ref reader);
                reader.CheckEnd();
            }
        }
    }

    private static void DecodeInterleaved(JpegFrame frame, JpegScan scan, scoped Span<short> block, ref JpegEntropyReader reader)
    {
        for (int unitRow = 0; unitRow < frame.UnitRows; unitRow++)
        {
            scan.RowsDone = unitRow;
            for (int unit = 0; unit < frame.UnitsPerRow; unit++)
            {
                bool isRestart = reader.PassRestart();
                foreach (JpegComponent component in scan.Components)
                {
                    if (isRestart)
                    {
                        component.Prediction = 0;
                    }

                    for (int y = 0; y < component.VerticalFactor; y++)
                    {
                        for (int x = 0; x < component.HorizontalFactor; x++)
                        {
                            DecodeBlock(component, (unit * component.HorizontalFactor) + x, (unitRow * component.VerticalFactor) + y, block, ref reader);
                        }
                    }
                }

                reader.CheckEnd();
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void DecodeBlock(JpegComponent component, int column, int row, scoped Span<short> block, ref JpegEntropyReader reader)
    {
        if (!component.IsNeeded || column >= component.BlocksPerRow || row >= component.BlockRows)
        {
            ReadDc(component, ref reader);
            SkipCoefficients(component.AcTable!, ref reader);
            return;
        }

        block.Clear();
        bool hasDetail;
        block[0] = (short)(ReadDc(component, ref reader) * component.Quantization![0]);
        if (component.BlockSize == 1)
        {
            SkipCoefficients(component.AcTable!, ref reader);
            hasDetail = false;
        }
        else
        {
            hasDetail = ReadCoefficients(component, block, ref reader);
        }

        JpegBlockWriter.Write(component, column, row, block, hasDetail);
    }

    /// <summary>Reads a DC difference and returns the new DC value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int ReadDc(JpegComponent component, ref JpegEntropyReader reader)
    {
        JpegBits bits = reader.Bits;
        bits.Refill();
        uint entry = component.DcTable!.Lookup[(int)(bits.Buffer >> (64 - JpegHuffmanTable.LookupBits))];
        if (entry == 0)
        {
            entry = FindLong(component.DcTable, bits.Buffer, ref reader);
        }

        int difference = JpegBits.Extend(bits.Buffer << (int)(entry >> 8), (int)(entry >> 16) & 15);
        bits.Drop((int)(entry & 0xFF));
        reader.Bits = bits;
        return component.Prediction += difference;
    }

    /// <summary>Reads and dequantises the 63 coefficients after the first; false when all are zero.</summary>
    private static bool ReadCoefficients(JpegComponent component, scoped Span<short> block, ref JpegEntropyReader reader)
    {
        JpegHuffmanTable table = component.AcTable!;
        ref uint lookup = ref MemoryMarshal.GetArrayDataReference(table.Lookup);
        ref ushort steps = ref MemoryMarshal.GetArrayDataReference(component.Quantization!);
        ref byte order = ref MemoryMarshal.GetReference(JpegZigZag.NaturalOrder);
        ref short coefficients = ref MemoryMarshal.GetReference(block);
        JpegBits bits = reader.Bits;
        nint k = 1;
        bool hasDetail = false;
        do
        {
            bits.Refill();
            uint entry = Unsafe.Add(ref lookup, (nint)(bits.Buffer >> (64 - JpegHuffmanTable.LookupBits)));
            if (entry == 0)
            {
                reader.Bits = bits;
                entry = FindLong(table, bits.Buffer, ref reader);
            }

            ulong magnitude = bits.Buffer << (int)(entry >> 8);
            bits.Drop((int)(entry & 0xFF));
            nint run = (nint)(entry >> 24);
            int size = (int)(entry >> 16) & 15;
            if (size == 0)
            {
                if (run != 15)
                {
                    break;
                }

                k += 16;
                continue;
            }

            k += run;
            Unsafe.Add(ref coefficients, (nint)Unsafe.Add(ref order, k)) = (short)(JpegBits.Extend(magnitude, size) * Unsafe.Add(ref steps, k));
            k++;
            hasDetail = true;
        }
        while (k < 64);

        reader.Bits = bits;
        return hasDetail;
    }

    /// <summary>Passes over the coefficients of a block that nobody asked for.</summary>
    private static void SkipCoefficients(JpegHuffmanTable table, ref JpegEntropyReader reader)
    {
        ref uint lookup = ref MemoryMarshal.GetArrayDataReference(table.Lookup);
        JpegBits bits = reader.Bits;
        int k = 1;
        do
        {
            bits.Refill();
            uint entry = Unsafe.Add(ref lookup, (nint)(bits.Buffer >> (64 - JpegHuffmanTable.LookupBits)));
            if (entry == 0)
            {
                reader.Bits = bits;
                entry = FindLong(table, bits.Buffer, ref reader);
            }

            bits.Drop((int)(entry & 0xFF));
            if ((entry & 0xFF0000) == 0 && entry >> 24 != 15)
            {
                break;
            }

            k += (int)(entry >> 24) + 1;
        }
        while (k < 64);

        reader.Bits = bits;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static uint FindLong(JpegHuffmanTable table, ulong buffer, ref JpegEntropyReader reader)
    {
        uint entry = table.Find(buffer);
        return entry != 0 ? entry : throw (reader.IsPastEnd ? reader.PastEnd() : reader.InvalidCode());
    }
}
