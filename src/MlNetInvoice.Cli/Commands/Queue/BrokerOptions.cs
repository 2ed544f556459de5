using System.CommandLine;
using MlNetInvoice.Jobs.Queue;
using MlNetInvoice.Jobs.Store;

namespace MlNetInvoice.Cli.Commands;

/// <summary>Where the queue and the results are; credentials come from the environment or from files as well, and are never printed.</summary>
internal sealed class BrokerOptions
{
    private readonly Option<string?> _amqp = new("--amqp")
    {
        Description = "The broker's nodes, amqp://user:password@host:port/vhost, several separated by commas; @file reads them from a file. Default: the environment's MLNETINVOICE_AMQP.",
        HelpName = "address",
    };

    private readonly Option<string?> _postgres = new("--postgres")
    {
        Description = "The results' database as an Npgsql connection string; @file reads it from a file. Default: the environment's MLNETINVOICE_POSTGRES.",
        HelpName = "connection",
    };

    private readonly Option<string> _queue = new("--queue") { Description = "Name of the queue.", DefaultValueFactory = _ => new JobQueueOptions().Name };

    public void AddTo(Command command, bool queue, bool store)
    {
        if (queue)
        {
            command.Add(_amqp);
            command.Add(_queue);
        }

        if (store)
        {
            command.Add(_postgres);
        }
    }

    public JobQueueOptions Queue(ParseResult parsed) => new() { Amqp = Secret(parsed.GetValue(_amqp), "--amqp", "MLNETINVOICE_AMQP"), Name = parsed.GetValue(_queue)! };

    public ResultStore Store(ParseResult parsed)
    {
        try
        {
            return new ResultStore(Secret(parsed.GetValue(_postgres), "--postgres", "MLNETINVOICE_POSTGRES"));
        }
        catch (ArgumentException fault)
        {
            throw UsageException.From(fault);
        }
    }

    private static string Secret(string? given, string option, string variable)
    {
        string? value = given ?? Environment.GetEnvironmentVariable(variable);
        return value is null or ""
            ? throw new UsageException($"Say where with {option}, or set {variable}.")
            : value[0] == '@' ? File.ReadAllText(value[1..]).Trim() : value;
    }
}
