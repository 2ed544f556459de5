using System.CommandLine;
using System.Runtime.InteropServices;

namespace MlNetInvoice.Cli;

/// <summary>Additions to <see cref="Command"/>.</summary>
internal static class CommandExtensions
{
    /// <summary>
    /// Sets a long action that Ctrl-C and termination stop through its token. The parser begins to listen only when the action has given its task back, which may be
    /// after the action's first results; so it is listened for here, before the action begins.
    /// </summary>
    public static void SetLongAction(this Command command, Func<ParseResult, CancellationToken, int> action) => command.SetAction(async (parsed, cancellationToken) =>
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        return await Task.Run(() => action(parsed, stop.Token), CancellationToken.None).ConfigureAwait(false);

        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stop.Cancel();
        }
    });
}
