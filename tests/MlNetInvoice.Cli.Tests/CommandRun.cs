namespace MlNetInvoice.Cli;

/// <summary>One run of the program in this process: what it wrote and how it ended.</summary>
internal sealed record CommandRun(int ExitCode, string Output, string Error)
{
    /// <summary>The lines of the output.</summary>
    public string[] Lines => Output.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');

    public static CommandRun Of(params string[] arguments) => WithInput([], arguments);

    public static CommandRun WithInput(byte[] input, params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        int exitCode = Program.RunAsync(arguments, new CommandContext(output, error, () => new MemoryStream(input), false)).GetAwaiter().GetResult();
        return new CommandRun(exitCode, output.ToString(), error.ToString());
    }
}
