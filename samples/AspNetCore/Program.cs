using MlNetInvoice;
using OpenTelemetry.Trace;

WebApplicationBuilder builder = WebApplication.CreateBuilder(args);
builder.WebHost.UseUrls("http://127.0.0.1:5090");
builder.Services.AddProblemDetails();

// One reader for all requests: it is immutable and thread-safe.
builder.Services.AddSingleton(_ => InvoiceReader.Default);

// The stages of each reading as spans below its request, sent where OTEL_EXPORTER_OTLP_ENDPOINT says.
builder.Services.AddOpenTelemetry().WithTracing(tracing => tracing.AddAspNetCoreInstrumentation().AddSource(InvoiceReader.ActivitySourceName).AddOtlpExporter());

WebApplication application = builder.Build();
application.MapPost("/readings", async (HttpRequest request, InvoiceReader reader, CancellationToken cancellation) =>
{
    try
    {
        InvoiceReading reading = await reader.ReadAsync(request.Body, cancellation);
        return Results.Ok(new { reading.Status, reading.Number, reading.IsComplete, reading.Confidence, reading.BestGuess, reading.ReasonCode, reading.Reason });
    }
    catch (ImageTooLargeException fault)
    {
        return Results.Problem(fault.Message, statusCode: StatusCodes.Status413PayloadTooLarge);
    }
    catch (InvalidImageException fault)
    {
        return Results.Problem(fault.Message, statusCode: StatusCodes.Status415UnsupportedMediaType);
    }
});
application.Run();
