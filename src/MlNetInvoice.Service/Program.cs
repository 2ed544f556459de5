using Microsoft.Extensions.Options;
using MlNetInvoice;
using MlNetInvoice.Service;

// For health checks where no curl is: asks a running service and answers by the exit code.
if (args is ["--check", var address])
{
    try
    {
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(3) };
        using HttpResponseMessage health = await client.GetAsync(new Uri(address));
        return health.IsSuccessStatusCode ? 0 : 1;
    }
    catch (Exception fault) when (fault is HttpRequestException or TaskCanceledException or UriFormatException)
    {
        await Console.Error.WriteLineAsync($"{address} does not answer: {fault.Message}");
        return 1;
    }
}

try
{
    await using WebApplication application = ServiceHost.Build(args);
    await application.RunAsync();
    return 0;
}
catch (OptionsValidationException faults)
{
    foreach (string fault in faults.Failures)
    {
        await Console.Error.WriteLineAsync(fault);
    }

    return 1;
}
catch (Exception fault) when (fault is MlNetInvoiceException or IOException)
{
    await Console.Error.WriteLineAsync(fault.Message);
    return 1;
}
