namespace MlNetInvoice.Benchmarks;

internal static class PeersCommand
{
    public static int Run(string[] arguments) => 0;
}
