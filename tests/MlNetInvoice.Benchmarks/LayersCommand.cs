using System.Diagnostics;
using System.Globalization;
using MlNetInvoice.Networks;
using MlNetInvoice.Networks.Execution;
using MlNetInvoice.Networks.Execution.Steps;
using MlNetInvoice.Networks.Kernels;
using MlNetInvoice.Networks.Kernels.Layout;
using MlNetInvoice.Training;

namespace MlNetInvoice.Benchmarks;

/// <summary>`layers`: time and multiply-add rate of every step of a network on one core, so that the slowest is visible.</summary>
internal static unsafe class LayersCommand
{
    public static int Run(string[] arguments)
    {
        int option = Array.IndexOf(arguments, "--lanes");
        int lanes = option >= 0 ? int.Parse(arguments[option + 1], CultureInfo.InvariantCulture) : 32;
        string architecture = arguments.Length > 0 && !arguments[0].StartsWith('-') ? arguments[0] : "lenet5";
        Network network = Network.Create(NetworkArchitectures.Get(architecture), 1);
        double peak = Peak.MeasureGigaflops();
        option = Array.IndexOf(arguments, "--few");
        if (option >= 0)
        {
            return RunFew(network, int.Parse(arguments[option + 1], CultureInfo.InvariantCulture), peak);
        }

        option = Array.IndexOf(arguments, "--strip");
        if (option >= 0)
        {
            return RunStrip(network, int.Parse(arguments[option + 1], CultureInfo.InvariantCulture), peak);
        }

        Console.WriteLine($"{architecture}, blocks of {lanes} images, {LaneKernels.Best.Name}, peak of this core {peak:F0} GFLOP/s");
        string columns = $"{"µs/image",10}{"GFLOP/s",9}{"of peak",9}";
        Console.WriteLine($"{"",-16}{"forward",28}{"weights' gradient",28}{"input's gradient",28}");
        Console.WriteLine($"{"step",-16}{columns}{columns}{columns}");
        using var weights = new AlignedBuffer(network.Values.Length);
        using var gradients = new AlignedBuffer(network.Values.Length);
        network.Values.CopyTo(weights.Span);
        using var workspace = new LaneWorkspace(LanePlan.Compile(network, PlanMode.Training), lanes) { Weights = weights.Start, WeightGradients = gradients.Start };
        FillInput(workspace);
        workspace.Plan.Forward(workspace);
        new Span<float>(workspace.OutputGradient.Start, workspace.Plan.Definition.ClassCount * lanes).Fill(1e-3f);
        workspace.Plan.Backward(workspace);
        double whole = 0;
        foreach (LaneStep step in workspace.Plan.Steps)
        {
            bool passes = step.PassesGradient;
            double forward = Best(() => step.Forward(workspace)) / lanes;
            double backward = Best(() => step.Backward(workspace)) / lanes;
            step.PassesGradient = step.MultiplyAdds == 0;
            double weightGradient = passes && step.MultiplyAdds > 0 ? Best(() => step.Backward(workspace)) / lanes : backward;
            step.PassesGradient = passes;
            double work = 2e-9 * step.MultiplyAdds;
            whole += forward + backward;
            Console.WriteLine($"{step.Name,-16}{Describe(work, forward, peak)}{Describe(work, weightGradient, peak)}{(backward > weightGradient ? Describe(work, backward - weightGradient, peak) : "")}");
        }

        byte[] images = new byte[lanes * network.Definition.InputLength];
        double load = Best(() => Load(workspace, images)) / lanes;
        double rest = load + WriteRestOfStep(network, workspace, images, peak);
        double total = workspace.Plan.Steps.Sum(s => 2e-9 * s.MultiplyAdds * (s.PassesGradient ? 3 : 2));
        Console.WriteLine($"{"load",-16}{Describe(0, load, peak)}");
        Console.WriteLine($"{"all",-16}{Describe(total, whole + rest, peak)}");
        return 0;
    }

    /// <summary>The steps of the plan that classifies few images, and what is around them.</summary>
    private static int RunFew(Network network, int images, double peak)
    {
        LanePlan plan = FewImagesCompiler.Compile(network, images) ?? throw new NotSupportedException($"{network.Definition.Name} has no plan for few images.");
        using AlignedBuffer weights = FilteredWeights.Append(network, strip: false);
        using AlignedBuffer packed = FewImagesCompiler.Pack(plan, network.Values);
        using var workspace = new FewImagesWorkspace(plan, images, packed) { Weights = weights.Start };
        float[] pixels = [.. Enumerable.Range(0, images * network.Definition.InputLength).Select(i => i % 256 / 255f)];
        float[] scores = new float[images * network.Definition.ClassCount];
        var classifier = new NetworkClassifier(network);
        Console.WriteLine($"{network.Definition.Name}, {images} images at once, {LaneKernels.Best.Name}, peak of this core {peak:F0} GFLOP/s");
        Console.WriteLine($"{"step",-16}{"µs",10}{"GFLOP/s",9}{"of peak",9}");
        fixed (float* source = pixels, target = scores)
        {
            float* from = source, to = target;
            Write("load", 0, Best(() => workspace.LoadImages(from, null, images)));
            foreach (LaneStep step in plan.Steps)
            {
                Write(step.Name, step.MultiplyAdds, Best(() => step.Forward(workspace)));
            }

            Write("scores", 0, Best(() => workspace.WriteScores(to, images)));
        }

        Write("all", plan.Steps.Sum(s => s.MultiplyAdds), Best(() => classifier.Classify(pixels, scores)));
        return 0;

        void Write(string name, long multiplyAdds, double seconds) => Console.WriteLine($"{name,-16}{Describe(2e-9 * multiplyAdds * images, seconds, peak)}");
    }

