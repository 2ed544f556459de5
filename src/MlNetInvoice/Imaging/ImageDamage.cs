namespace MlNetInvoice.Imaging;

/// <summary>What is wrong with a picture that could be decoded in part. Immutable.</summary>
/// <param name="Reason">Which format, where in the file, and why, in one sentence.</param>
/// <param name="Missing">The part of the decoded picture that holds no pixels of the file (it is grey), or null if every pixel is there, though perhaps less exact.</param>
public sealed record ImageDamage(string Reason, PixelBox? Missing);
