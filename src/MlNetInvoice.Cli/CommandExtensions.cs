using System.CommandLine;

namespace MlNetInvoice.Cli;

/// <summary>Additions to <see cref="Command"/>.</summary>
internal static class CommandExtensions
{
    /// <summary>
    /// Sets a long action that Ctrl-C shall stop through its token. It runs on another thread: the parser begins to listen for Ctrl-C only when the action
    /// has given its task back.
    /// </summary>
    public static void SetLongAction(this Command command, Func<ParseResult, CancellationToken, int> action) =>
        command.SetAction((parsed, cancellationToken) => Task.Run(() => action(parsed, cancellationToken), CancellationToken.None));
}
