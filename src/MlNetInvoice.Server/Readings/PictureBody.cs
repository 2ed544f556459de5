using Microsoft.OpenApi;

namespace MlNetInvoice.Server.Readings;

/// <summary>Says in the OpenAPI document that an operation takes pictures. Only says: the framework's own way would refuse a body by its declared type, and here the content decides.</summary>
internal static class PictureBody
{
    public static RouteHandlerBuilder AcceptsPictures(this RouteHandlerBuilder route, params string[] contentTypes) => route.AddOpenApiOperationTransformer((operation, _, _) =>
    {
        operation.RequestBody = new OpenApiRequestBody
        {
            Required = true,
            Description = "A picture (JPEG, PNG, HEIC, WebP, AVIF, GIF, TIFF, JPEG 2000, JPEG XL, BMP, PNM), a PDF document, a ZIP archive of them, or a multipart form of these.",
            Content = contentTypes.ToDictionary(type => type, type => new OpenApiMediaType { Schema = SchemaOf(type) }),
        };
        return Task.CompletedTask;
    });

    private static OpenApiSchema SchemaOf(string contentType) => contentType.StartsWith("multipart/", StringComparison.Ordinal)
        ? new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Properties = new Dictionary<string, IOpenApiSchema>
            {
                ["files"] = new OpenApiSchema { Type = JsonSchemaType.Array, Items = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" } },
            },
        }
        : new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" };
}
