#if LIBTORCH
using TorchSharp;
using static TorchSharp.torch;
#endif

namespace MlNetInvoice.Benchmarks.Peers;

/// <summary>
/// libtorch in this process through TorchSharp, the same works as peers.py. It is there where the project was built with <c>-p:Libtorch=true</c>, and loads where libstdc++ is
/// that of GCC 13 or later (GLIBCXX_3.4.32).
/// </summary>
internal sealed class LibtorchPeer : IPeer
{
#if LIBTORCH
    private readonly Dictionary<string, Training> _trainings = [];
    private readonly nn.Module<Tensor, Tensor> _model = LeNet5();

    public string Version { get; } = $"libtorch {torch.__version__}";

    public static LibtorchPeer? TryStart(out string missing)
    {
        try
        {
            _ = torch.rand(1);
            missing = "";
            return new LibtorchPeer();
        }
        catch (Exception fault) when (fault is NotSupportedException or TypeInitializationException or DllNotFoundException or FileNotFoundException)
        {
            missing = $"libtorch does not load: {FirstLineOf(fault.GetBaseException().Message)}";
            return null;
        }
    }

    public bool Does(string work) => true;

    public double Run(string work, int threads)
    {
        torch.set_num_threads(threads);
        PeerWork asked = PeerWork.All.Single(w => w.Key == work);
        if (asked.Trains)
        {
            if (!_trainings.TryGetValue(work, out Training? training))
            {
                training = _trainings[work] = new Training(asked.Network == "mlp" ? Mlp() : LeNet5(), asked.Batch);
                training.Run(3);
            }

            return training.Run(6000 / asked.Batch);
        }

        _model.eval();
        if (work != "bulk")
        {
            Classify(asked.Batch, 20);
            return Classify(asked.Batch, 200);
        }

        Classify(1024, 1);
        return new[] { 64, 256, 1024 }.Max(batch => batch / Classify(batch, 4096 / batch));
    }

    public void Dispose() => _model.Dispose();

    private static string FirstLineOf(string message)
    {
        string[] lines = message.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return lines.FirstOrDefault(l => l.Contains("GLIBC", StringComparison.Ordinal)) ?? lines[0];
    }

    private static nn.Module<Tensor, Tensor> LeNet5() => nn.Sequential(
        ("c1", nn.Conv2d(1, 6, 5, padding: 2)),
        ("r1", nn.ReLU()),
        ("p1", nn.MaxPool2d(2)),
        ("c2", nn.Conv2d(6, 16, 5)),
        ("r2", nn.ReLU()),
        ("p2", nn.MaxPool2d(2)),
        ("flat", nn.Flatten()),
        ("d1", nn.Linear(400, 120)),
        ("r3", nn.ReLU()),
        ("d2", nn.Linear(120, 84)),
        ("r4", nn.ReLU()),
        ("d3", nn.Linear(84, 10)));

    private static nn.Module<Tensor, Tensor> Mlp()
    {
        int[] sizes = [784, 512, 512, 256, 256, 128, 128];
        var layers = new List<(string, nn.Module<Tensor, Tensor>)> { ("flat", nn.Flatten()) };
        for (int i = 0; i + 1 < sizes.Length; i++)
        {
            layers.Add(($"d{i}", nn.Linear(sizes[i], sizes[i + 1])));
            layers.Add(($"r{i}", nn.ReLU()));
        }

        layers.Add(("last", nn.Linear(128, 10)));
        return nn.Sequential(layers);
    }

    private double Classify(int count, int repeats)
    {
        using Tensor x = torch.rand(count, 1, 28, 28);
        using IDisposable inference = torch.inference_mode();
        return MedianTime.Of(repeats, () =>
        {
            using DisposeScope scope = torch.NewDisposeScope();
            _ = nn.functional.softmax(_model.call(x), 1);
        });
    }

    private sealed class Training(nn.Module<Tensor, Tensor> model, int batch)
    {
        private readonly optim.Optimizer _optimizer = optim.Adam(model.parameters(), 0.001);
        private readonly Tensor _images = torch.randint(0, 256, [PeersCommand.Images, 28, 28], ScalarType.Byte);
        private readonly Tensor _labels = torch.arange(PeersCommand.Images, ScalarType.Int64).remainder(10);
        private readonly Tensor _order = torch.randperm(PeersCommand.Images);
        private int _place;

        public double Run(int steps) => MedianTime.Of(steps, Step) * PeersCommand.Images / batch;

        private void Step()
        {
            using DisposeScope scope = torch.NewDisposeScope();
            Tensor chosen = _order.slice(0, _place, _place + batch, 1);
            _place = (_place + batch) % (PeersCommand.Images - batch);
            Tensor x = _images.index_select(0, chosen).to(ScalarType.Float32).div_(255).unsqueeze(1);
            _optimizer.zero_grad();
            nn.functional.cross_entropy(model.call(x), _labels.index_select(0, chosen)).backward();
            _optimizer.step();
        }
    }
#else
    public string Version => "";

    public static LibtorchPeer? TryStart(out string missing)
    {
        missing = "libtorch is missing (build with -p:Libtorch=true)";
        return null;
    }

    public bool Does(string work) => false;

    public double Run(string work, int threads) => throw new NotSupportedException("The benchmarks were built without libtorch.");

    public void Dispose()
    {
    }
#endif
}
