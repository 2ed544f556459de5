namespace MlNetInvoice.Server.Review;

/// <summary>A part of a picture that a caller cut out.</summary>
/// <param name="Data">PNG or JPEG in base64, at most 1,400 pixels on its longer side.</param>
/// <param name="Left">Its left edge in the pixels that the reading's places refer to.</param>
/// <param name="Top">Its upper edge in them.</param>
/// <param name="Scale">Its pixels per such pixel; above 0 to 1.</param>
internal sealed record ReviewCorrectionPicture(byte[]? Data, double Left, double Top, double Scale);
