using System.CommandLine;
using MlNetInvoice.Documents;
using MlNetInvoice.Server;
using MlNetInvoice.Server.Commands;
using MlNetInvoice.Server.Sources;

// A child of this program that decodes for it: before anything else is loaded.
if (args is [DecoderPrograms.Command])
{
    return DecoderHost.Run();
}

var program = new RootCommand("Reads invoice numbers off pictures: over HTTP (serve) or from a queue (work).")
{
    HostCommand.Create("serve", "Reads pictures over HTTP, with a page to try it on. Settings: docs/service.md.", "Service:QueueLength=64", ServiceHost.Build),
    HostCommand.Create("work", "Reads jobs from RabbitMQ and stores the results in PostgreSQL. Settings: docs/workers.md.", "Worker:Parallelism=4", WorkerHost.Build),
    CheckCommand.Create(),
};

// The hosts themselves stop on a signal, after the time that their settings give to what is under way.
return await program.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
