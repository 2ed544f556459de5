using MlNetInvoice.Models;
using MlNetInvoice.Networks;
using MlNetInvoice.Server.Readings;

namespace MlNetInvoice.Server.Models;

/// <summary>What is known about the models that the service reads by.</summary>
internal static class ModelEndpoints
{
    public static void MapModel(this IEndpointRouteBuilder routes) => routes.MapGet("/v1/model", (InvoiceReader reader) =>
            Results.Text(reader.Model.ToJson(), "application/json; charset=utf-8"))
        .WithName("Model")
        .WithTags(ApiTags.Service)
        .WithSummary("The manifest of the model that reads invoices: its layers, classes, training options, data and test report.")
        .Produces<object>();

    /// <summary>The embedded LeNet-5 that the digit tab looks into.</summary>
    public static Network DigitNetwork() => EmbeddedModels.LoadDigits().Network;
}
