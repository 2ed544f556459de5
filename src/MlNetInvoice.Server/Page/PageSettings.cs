namespace MlNetInvoice.Server.Page;

/// <summary>Limits to which the page shrinks pictures, and what it can offer.</summary>
/// <param name="MaxBodyBytes">Largest upload in bytes.</param>
/// <param name="MaxPixels">Largest picture in pixels.</param>
/// <param name="Review">Whether numbers are reviewed here.</param>
internal sealed record PageSettings(long MaxBodyBytes, int MaxPixels, bool Review);