    /// <summary>The steps of the plan that slides along a strip, and the whole of it.</summary>
    private static int RunStrip(Network network, int width, double peak)
    {
        Network folded = network.FoldNormalization();
        LanePlan plan = LanePlan.Compile(folded, PlanMode.Strip);
        using AlignedBuffer weights = FilteredWeights.Append(folded, strip: true);
        using var workspace = new StripWorkspace(plan) { Weights = weights.Start };
        workspace.Fit(width);
        var sliding = new SlidingNetwork(network);
        byte[] strip = [.. Enumerable.Range(0, sliding.Rows * width).Select(i => (byte)(i * 7))];
        float[] scores = new float[sliding.GetPositions(width) * sliding.ClassCount];
        Console.WriteLine($"{network.Definition.Name}, a strip of {width} columns, {LaneKernels.Best.Name}, peak of this core {peak:F0} GFLOP/s");
        Console.WriteLine($"{"step",-16}{"µs",10}{"GFLOP/s",9}{"of peak",9}");
        long all = 0;
        foreach (LaneStep step in plan.Steps)
        {
            // Of one window's multiply-adds the strip does those of all its columns.
            MapSlot output = plan.Slots[step.Output];
            long multiplyAdds = step.MultiplyAdds / output.Shape.Columns * output.OfStrip(width).Columns;
            all += multiplyAdds;
            Console.WriteLine($"{step.Name,-16}{Describe(2e-9 * multiplyAdds, Best(() => step.Forward(workspace)), peak)}");
        }

        Console.WriteLine($"{"all",-16}{Describe(2e-9 * all, Best(() => sliding.Classify(strip, width, scores)), peak)}");
        return 0;
    }

    private static void FillInput(LaneWorkspace workspace)
    {
        var random = new Random(1);
        float[] images = new float[workspace.Lanes * workspace.Plan.Definition.InputLength];
        for (int i = 0; i < images.Length; i++)
        {
            images[i] = random.NextSingle();
        }

        fixed (float* pixels = images)
        {
            workspace.Kernels.LoadFloats(pixels, workspace.Lanes, workspace.Input);
        }
    }

    /// <summary>What else a training step does for an image: its distortion, the loss, and its share of the optimizer's step at 256 images.</summary>
    private static double WriteRestOfStep(Network network, LaneWorkspace workspace, byte[] images, double peak)
    {
        const int batch = 256;
        LayerShape shape = network.Definition.Input;
        var augmentation = new AugmentationOptions();
        var distorter = new ImageDistorter(augmentation, new DisplacementField(augmentation.ElasticSigma, shape.Rows, shape.Columns, 1), shape.Rows, shape.Columns);
        byte[] distorted = new byte[shape.Length];
        ulong key = 0;
        double distortion = Best(() => distorter.Distort(images.AsSpan(0, shape.Length), distorted, key++));
        int[] labels = [.. Enumerable.Range(0, workspace.Lanes).Select(n => n % network.Definition.ClassCount)];
        double loss = Best(() => Loss(workspace, labels)) / workspace.Lanes;
        var options = new TrainingOptions();
        using var values = new AlignedBuffer(network.Values.Length);
        using var update = new WeightUpdate(network, values, options);
        using var worker = new TrainingWorker(workspace.Plan, workspace.Lanes, network.Values.Length, values, options, null);
        double step = Best(() => update.Apply(0, [worker], 0.001f, batch)) / batch;
        Console.WriteLine($"{"distortion",-16}{Describe(0, distortion, peak)}");
        Console.WriteLine($"{"loss",-16}{Describe(0, loss, peak)}");
        Console.WriteLine($"{"optimizer",-16}{Describe(0, step, peak)}");
        return loss + step;
    }

    private static void Loss(LaneWorkspace workspace, int[] labels)
    {
        fixed (int* first = labels)
        {
            workspace.Kernels.CrossEntropy(
                workspace.Output.Start, workspace.Plan.Definition.ClassCount, workspace.Lanes, workspace.Lanes, first, 0, 1e-3f, workspace.OutputGradient.Start, out _);
        }
    }

    private static void Load(LaneWorkspace workspace, byte[] images)
    {
        fixed (byte* pixels = images)
        {
            byte** pointers = stackalloc byte*[workspace.Lanes];
            for (int n = 0; n < workspace.Lanes; n++)
            {
                pointers[n] = pixels + (n * workspace.Plan.Definition.InputLength);
            }

            workspace.Kernels.LoadBytes(pointers, workspace.Lanes, workspace.Input);
        }
    }

    /// <summary>Seconds of the fastest of many runs: what others do on the machine only ever makes a run slower.</summary>
    private static double Best(Action action)
    {
        double best = double.MaxValue;
        long begin = Stopwatch.GetTimestamp();
        for (int i = 0; i < 300 && (i < 30 || Stopwatch.GetElapsedTime(begin).TotalSeconds < 2); i++)
        {
            long start = Stopwatch.GetTimestamp();
            action();
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        // What is too short for the clock runs many times within one measurement.
        for (int i = 0; i < 300 && best < 20e-6; i++)
        {
            long start = Stopwatch.GetTimestamp();
            for (int n = 0; n < 20; n++)
            {
                action();
            }

            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalSeconds / 20);
        }

        return best;
    }

    private static string Describe(double gigaflops, double seconds, double peak) => gigaflops > 0
        ? string.Create(CultureInfo.InvariantCulture, $"{seconds * 1e6,10:F3}{gigaflops / seconds,9:F0}{gigaflops / seconds / peak,9:P0}")
        : string.Create(CultureInfo.InvariantCulture, $"{seconds * 1e6,10:F3}{"",18}");
}
