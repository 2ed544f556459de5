namespace MlNetInvoice.Cli;

/// <summary>The command line asks for something that cannot be: told in one line, exit code 1.</summary>
internal sealed class UsageException(string message, Exception? innerException = null) : Exception(message, innerException)
{
    /// <summary>Turns what a library says of its arguments into a line.</summary>
    public static UsageException From(ArgumentException fault) => new(fault.Message.Split(" (Parameter", 2)[0], fault);
}
