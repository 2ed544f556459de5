using System.Text.Json;
using MlNetInvoice.Batch;

namespace MlNetInvoice.Server.Readings;

/// <summary>Readings as a JSON array, in ASCII: every client decodes it, whatever it makes of the declared charset.</summary>
internal sealed class ReadingsResult(IReadOnlyList<PictureReading> readings, string language) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.ContentType = "application/json; charset=utf-8";
        httpContext.Response.Headers.ContentLanguage = language;
        httpContext.Response.Headers.Append("Vary", "Accept-Language");
        var json = new Utf8JsonWriter(httpContext.Response.BodyWriter);
        await using (json.ConfigureAwait(false))
        {
            json.WriteStartArray();
            foreach (PictureReading reading in readings)
            {
                ReadingJson.Write(json, reading);
            }

            json.WriteEndArray();
            await json.FlushAsync(httpContext.RequestAborted).ConfigureAwait(false);
        }
    }
}
