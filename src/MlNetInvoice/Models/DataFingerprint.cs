using System.Buffers.Binary;
using System.Security.Cryptography;
using MlNetInvoice.Data;

namespace MlNetInvoice.Models;

/// <summary>Which images a model was trained or tested on, so that two models can be compared fairly.</summary>
/// <param name="Name">What they are, such as <c>MNIST training images 0–54999</c>; 1 to 200 characters.</param>
/// <param name="Count">Number of images.</param>
/// <param name="Sha256">SHA-256 over rows, columns (32-bit little-endian), labels and pixels; 64 lower-case hexadecimal digits.</param>
public sealed record DataFingerprint(string Name, int Count, string Sha256)
{
    /// <summary>The fingerprint of images.</summary>
    /// <param name="name">What they are; 1 to 200 characters.</param>
    /// <param name="images">The images.</param>
    public static DataFingerprint Of(string name, LabeledImages images)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(images);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> size = stackalloc byte[8];
        BinaryPrimitives.WriteInt32LittleEndian(size, images.Rows);
        BinaryPrimitives.WriteInt32LittleEndian(size[4..], images.Columns);
        hash.AppendData(size);
        hash.AppendData(images.Labels);
        hash.AppendData(images.Pixels);
        return new DataFingerprint(name, images.Count, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }
}
