using System.Text.Json;

namespace MlNetInvoice.Server.Review;

/// <summary>What a user of the page says a number is.</summary>
/// <param name="Id">The number's id as the header X-Review-Ids of its reading gave it, or one of the caller's own: 1 to 100 letters, digits, dots, dashes and underscores.</param>
/// <param name="Lease">32 hexadecimal digits of the caller's choice: who sends the same may change or take back the correction.</param>
/// <param name="Number">The number as printed, AB-12345678, or 12345678 if its letters cannot be read.</param>
/// <param name="Reviewer">A name to be shown to others, 1 to 100 characters; null: <c>page</c>.</param>
/// <param name="Reading">The reading as the service answered it.</param>
/// <param name="Picture">The number with its surroundings, or null. Kept only with Review:KeepPictures, and only if the number is not on the list yet.</param>
internal sealed record ReviewCorrection(string? Id, string? Lease, string? Number, string? Reviewer, JsonElement? Reading, ReviewCorrectionPicture? Picture);
