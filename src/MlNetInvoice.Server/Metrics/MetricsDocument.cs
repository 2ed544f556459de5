using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using MlNetInvoice.Server.Readings;

namespace MlNetInvoice.Server.Metrics;

/// <summary>Names the metrics in the OpenAPI document; the exporter maps its endpoint by itself and says nothing of it.</summary>
internal static class MetricsDocument
{
    public static void DescribeMetrics(this OpenApiOptions options) => options.AddDocumentTransformer((document, _, _) =>
    {
        document.Paths.Add(ServerMeter.Path, new OpenApiPathItem
        {
            Operations = new Dictionary<HttpMethod, OpenApiOperation>
            {
                [HttpMethod.Get] = new()
                {
                    OperationId = "Metrics",
                    Summary = "Counts and durations for Prometheus.",
                    Tags = new HashSet<OpenApiTagReference> { new(ApiTags.Service, document) },
                    Responses = new OpenApiResponses
                    {
                        ["200"] = new OpenApiResponse
                        {
                            Description = "OK",
                            Content = new Dictionary<string, OpenApiMediaType> { ["text/plain"] = new OpenApiMediaType { Schema = new OpenApiSchema { Type = JsonSchemaType.String } } },
                        },
                    },
                },
            },
        });
        return Task.CompletedTask;
    });
}
