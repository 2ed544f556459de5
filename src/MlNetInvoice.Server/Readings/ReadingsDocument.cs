using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace MlNetInvoice.Server.Readings;

/// <summary>Describes the readings of an answer in the OpenAPI document. They are written field by field (<see cref="Batch.ReadingJson"/>), so no type says it for them; a test holds the two together.</summary>
internal static class ReadingsDocument
{
    public static RouteHandlerBuilder AnswersReadings(this RouteHandlerBuilder route) => route
        .Produces(StatusCodes.Status200OK, contentType: "application/json")
        .AddOpenApiOperationTransformer((operation, _, _) =>
        {
            operation.Responses!["200"] = new OpenApiResponse
            {
                Description = "OK",
                Content = new Dictionary<string, OpenApiMediaType> { ["application/json"] = new OpenApiMediaType { Schema = ArrayOf(Reading(), "The readings.") } },
            };
            return Task.CompletedTask;
        });

    private static OpenApiSchema Reading()
    {
        OpenApiSchema reading = Number();
        reading.Properties!["record"] = RecordDocument.Record();
        return reading;
    }

    private static OpenApiSchema Number() => Object(
        "What became of one picture, or of one number in it.",
        ("file", Text("The caller's name for the picture, with its page if it is one of a document (invoices.pdf#3), or null if it had none.", JsonSchemaType.Null)),
        ("status", Text("read, rejected, notFound or invalid (the picture could not be decoded).")),
        ("number", Text("The number as far as it was read, AB-12345678 or 12345678; null unless status is read.", JsonSchemaType.Null)),
        ("complete", Flag("Whether the number is whole: accepted, with its two letters. False with the status read: number is the digits alone.")),
        ("letters", Text("The two letters, or null if none were read surely.", JsonSchemaType.Null)),
        ("lettersConfidence", Number("Probability that the letters are right, 0 to 1; 0 if there are none.")),
        ("digits", Text("The digits; null unless status is read.", JsonSchemaType.Null)),
        ("bestGuess", Text("What a rejected reading would have been, or null.", JsonSchemaType.Null)),
        ("confidence", Number("Probability that all digits are right, 0 to 1.")),
        ("reason", Text("Why there is no number, or what it lacks, in English or, if Accept-Language prefers it, in Chinese; empty if it is whole.")),
        ("reasonCode", Code("The same as a code, to count by or to translate; null if the number is whole. Later versions may add codes.")),
        ("box", Box("The four corners of the digits, each x and y in pixels of the upright picture: top left, top right, bottom right, bottom left; or null.", JsonSchemaType.Null)),
        ("glyphs", ArrayOf(Glyph(), "The digits one by one; empty if nothing was found.")),
        ("othersInView", Count("How many further numbers the picture shows, unsure ones included; all=true gives them.")),
        ("damaged", Text("Why the picture's file is damaged and was read only as far as it goes, or null if it is whole.", JsonSchemaType.Null)),
        ("elapsedMs", Number("Milliseconds that one core took for the picture, decoding included.")));

    private static OpenApiSchema Glyph() => Object(
        "One digit of a reading.",
        ("digit", Text("The most likely digit.")),
        ("score", Number("Its probability by the network, 0 to 1.")),
        ("runnerUp", Text("The second most likely digit.")),
        ("runnerUpScore", Number("Its probability, 0 to 1.")),
        ("box", Box("Its four corners, as those of the reading.")));

    internal static OpenApiSchema Object(string description, params (string Name, OpenApiSchema Schema)[] properties) => new()
    {
        Type = JsonSchemaType.Object,
        Description = description,
        Required = properties.Select(p => p.Name).ToHashSet(),
        Properties = properties.ToDictionary(p => p.Name, p => (IOpenApiSchema)p.Schema),
    };

    internal static OpenApiSchema Text(string description, JsonSchemaType or = default) => new() { Type = JsonSchemaType.String | or, Description = description };

    private static OpenApiSchema Code(string description) => new()
    {
        Type = JsonSchemaType.String | JsonSchemaType.Null,
        Description = description,
        Enum = [.. Enum.GetValues<ReadingReason>().Skip(1).Select(reason => (JsonNode)JsonNamingPolicy.CamelCase.ConvertName(reason.ToString()))],
    };

    private static OpenApiSchema Flag(string description) => new() { Type = JsonSchemaType.Boolean, Description = description };

    private static OpenApiSchema Count(string description) => new() { Type = JsonSchemaType.Integer, Format = "int32", Description = description };

    internal static OpenApiSchema Number(string description) => new() { Type = JsonSchemaType.Number, Format = "double", Description = description };

    internal static OpenApiSchema Box(string description, JsonSchemaType or = default)
    {
        OpenApiSchema box = ArrayOf(ArrayOf(new OpenApiSchema { Type = JsonSchemaType.Number, Format = "double" }, null), description);
        box.Type |= or;
        return box;
    }

    internal static OpenApiSchema ArrayOf(OpenApiSchema items, string? description) => new() { Type = JsonSchemaType.Array, Items = items, Description = description };
}
