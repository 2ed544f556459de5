using Microsoft.Extensions.Options;
using MlNetInvoice;
using MlNetInvoice.Service;

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
