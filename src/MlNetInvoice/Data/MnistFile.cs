namespace MlNetInvoice.Data;

/// <summary>One file to fetch and how to know it.</summary>
/// <param name="Name">Its name at the mirror and in the folder.</param>
/// <param name="Bytes">Its exact length, at least 1.</param>
/// <param name="Sha256">SHA-256 of its content, 64 hexadecimal digits.</param>
public sealed record MnistFile(string Name, long Bytes, string Sha256);
