using System.CommandLine;
using Microsoft.Extensions.Options;

namespace MlNetInvoice.Server.Commands;

/// <summary>A command that runs a host until it is stopped. Whatever is wrong with its settings is written to the standard error, and the exit code is 1.</summary>
internal static class HostCommand
{
    public static Command Create(string name, string description, string example, Func<string[], WebApplication> build)
    {
        var settings = new Argument<string[]>("settings")
        {
            Description = $"Settings over those of the environment and appsettings.json, such as --{example} or --urls http://127.0.0.1:8080.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var command = new Command(name, description) { settings };
        command.SetAction((parsed, cancellationToken) => RunAsync(build, parsed.GetValue(settings) ?? []));
        return command;
    }

    private static async Task<int> RunAsync(Func<string[], WebApplication> build, string[] settings)
    {
        try
        {
            await using WebApplication application = build(settings);
            await application.RunAsync().ConfigureAwait(false);
            return Environment.ExitCode;
        }
        catch (OptionsValidationException faults)
        {
            foreach (string fault in faults.Failures)
            {
                await Console.Error.WriteLineAsync(fault).ConfigureAwait(false);
            }
        }
        catch (Exception fault) when (fault is MlNetInvoiceException or IOException or FormatException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync(fault.Message).ConfigureAwait(false);
        }

        return 1;
    }
}
