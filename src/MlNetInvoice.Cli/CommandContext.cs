using System.Text;
using Spectre.Console;

namespace MlNetInvoice.Cli;

/// <summary>Where a command reads and writes: the console, or what a test puts in its place.</summary>
/// <param name="Output">Results.</param>
/// <param name="Error">Errors and progress, so that results can be piped.</param>
/// <param name="OpenInput">Opens the standard input.</param>
/// <param name="IsErrorTerminal">Whether a person watches <paramref name="Error"/>: then progress is drawn in place instead of line by line.</param>
internal sealed record CommandContext(TextWriter Output, TextWriter Error, Func<Stream> OpenInput, bool IsErrorTerminal)
{
    /// <summary>The console of this process.</summary>
    public static CommandContext ForProcess()
    {
        if (OperatingSystem.IsWindows())
        {
            // JSON is UTF-8, whatever code page the console has: file names may be Chinese.
            Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        }

        return new CommandContext(Console.Out, Console.Error, Console.OpenStandardInput, !Console.IsErrorRedirected);
    }

    /// <summary>A drawing surface on <see cref="Error"/>; only for those who have checked <see cref="IsErrorTerminal"/>.</summary>
    public IAnsiConsole CreateProgressConsole() => AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Error) });
}
