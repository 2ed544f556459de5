namespace MlNetInvoice.Imaging.Codecs;

/// <summary>What a file is, by its first bytes.</summary>
/// <param name="Name">In words for people, as the rest of "the file is …": <c>a Word document</c>; of a picture its format's name alone, <c>HEIC</c>.</param>
/// <param name="Format">The format, or null if the file is no picture and no PDF document.</param>
/// <param name="IsBuiltIn">Whether the library decodes it without a codec.</param>
internal readonly record struct FileKind(string Name, ImageFormat? Format = null, bool IsBuiltIn = false)
{
    /// <summary>The fault of a file that nothing here can decode.</summary>
    /// <param name="hasCodec">Whether a codec decodes the formats that it is made for.</param>
    public InvalidImageException NotDecodable(bool hasCodec)
    {
        if (Format is not null)
        {
            string kind = Format == ImageFormat.Pdf ? "PDF documents" : $"{Name} pictures";
            return new InvalidImageException($"{kind} need the MlNetInvoice.Documents package, set as ImageDecoderOptions.Codec; or save the picture as PNG or JPEG.");
        }

        string advice = hasCodec ? "give a picture or a PDF document" : "give a PNG or JPEG picture";
        return new InvalidImageException(Name.Length == 0 ? $"The file is neither a picture nor a document that is known here; {advice}." : $"The file is {Name}, not a picture; {advice}.");
    }
}
