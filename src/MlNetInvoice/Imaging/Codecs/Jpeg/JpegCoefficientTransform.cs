using System.Runtime.Intrinsics;

namespace MlNetInvoice.Imaging.Codecs.Jpeg;

/// <summary>Turns the coefficients that the progressive scans have gathered into samples.</summary>
internal static class JpegCoefficientTransform
{
    /// <summary>Fills the planes of all needed components.</summary>
    /// <param name="frame">The frame, all scans read.</param>
    public static void Run(JpegFrame frame)
    {
        Span<short> steps = stackalloc short[64];
        Span<short> block = stackalloc short[64];
        foreach (JpegComponent component in frame.Components)
        {
            if (!component.IsNeeded)
            {
                continue;
            }

            for (int k = 0; k < 64; k++)
            {
                steps[JpegZigZag.NaturalOrder[k]] = (short)component.Quantization![k];
            }

            ReadOnlySpan<short> coefficients = component.Coefficients;
            for (int row = 0; row < component.BlockRows; row++)
            {
                for (int column = 0; column < component.BlocksPerRow; column++)
                {
                    ReadOnlySpan<short> source = coefficients.Slice(((row * component.BlocksPerRow) + column) * 64, 64);
                    bool hasDetail = source[1..].ContainsAnyExcept((short)0);
                    for (int i = 0; i < 64; i += Vector128<short>.Count)
                    {
                        (Vector128.Create(source[i..]) * Vector128.Create<short>(steps[i..])).CopyTo(block[i..]);
                    }

                    JpegBlockWriter.Write(component, column, row, block, hasDetail);
                }
            }

            component.Coefficients = [];
        }
    }
}
