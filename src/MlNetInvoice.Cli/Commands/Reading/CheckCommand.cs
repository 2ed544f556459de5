using System.CommandLine;

namespace MlNetInvoice.Cli.Commands;

/// <summary><c>check</c>: which invoices of pictures have won in the lottery.</summary>
internal static class CheckCommand
{
    public static Command Create(CommandContext context)
    {
        var sources = new Argument<string[]>("file|folder") { Description = "Pictures, or folders of pictures.", Arity = ArgumentArity.OneOrMore };
        var winning = new Option<string>("--winning") { Description = "The winning numbers: JSON (assets/schemas/winning.schema.json) or CSV with the columns period, prize and number.", HelpName = "winning.json", Required = true };
        var recursive = new Option<bool>("--recursive", "-r") { Description = "Looks into subfolders as well." };
        var format = new Option<string>("--format") { Description = "How results are written: text, json, jsonl or csv.", DefaultValueFactory = _ => "text" };
        format.AcceptOnlyFromAmong("text", "json", "jsonl", "csv");
        var threads = new Option<int>("--threads") { Description = "Threads; 0 takes as many as there are cores.", DefaultValueFactory = _ => 0 };
        var command = new Command("check", "Reads every invoice of pictures and checks it against winning numbers. Exit code 0: all checked; 2: some could not be; 1: wrong usage or a file that cannot be read.")
        {
            sources, winning, recursive, format, threads,
        };
        var readerOptions = new ReaderOptions();
        command.Options.Add(readerOptions.Model);
        command.Options.Add(readerOptions.MinConfidence);
        command.SetAction((parsed, cancellationToken) => new CheckRun(
            context,
            Lottery.WinningNumbers.Load(parsed.GetRequiredValue(winning)),
            CheckRun.WithFields(readerOptions.Create(parsed)),
            parsed.GetValue(format)!,
            parsed.GetValue(threads) is var count and >= 0 and <= 1024 ? count : throw new UsageException($"--threads is {parsed.GetValue(threads)}, but must be 1 to 1024.")).RunAsync(
                parsed.GetRequiredValue(sources), parsed.GetValue(recursive), cancellationToken));
        return command;
    }
}
