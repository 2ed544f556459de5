using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace MlNetInvoice.Server.Review;

/// <summary>The JSON that the calls of the review take, and what their fields must be.</summary>
internal static class ReviewBody
{
    /// <summary>Most characters of a reviewer's name.</summary>
    public const int MaxReviewer = 100;

    /// <summary>Reads a body of at most so many bytes.</summary>
    /// <exception cref="BadHttpRequestException">It is longer, or not the JSON that is expected.</exception>
    public static async Task<T> ReadAsync<T>(HttpContext context, JsonTypeInfo<T> type, int maxBytes)
        where T : class
    {
        if (context.Request.ContentLength > maxBytes)
        {
            throw new BadHttpRequestException($"The body has more than {maxBytes} bytes.", StatusCodes.Status413PayloadTooLarge);
        }

        try
        {
            return await JsonSerializer.DeserializeAsync(context.Request.Body, type, context.RequestAborted).ConfigureAwait(false) ?? throw new BadHttpRequestException("The body is null where an object is expected.");
        }
        catch (JsonException fault)
        {
            throw new BadHttpRequestException($"The body is not the JSON that is expected, at {fault.Path ?? "$"} in line {(fault.LineNumber ?? 0) + 1}.", StatusCodes.Status400BadRequest, fault);
        }
    }

    /// <summary>Whether a text is a lease.</summary>
    public static bool IsLease(string? lease) => lease is { Length: 32 } && lease.All(char.IsAsciiHexDigitLower);

    /// <summary>Whether a text can be shown as a reviewer's name.</summary>
    public static bool IsName(string? name) => name?.Trim() is { Length: >= 1 and <= MaxReviewer } trimmed && !trimmed.Any(char.IsControl);

    /// <summary>A number as it is kept: AB-12345678 or its eight digits; null if it is none.</summary>
    public static string? Normalize(string? number) => InvoiceNumber.TryParse(number, out InvoiceNumber? whole) ? whole.ToString()
        : number?.Trim() is { Length: 8 } digits && digits.All(char.IsAsciiDigit) ? digits : null;
}
