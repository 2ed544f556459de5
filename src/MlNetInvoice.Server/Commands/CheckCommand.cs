using System.CommandLine;

namespace MlNetInvoice.Server.Commands;

/// <summary>For health checks on machines without curl: asks a running server and answers by the exit code.</summary>
internal static class CheckCommand
{
    public static Command Create()
    {
        var address = new Argument<string>("address") { Description = "What to ask, such as http://127.0.0.1:5080/healthz." };
        var command = new Command("check", "Asks a running server whether it is well; the exit code is the answer.") { address };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed.GetValue(address)!, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string address, CancellationToken cancellationToken)
    {
        try
        {
            using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(3) };
            using HttpResponseMessage health = await client.GetAsync(new Uri(address), cancellationToken).ConfigureAwait(false);
            return health.IsSuccessStatusCode ? 0 : 1;
        }
        catch (Exception fault) when (fault is HttpRequestException or TaskCanceledException or UriFormatException)
        {
            await Console.Error.WriteLineAsync($"{address} does not answer: {fault.Message}").ConfigureAwait(false);
            return 1;
        }
    }
}
