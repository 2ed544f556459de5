using BenchmarkDotNet.Running;

namespace MlNetInvoice.Benchmarks;

/// <summary>`kernels`: single kernels by BenchmarkDotNet.</summary>
internal static class KernelsCommand
{
    public static int Run(string[] arguments)
    {
        BenchmarkSwitcher.FromTypes([typeof(KernelBenchmarks)]).Run(arguments.Length > 0 ? arguments : ["--filter", "*"]);
        return 0;
    }
}
