using System.Runtime.CompilerServices;

namespace MlNetInvoice.Imaging.Codecs.Jpeg;

/// <summary>Decodes a progressive scan into the coefficient arrays: a band of coefficients, or one more bit of them (T.81, annex G).</summary>
internal static class JpegProgressiveScan
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

        if (scan.First > 0)
        {
            DecodeBand(scan, scan.Components[0], ref reader);
        }
        else if (scan.Components.Length == 1)
        {
            DecodeDcAlone(scan, scan.Components[0], ref reader);
        }
        else
        {
            DecodeDcInterleaved(frame, scan, ref reader);
        }
    }

    private static void DecodeDcAlone(JpegScan scan, JpegComponent component, ref JpegEntropyReader reader)
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

                DecodeDc(scan, component, column, row, ref reader);
                reader.CheckEnd();
            }
        }
    }

    private static void DecodeDcInterleaved(JpegFrame frame, JpegScan scan, ref JpegEntropyReader reader)
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
                            DecodeDc(scan, component, (unit * component.HorizontalFactor) + x, (unitRow * component.VerticalFactor) + y, ref reader);
                        }
                    }
                }

                reader.CheckEnd();
            }
        }
    }

    private static void DecodeDc(JpegScan scan, JpegComponent component, int column, int row, ref JpegEntropyReader reader)
    {
        int value = scan.HighBit == 0 ? JpegSequentialScan.ReadDc(component, ref reader) : TakeBit(ref reader);
        if (!component.IsNeeded || column >= component.BlocksPerRow || row >= component.BlockRows)
        {
            return;
        }

        ref short coefficient = ref component.Coefficients[((row * component.BlocksPerRow) + column) * 64];
        coefficient = (short)(scan.HighBit == 0 ? value << scan.LowBit : (ushort)coefficient | (value << scan.LowBit));
    }

    private static int TakeBit(ref JpegEntropyReader reader)
    {
        JpegBits bits = reader.Bits;
        int bit = bits.TakeBit();
        reader.Bits = bits;
        return bit;
    }

    private static void DecodeBand(JpegScan scan, JpegComponent component, ref JpegEntropyReader reader)
    {
        int emptyBlocks = 0;
        for (int row = 0; row < component.BlockRows; row++)
        {
            scan.RowsDone = row;
            Span<short> blocks = component.Coefficients.AsSpan(row * component.BlocksPerRow * 64, component.BlocksPerRow * 64);
            for (int column = 0; column < component.BlocksPerRow; column++)
            {
                if (reader.PassRestart())
                {
                    emptyBlocks = 0;
                }

                Span<short> block = blocks.Slice(column * 64, 64);
                if (scan.HighBit == 0)
                {
                    if (emptyBlocks > 0)
                    {
                        int skipped = reader.HasRestarts ? 1 : Math.Min(emptyBlocks, component.BlocksPerRow - column);
                        emptyBlocks -= skipped;
                        column += skipped - 1;
                        continue;
                    }

                    emptyBlocks = ReadBand(scan, component.AcTable!, block, ref reader);
                }
                else
                {
                    emptyBlocks = RefineBand(scan, component.AcTable!, block, emptyBlocks, ref reader);
                }

                reader.CheckEnd();
            }
        }
    }

    /// <summary>The first scan of a band; returns how many blocks after this one hold nothing.</summary>
    private static int ReadBand(JpegScan scan, JpegHuffmanTable table, Span<short> block, ref JpegEntropyReader reader)
    {
        JpegBits bits = reader.Bits;
        int emptyBlocks = 0;
        for (int k = scan.First; k <= scan.Last; k++)
        {
            uint entry = NextCode(table, ref bits, ref reader);
            ulong magnitude = bits.Buffer << (int)(entry >> 8);
            bits.Drop((int)(entry & 0xFF));
            int run = (int)(entry >> 24);
            int size = (int)(entry >> 16) & 15;
            if (size == 0)
            {
                if (run == 15)
                {
                    k += 15;
                    continue;
                }

                emptyBlocks = (1 << run) + bits.Take(run) - 1;
                break;
            }

            k += run;
            block[JpegZigZag.NaturalOrder[k]] = (short)(JpegBits.Extend(magnitude, size) << scan.LowBit);
        }

        reader.Bits = bits;
        return emptyBlocks;
    }

    /// <summary>A later scan of a band: one bit more for what is known, and what newly differs from zero.</summary>
    private static int RefineBand(JpegScan scan, JpegHuffmanTable table, Span<short> block, int emptyBlocks, ref JpegEntropyReader reader)
    {
        JpegBits bits = reader.Bits;
        short step = (short)(1 << scan.LowBit);
        int k = scan.First;
        if (emptyBlocks == 0)
        {
            for (; k <= scan.Last; k++)
            {
                uint entry = NextCode(table, ref bits, ref reader);
                bool isPositive = (long)(bits.Buffer << (int)(entry >> 8)) < 0;
                bits.Drop((int)(entry & 0xFF));
                int run = (int)(entry >> 24);
                int size = (int)(entry >> 16) & 15;
                if (size > 1)
                {
                    throw reader.InvalidSymbol();
                }

                if (size == 0 && run < 15)
                {
                    emptyBlocks = (1 << run) + bits.Take(run);
                    break;
                }

                k = RefineRun(scan.Last, block, k, run, step, ref bits);
                if (size == 1)
                {
                    block[JpegZigZag.NaturalOrder[k]] = isPositive ? step : (short)-step;
                }
            }
        }

        if (emptyBlocks > 0)
        {
            RefineRun(scan.Last, block, k, 64, step, ref bits);
            emptyBlocks--;
        }

        reader.Bits = bits;
        return emptyBlocks;
    }

    /// <summary>Corrects the known coefficients on the way over a run of zeros, and returns where the run ends.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int RefineRun(int last, Span<short> block, int k, int run, short step, ref JpegBits bits)
    {
        for (; k <= last; k++)
        {
            ref short coefficient = ref block[JpegZigZag.NaturalOrder[k]];
            if (coefficient == 0)
            {
                if (--run < 0)
                {
                    break;
                }
            }
            else if (bits.TakeBit() != 0 && (coefficient & step) == 0)
            {
                coefficient += coefficient >= 0 ? step : (short)-step;
            }
        }

        return k;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint NextCode(JpegHuffmanTable table, ref JpegBits bits, ref JpegEntropyReader reader)
    {
        bits.Refill();
        uint entry = table.Lookup[(int)(bits.Buffer >> (64 - JpegHuffmanTable.LookupBits))];
        if (entry == 0)
        {
            reader.Bits = bits;
            entry = JpegSequentialScan.FindLong(table, bits.Buffer, ref reader);
        }

        return entry;
    }
}
