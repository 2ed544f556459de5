using Microsoft.AspNetCore.OpenApi;

namespace MlNetInvoice.Server.Readings;

/// <summary>What the OpenAPI document is called, and what it says first.</summary>
internal static class ServiceDocument
{
    public static OpenApiOptions DescribeService(this OpenApiOptions options) => options.AddDocumentTransformer((document, _, _) =>
    {
        document.Info.Title = "MlNetInvoice";
        document.Info.Description = "Reads the numbers of Taiwanese uniform invoices. Send pictures to /v1/readings; what the reader is not sure of has a best guess instead of a number, and goes to the review if it is switched on.";
        return Task.CompletedTask;
    });
}
