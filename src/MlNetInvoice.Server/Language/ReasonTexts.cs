using System.Text.Json;
using System.Text.Json.Serialization;
using MlNetInvoice.Batch;

namespace MlNetInvoice.Server.Language;

/// <summary>
/// Reasons and faults in the caller's language by their codes, from the file that the page reads too (<c>wwwroot/reasons.json</c>). In English the library's own sentence stands,
/// which names the particulars, but where it gives advice that a caller of a service cannot follow. Immutable; safe to share between threads.
/// </summary>
internal sealed partial class ReasonTexts
{
    public const string English = "en";
    public const string Chinese = "zh-Hant";

    private const string FileName = "reasons.json";

    private readonly Dictionary<string, Dictionary<string, string>> _texts;

    public ReasonTexts(IWebHostEnvironment environment)
    {
        using Stream file = environment.WebRootFileProvider.GetFileInfo(FileName).CreateReadStream();
        _texts = JsonSerializer.Deserialize(file, TextsJson.Default.Texts)!;
    }

    /// <summary>The language that a request prefers among those that there are.</summary>
    public static string LanguageOf(HttpRequest request)
    {
        foreach (string language in request.GetTypedHeaders().AcceptLanguage.OrderByDescending(l => l.Quality ?? 1).Select(l => l.Value.ToString()))
        {
            if (language.StartsWith("zh", StringComparison.OrdinalIgnoreCase))
            {
                return Chinese;
            }

            if (language.StartsWith("en", StringComparison.OrdinalIgnoreCase))
            {
                return English;
            }
        }

        return English;
    }

    /// <summary>The sentence of a code.</summary>
    public string Of(string code, string language) => _texts[code][language];

    /// <summary>A reading whose reason is in a language.</summary>
    public PictureReading In(string language, PictureReading picture)
    {
        if (picture.ReasonCode == ReadingReason.None || (language == English && picture.ReasonCode != ReadingReason.ImageTooLarge))
        {
            return picture;
        }

        string text = Of(JsonNamingPolicy.CamelCase.ConvertName(picture.ReasonCode.ToString()), language);
        return picture.Reading is { } reading
            ? PictureReading.FromReading(null, reading with { Reason = text }, picture.Elapsed) with { File = picture.File }
            : PictureReading.FromFault(picture.File, text, picture.Elapsed, picture.ReasonCode);
    }

    [JsonSerializable(typeof(Dictionary<string, Dictionary<string, string>>), TypeInfoPropertyName = "Texts")]
    private sealed partial class TextsJson : JsonSerializerContext;
}
