using System.Buffers.Binary;

namespace MlNetInvoice.Tests.Imaging;

/// <summary>Sets the checksums of all chunks of a PNG file right after its bytes were changed; bit by bit, apart from the library's own.</summary>
internal static class PngCrc
{
    public static void Repair(byte[] file)
    {
        int position = 8;
        while (position + 12 <= file.Length)
        {
            uint length = BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(position));
            if (length > file.Length - position - 12)
            {
                return;
            }

            uint state = uint.MaxValue;
            foreach (byte value in file.AsSpan(position + 4, (int)length + 4))
            {
                state ^= value;
                for (int bit = 0; bit < 8; bit++)
                {
                    state = (state & 1) != 0 ? (state >> 1) ^ 0xEDB88320 : state >> 1;
                }
            }

            BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(position + 8 + (int)length), ~state);
            position += (int)length + 12;
        }
    }
}
