using Microsoft.ML.OnnxRuntime;
using MlNetInvoice.Models.Onnx;
using MlNetInvoice.Networks;

namespace MlNetInvoice.Benchmarks.Peers;

/// <summary>ONNX Runtime in this process on our own export of LeNet-5: a session for each number of threads; inputs and outputs are memory that both sides share, so that nothing is copied.</summary>
internal sealed class OnnxRuntimePeer : IPeer
{
    private readonly Dictionary<int, InferenceSession> _sessions = [];
    private readonly RunOptions _options = new();
    private readonly byte[] _model;
    private readonly float[] _images = [.. Enumerable.Range(0, 1024 * 784).Select(i => i % 256 / 255f)];
    private readonly float[] _scores = new float[1024 * 10];

    private OnnxRuntimePeer(byte[] model, string version)
    {
        _model = model;
        Version = version;
    }

    public string Version { get; }

    /// <summary>Loads it; null, and why, where its native library does not load.</summary>
    public static OnnxRuntimePeer? TryStart(out string missing)
    {
        try
        {
            missing = "";
            return new OnnxRuntimePeer(OnnxExporter.Export(Network.Create(NetworkArchitectures.Get("lenet5"), 1)), $"ONNX Runtime {OrtEnv.Instance().GetVersionString()}");
        }
        catch (Exception fault) when (fault is TypeInitializationException or DllNotFoundException or OnnxRuntimeException)
        {
            missing = $"ONNX Runtime does not load: {fault.GetBaseException().Message}";
            return null;
        }
    }

    public bool Does(string work) => work == "bulk" || work.StartsWith("latency", StringComparison.Ordinal);

    public double Run(string work, int threads)
    {
        if (!_sessions.TryGetValue(threads, out InferenceSession? session))
        {
            using var settings = new SessionOptions
            {
                IntraOpNumThreads = threads,
                InterOpNumThreads = 1,
                ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
                GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
            };
            session = _sessions[threads] = new InferenceSession(_model, settings);
        }

        // Large batches fall out of the cache; whoever has many images may cut them as is best.
        return work == "bulk"
            ? new[] { 64, 256, 1024 }.Max(batch => batch / Classify(session, batch, 4096 / batch))
            : Classify(session, int.Parse(work["latency-".Length..], System.Globalization.CultureInfo.InvariantCulture), 200);
    }

    public void Dispose()
    {
        foreach (InferenceSession session in _sessions.Values)
        {
            session.Dispose();
        }

        _options.Dispose();
    }

    /// <summary>Seconds of the median call.</summary>
    private double Classify(InferenceSession session, int count, int repeats)
    {
        using var input = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, _images.AsMemory(0, count * 784), [count, 1, 28, 28]);
        using var output = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, _scores.AsMemory(0, count * 10), [count, 10]);
        string[] inputNames = [OnnxExporter.InputName], outputNames = [OnnxExporter.OutputName];
        OrtValue[] inputs = [input], outputs = [output];
        void Call() => session.Run(_options, inputNames, inputs, outputNames, outputs);
        MedianTime.Of(Math.Min(20, repeats), Call);
        return MedianTime.Of(repeats, Call);
    }
}
