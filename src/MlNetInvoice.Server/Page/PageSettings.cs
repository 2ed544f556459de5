namespace MlNetInvoice.Server.Page;

/// <summary>Limits to which the page shrinks pictures, and what it can offer.</summary>
/// <param name="MaxBodyBytes">Largest upload in bytes.</param>
/// <param name="MaxPixels">Largest picture in pixels.</param>
/// <param name="Review">Whether numbers are reviewed here, and corrections of the page are taken.</param>
/// <param name="KeepPictures">Whether the picture of a corrected number is kept.</param>
internal sealed record PageSettings(long MaxBodyBytes, int MaxPixels, bool Review, bool KeepPictures);
