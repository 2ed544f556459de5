using BenchmarkDotNet.Attributes;
using MlNetInvoice.Networks;
using MlNetInvoice.Networks.Kernels;
using MlNetInvoice.Networks.Kernels.Layout;

namespace MlNetInvoice.Benchmarks;

/// <summary>The kernels on LeNet-5's second convolution and first dense layer, by register width.</summary>
public unsafe class KernelBenchmarks
{
    private const int Lanes = 32;

    private static readonly LayerShape Input = new(6, 14, 14);
    private static readonly LayerShape Output = new(16, 10, 10);

    private readonly AlignedBuffer _input = new(LaneMaps.LengthOf(Input, 0, Lanes));
    private readonly AlignedBuffer _output = new(LaneMaps.LengthOf(Output, 0, Lanes));
    private readonly AlignedBuffer _weights = new(120 * 400);
    private readonly AlignedBuffer _gradients = new(120 * 400);
    private readonly AlignedBuffer _bias = new(128);
    private readonly AlignedBuffer _scratch = new(Math.Max(400 * Lanes, LaneKernels.ConvolutionScratch(6, 5)));
    private LaneKernels _kernels = LaneKernels.Best;

    /// <summary>Names of the kernels that this machine has.</summary>
    public static IEnumerable<string> Names => LaneKernels.Available().Select(k => k.Name);

    /// <summary>Which kernels run.</summary>
    [ParamsSource(nameof(Names))]
    public string Kernels { get; set; } = "";

    private LaneMaps InputMaps => new(_input.Start, Input, 0, Lanes);

    private LaneMaps OutputMaps => new(_output.Start, Output, 0, Lanes);

    [GlobalSetup]
    public void Choose() => _kernels = LaneKernels.Available().First(k => k.Name == Kernels);

    [Benchmark]
    public void Convolve() => _kernels.Convolve(InputMaps, _weights.Start, _bias.Start, OutputMaps, KernelShape.Square(5, 0));

    [Benchmark]
    public void ConvolveInputGradient() => _kernels.ConvolveInputGradient(OutputMaps, _weights.Start, InputMaps, 5, 0);

    [Benchmark]
    public void ConvolveWeightGradient() => _kernels.ConvolveWeightGradient(InputMaps, OutputMaps, _gradients.Start, _bias.Start, 5, 0, add: true, _scratch.Start);

    [Benchmark]
    public void Dense() => _kernels.Dense(_input.Start, 400, _weights.Start, _bias.Start, _output.Start, 120, Lanes);

    [Benchmark]
    public void DenseInputGradient() => _kernels.DenseInputGradient(_output.Start, 120, _weights.Start, _input.Start, 400, Lanes);

    [Benchmark]
    public void DenseWeightGradient() =>
        _kernels.DenseWeightGradient(_input.Start, 400, _output.Start, 120, _gradients.Start, _bias.Start, Lanes, add: true, _scratch.Start);
}
