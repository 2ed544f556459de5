using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using MlNetInvoice.Cli.Commands;

namespace MlNetInvoice.Cli;

/// <summary>The command line: parses, runs one command, and turns what goes wrong with its input into one line and an exit code.</summary>
internal static class Program
{
    // What the tool is called once it is installed.
    private const string Name = "mlnetinvoice";

    // After Ctrl-C a training ends its step, tests and saves; only then is the process given up.
    private static readonly TimeSpan TimeToSave = TimeSpan.FromSeconds(30);

    private static Task<int> Main(string[] arguments)
    {
        if (arguments is ["read" or "check", ..] && !arguments.Contains("--model"))
        {
            // The model that this command will ask for loads while the command line is being understood; what fails here, fails there again and is reported.
            _ = Task.Run(() => InvoiceReader.Default);
        }

        return RunAsync(arguments, CommandContext.ForProcess());
    }

    /// <summary>Runs the program in this process.</summary>
    public static async Task<int> RunAsync(string[] arguments, CommandContext context, CancellationToken cancellationToken = default)
    {
        Command root = CreateRootCommand(context);
        ParseResult parsed = root.Parse(arguments);
        if (parsed.Errors.Count > 0)
        {
            foreach (ParseError error in parsed.Errors)
            {
                await context.Error.WriteLineAsync(error.Message.TrimEnd('.') + ".").ConfigureAwait(false);
            }

            await context.Error.WriteLineAsync($"\"{HelpCall(parsed)}\" shows what there is.").ConfigureAwait(false);
            return ExitCode.Failure;
        }

        try
        {
            var configuration = new InvocationConfiguration
            {
                Output = context.Output,
                Error = context.Error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = TimeToSave,
            };
            return await parsed.InvokeAsync(configuration, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is UsageException or MlNetInvoiceException or IOException or UnauthorizedAccessException)
        {
            await context.Error.WriteLineAsync(fault.Message).ConfigureAwait(false);
            return ExitCode.Failure;
        }
        catch (OperationCanceledException)
        {
            await context.Error.WriteLineAsync("Stopped.").ConfigureAwait(false);
            return ExitCode.Cancelled;
        }
    }

    // A RootCommand would call itself after the file that happens to run.
    private static Command CreateRootCommand(CommandContext context) =>
        new(Name, "Reads the invoice number off photographed Taiwanese uniform invoices, and trains the networks that do it.")
        {
            new HelpOption(),
            new VersionOption(),
            ReadCommand.Create(context),
            CheckCommand.Create(context),
            SegmentCommand.Create(context),
            ScoreCommand.Create(context),
            TrainCommand.Create(context),
            EvaluateCommand.Create(context),
            CompareCommand.Create(context),
            NewCommand.Create(context),
            InspectCommand.Create(context),
            ExplainCommand.Create(context),
            GalleryCommand.Create(context),
            ExportCommand.Create(context),
            ImportCommand.Create(context),
            MnistCommand.Create(context),
            SynthesizeCommand.Create(context),
            EnqueueCommand.Create(context),
            JobsCommand.Create(context),
        };

    private static string HelpCall(ParseResult parsed)
    {
        var names = new Stack<string>();
        for (SymbolResult? result = parsed.CommandResult; result is CommandResult { Parent: not null } command; result = result.Parent)
        {
            names.Push(command.Command.Name);
        }

        return string.Join(' ', [Name, .. names, "--help"]);
    }
}
