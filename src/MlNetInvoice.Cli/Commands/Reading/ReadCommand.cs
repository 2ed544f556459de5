using System.CommandLine;
using MlNetInvoice.Cli.Output;

namespace MlNetInvoice.Cli.Commands;

/// <summary><c>read</c>: the numbers of pictures, folders of pictures, or the standard input.</summary>
internal static class ReadCommand
{
    public static Command Create(CommandContext context)
    {
        var sources = new Argument<string[]>("file|folder|-") { Description = "Pictures, PDF and TIFF documents (invoices.pdf#3 is one page), ZIP archives, folders of them, or - for one picture on the standard input.", Arity = ArgumentArity.OneOrMore };
        var readerOptions = new ReaderOptions();
        var recursive = new Option<bool>("--recursive", "-r") { Description = "Looks into subfolders as well." };
        var format = new Option<string>("--format") { Description = "How results are written: text, json, jsonl or csv. Default: what the extension of --out says, else text." };
        format.AcceptOnlyFromAmong("text", "json", "jsonl", "csv");
        var overlay = new Option<string?>("--overlay") { Description = "Draws what was found into a copy of the (one) picture, of a document into a copy of each page. Default: none.", HelpName = "out.png" };
        var all = new Option<bool>("--all") { Description = "Gives every number in view, one line each, instead of the most certain: accepted ones first, then unsure ones, rejected with their best guess." };
        var output = new Option<string?>("--out") { Description = "Writes results to a file, and progress to the terminal. Default: the standard output.", HelpName = "file" };
        var resume = new Option<bool>("--resume") { Description = "Goes on with --out where an interrupted run stopped (jsonl, csv)." };
        var overwrite = new Option<bool>("--overwrite") { Description = "Replaces a file that stands at --out." };
        var strict = new Option<bool>("--strict") { Description = "Refuses a picture that is cut off or damaged in its data, instead of reading what is left of it." };
        var threads = new Option<int>("--threads") { Description = "Threads; 0 takes as many as there are cores.", DefaultValueFactory = _ => 0 };
        var command = new Command("read", "Reads the invoice number off pictures. Exit code 0: all read; 2: some not; 1: wrong usage or a file that cannot be read.")
        {
            sources, recursive, format, overlay, all, output, resume, overwrite, strict, threads,
        };
        readerOptions.AddTo(command);
        command.Options.Add(readerOptions.Fields);
        command.SetAction((parsed, cancellationToken) =>
        {
            var settings = new ReadSettings
            {
                Sources = parsed.GetRequiredValue(sources),
                Recursive = parsed.GetValue(recursive),
                Format = OutputFormat.Of(parsed.GetValue(output), parsed.GetValue(format)),
                Overlay = parsed.GetValue(overlay),
                All = parsed.GetValue(all),
                Output = parsed.GetValue(output),
                Resume = parsed.GetValue(resume),
                Overwrite = parsed.GetValue(overwrite),
                Threads = parsed.GetValue(threads),
            };
            settings.Validate();
            return new ReadRun(context, settings, readerOptions.Create(parsed, parsed.GetValue(strict))).RunAsync(cancellationToken);
        });
        return command;
    }
}
