using System.Runtime.Intrinsics;
using MlNetInvoice.Networks.Kernels.Layout;
using MlNetInvoice.Networks.Kernels.Registers;

namespace MlNetInvoice.Networks.Kernels;

/// <summary>
/// Every kernel of every register width against its plain twin: lanes from one to eight registers, single rows and columns, odd counts of maps, borders, runs that end within a
/// register, unaligned starts. Sums of products may differ by their order: within 2e-5 of the largest value.
/// </summary>
public sealed unsafe class LaneKernelTests
{
    private static readonly PlainLaneKernels Plain = new();

    // Where the machine has no registers of 512 bits, two of 256 stand for each, so that those kernels are tested everywhere.
    private static IEnumerable<LaneKernels> All() => Vector512.IsHardwareAccelerated
        ? LaneKernels.Available()
        : [new VectorLaneKernels<Lanes512, Vector512<float>>("512-bit vectors in halves", LaneKernels.Available()[0]), .. LaneKernels.Available()];

    [Test]
    public void The_best_kernels_are_the_widest_available()
    {
        Assert.That(LaneKernels.Best.Name, Is.EqualTo(LaneKernels.Available()[0].Name));
        Assert.That(LaneKernels.Available()[^1].Name, Is.EqualTo("single floats"));
    }

    [Test]
    public void Convolution_and_its_gradients_agree([ValueSource(nameof(All))] object kernels, [Values(8, 16, 32, 48)] int lanes)
    {
        (int In, int Out, int Rows, int Columns, int Kernel, int Padding)[] shapes =
        [
            (1, 1, 1, 1, 1, 0), (1, 6, 7, 7, 5, 2), (3, 7, 6, 9, 3, 1), (2, 13, 5, 5, 5, 0), (7, 4, 8, 3, 2, 1), (2, 2, 7, 8, 7, 3), (5, 3, 4, 6, 4, 0), (6, 16, 5, 6, 5, 4),
        ];
        foreach ((int inputs, int outputs, int rows, int columns, int kernel, int padding) in shapes)
        {
            var inputShape = new LayerShape(inputs, rows, columns);
            var outputShape = new LayerShape(outputs, rows + (2 * padding) - kernel + 1, columns + (2 * padding) - kernel + 1);
            foreach (int outputBorder in new[] { 0, 1, 3 })
            {
                Compare((LaneKernels)kernels, $"{inputShape} to {outputShape} by {kernel}, border {outputBorder}", (k, memory) =>
                {
                    LaneMaps input = memory.Maps(inputShape, padding, lanes);
                    LaneMaps output = memory.Empty(outputShape, outputBorder, lanes);
                    float* weights = memory.Floats(inputs * outputs * kernel * kernel);
                    float* bias = memory.Floats(outputs);
                    k.Convolve(input, weights, bias, output, KernelShape.Square(kernel, padding));
                    LaneMaps gradient = memory.Maps(outputShape, outputBorder, lanes);
                    LaneMaps inputGradient = memory.Empty(inputShape, padding, lanes);
                    k.ConvolveInputGradient(gradient, weights, inputGradient, kernel, padding);
                    float* weightGradient = memory.Floats(inputs * outputs * kernel * kernel);
                    float* biasGradient = memory.Floats(outputs);
                    k.ConvolveWeightGradient(input, gradient, weightGradient, biasGradient, kernel, padding, add: true, memory.Scratch);
                    k.ConvolveWeightGradient(input, gradient, memory.Floats(inputs * outputs * kernel * kernel), memory.Floats(outputs), kernel, padding, add: false, memory.Scratch);
                });
            }
        }
    }

    [Test]
    public void Filtered_convolutions_agree([ValueSource(nameof(All))] object kernels, [Values(8, 16, 48)] int lanes, [Values(3, 4, 5)] int taps)
    {
        foreach ((int inputs, int outputs, int rows, int columns, int padding) in new[] { (1, 1, 4, 1, 0), (6, 16, 10, 10, 0), (3, 7, 5, 2, 1), (2, 13, 8, 3, 2) })
        {
            MinimalFilter filter = FilterOf(taps);
            var inputShape = new LayerShape(inputs, rows + taps - 1 - (2 * padding), columns + taps - 1 - (2 * padding));
            Compare((LaneKernels)kernels, $"{inputShape} to {outputs} of {rows} rows by {taps}", (k, memory) =>
            {
                LaneMaps input = memory.Maps(inputShape, padding, lanes);
                LaneMaps output = memory.Empty(new LayerShape(outputs, rows, columns), 1, lanes);
                k.ConvolveFiltered(input, filter, memory.Floats(filter.Points * outputs * ((inputs * taps) + 1)), output, KernelShape.Square(taps, padding), memory.Scratch);
            });
        }
    }

    [Test]
    public void Filtered_convolutions_of_strips_agree([ValueSource(nameof(All))] object kernels, [Values(3, 4, 5)] int taps, [Values(1, 2)] int spacing, [Values(3, 63, 64, 65, 200)] int width)
    {
        MinimalFilter filter = FilterOf(taps);
        Compare((LaneKernels)kernels, $"{taps} taps, {spacing} apart, {width} columns", (k, memory) =>
        {
            LaneMaps input = memory.Strip(new LayerShape(3, 5 + taps, width + ((taps - 1) * spacing)));
            LaneMaps output = memory.Strip(new LayerShape(7, 6, width));
            k.ConvolveFiltered(input, filter, memory.Floats(filter.Points * 7 * ((3 * taps) + 1)), output, new KernelShape(taps, taps, Spacing: spacing), memory.Scratch);
        });
    }

    [Test]
    public void Dense_layers_filtered_along_a_strip_agree([ValueSource(nameof(All))] object kernels, [Values(3, 4, 5)] int taps, [Values(1, 2, 4)] int spacing, [Values(1, 30, 100, 270, 400)] int width)
    {
        MinimalFilter filter = MinimalFilter.Along(new KernelShape(4, taps, Spacing: spacing), 64, 64)!;
        Compare((LaneKernels)kernels, $"{taps} taps, {spacing} apart, {width} columns", (k, memory) =>
        {
            LaneMaps input = memory.Strip(new LayerShape(5, 4, width + ((taps - 1) * spacing)));
            LaneMaps output = memory.Strip(new LayerShape(13, 1, width));
            k.ConvolveFilteredAlong(input, filter, memory.Floats(filter.Points * 13 * 21), output, new KernelShape(4, taps, Spacing: spacing), memory.Scratch);
        });
    }

    [Test]
    public void Filtering_gives_the_sums_that_it_stands_for([Values(3, 4, 5)] int taps)
    {
        using var memory = new KernelMemory();
        MinimalFilter filter = FilterOf(taps);
        float* weights = memory.Floats(3 * 4 * taps * taps);
        float* bias = memory.Floats(4);
        LaneMaps input = memory.Maps(new LayerShape(3, 9, 8), 1, 8);
        var shape = new LayerShape(4, 12 - taps, 11 - taps);
        LaneMaps direct = memory.Empty(shape, 0, 8);
        LaneMaps filtered = memory.Empty(shape, 0, 8);
        float* atPoints = memory.Floats(filter.Points * 4 * ((3 * taps) + 1));
        for (int p = 0; p < filter.Points; p++)
        {
            float* point = atPoints + (p * 4 * ((3 * taps) + 1));
            for (int w = 0; w < 12 * taps; w++)
            {
                point[w] = filter.WeightAt(p, new ReadOnlySpan<float>(weights + (w / taps * taps * taps) + (w % taps), ((taps - 1) * taps) + 1), taps);
            }

            for (int o = 0; o < 4; o++)
            {
                point[(12 * taps) + o] = p == MinimalFilter.PointOfBias ? bias[o] : 0;
            }
        }

        Plain.Convolve(input, weights, bias, direct, KernelShape.Square(taps, 1));
        Plain.ConvolveFiltered(input, filter, atPoints, filtered, KernelShape.Square(taps, 1), memory.Scratch);

        for (int o = 0; o < 4; o++)
        {
            for (int y = 0; y < shape.Rows; y++)
            {
                for (int n = 0; n < direct.RowLength; n++)
                {
                    Assert.That(filtered.Row(o, y)[n], Is.EqualTo(direct.Row(o, y)[n]).Within(2e-5f));
                }
            }
        }
    }

    [Test]
    public void Convolutions_that_gain_little_are_not_filtered()
    {
        Assert.That(MinimalFilter.For(KernelShape.Square(5, 0), 16, 40, 8)?.Taps, Is.EqualTo(5));
        Assert.That(MinimalFilter.For(KernelShape.Square(3, 0), 48, 64, 8)?.Taps, Is.EqualTo(3));
        Assert.That(MinimalFilter.For(KernelShape.Square(5, 2), 1, 6, 28), Is.Null);
        Assert.That(MinimalFilter.For(KernelShape.Square(5, 0), 16, 40, 3), Is.Null);
        Assert.That(MinimalFilter.For(KernelShape.Square(7, 0), 16, 40, 8), Is.Null);
        Assert.That(MinimalFilter.Along(new KernelShape(4, 4, Spacing: 2), 40, 160)?.Taps, Is.EqualTo(4));
        Assert.That(MinimalFilter.Along(new KernelShape(4, 4, Spacing: 3), 40, 160), Is.Null);
        Assert.That(MinimalFilter.Along(new KernelShape(1, 1), 160, 37), Is.Null);
    }

    [Test]
    public void Dense_layers_and_their_gradients_agree([ValueSource(nameof(All))] object kernels, [Values(8, 16, 64, 112)] int lanes)
    {
        foreach ((int inputs, int units) in new[] { (1, 1), (15, 5), (16, 6), (17, 7), (84, 10), (131, 13) })
        {
            Compare((LaneKernels)kernels, $"{inputs} to {units}", (k, memory) =>
            {
                float* input = memory.Floats(inputs * lanes);
                float* weights = memory.Floats(inputs * units);
                float* bias = memory.Floats(units);
                float* output = memory.Floats(units * lanes);
                k.Dense(input, inputs, weights, bias, output, units, lanes);
                float* gradient = memory.Floats(units * lanes);
                float* inputGradient = memory.Floats(inputs * lanes);
                k.DenseInputGradient(gradient, units, weights, inputGradient, inputs, lanes);
                k.DenseWeightGradient(input, inputs, gradient, units, memory.Floats(inputs * units), memory.Floats(units), lanes, add: true, memory.Scratch);
                k.DenseWeightGradient(input, inputs, gradient, units, memory.Floats(inputs * units), memory.Floats(units), lanes, add: false, memory.Scratch);
            });
        }
    }

    [Test]
    public void Layers_with_output_maps_in_the_lanes_agree([ValueSource(nameof(All))] object kernels, [Values(1, 2, 6, 7, 13, 15, 29)] int columns, [Values(16, 32, 48, 176)] int lanes)
    {
        foreach ((int maps, int rows, int kernelRows, int kernelColumns, bool apart) in new[] { (1, 1, 1, 1, false), (3, 2, 5, 3, true), (7, 1, 1, 1, true), (2, 3, 2, 4, false) })
        {
            // Values of neighbouring places side by side, or some lanes apart.
            int stride = apart ? 3 : 1;
            int rowStride = (columns + kernelColumns) * stride;
            var shape = new MapLaneShape
            {
                InputMaps = maps,
                KernelRows = kernelRows,
                KernelColumns = kernelColumns,
                MapStride = rowStride * (rows + kernelRows),
                RowStride = rowStride,
                ColumnStride = stride,
                PlaceStride = stride,
                Rows = rows,
                Columns = columns,
                OutputRowStride = (columns + 1) * lanes,
                Lanes = lanes,
            };
            Compare((LaneKernels)kernels, $"{maps} maps, {kernelRows}×{kernelColumns}", (k, memory) =>
            {
                Span<int> offsets = stackalloc int[shape.Length];
                shape.FillOffsets(offsets);
                fixed (int* table = offsets)
                {
                    float* input = memory.Floats((int)shape.MapStride * maps);
                    k.ConvolveToMapLanes(input, shape, table, memory.Floats(shape.Length * lanes), memory.Floats(lanes), memory.Floats(rows * (int)shape.OutputRowStride));
                }
            });
        }
    }

    [Test]
    public void Pooling_and_its_gradients_agree([ValueSource(nameof(All))] object kernels, [Values(8, 16, 32)] int lanes, [Values] bool rectify)
    {
        foreach ((int size, int step) in new[] { (2, 2), (2, 3), (3, 2), (3, 3), (1, 1), (2, 1) })
        {
            var inputShape = new LayerShape(3, 8, 7);
            var outputShape = new LayerShape(3, ((8 - size) / step) + 1, ((7 - size) / step) + 1);
            Compare((LaneKernels)kernels, $"size {size}, step {step}", (k, memory) =>
            {
                LaneMaps input = memory.Maps(inputShape, 1, lanes);
                LaneMaps output = memory.Empty(outputShape, 2, lanes);
                k.MaxPool(input, output, PoolWindow.Square(size, step), rectify);
                k.MaxPoolGradient(input, output, memory.Maps(outputShape, 2, lanes), memory.Maps(inputShape, 1, lanes), size, step, rectify);
                k.AveragePool(input, memory.Empty(outputShape, 0, lanes), PoolWindow.Square(size, step));
                k.AveragePoolGradient(memory.Maps(outputShape, 0, lanes), memory.Maps(inputShape, 1, lanes), size, step);
            });
        }
    }

    [Test]
    public void A_maximum_that_stands_twice_gets_its_gradient_once([ValueSource(nameof(All))] object kernels)
    {
        using var memory = new KernelMemory();
        LaneMaps input = memory.Empty(new LayerShape(1, 2, 2), 0, 16);
        new Span<float>(input.Start, 64).Fill(5);
        LaneMaps output = memory.Empty(new LayerShape(1, 1, 1), 0, 16);
        LaneMaps gradient = memory.Empty(new LayerShape(1, 1, 1), 0, 16);
        new Span<float>(gradient.Start, 16).Fill(1);
        ((LaneKernels)kernels).MaxPool(input, output, PoolWindow.Square(2, 2), rectify: true);

        ((LaneKernels)kernels).MaxPoolGradient(input, output, gradient, input, 2, 2, rectify: true);

        Assert.That(new Span<float>(input.Start, 16).ToArray(), Is.All.EqualTo(1));
        Assert.That(new Span<float>(input.Start + 16, 48).ToArray(), Is.All.EqualTo(0));
    }

    [Test]
    public void Layers_along_a_strip_agree([ValueSource(nameof(All))] object kernels, [Values(1, 15, 16, 17, 47, 100)] int columns)
    {
        foreach ((int rows, int width, int spacing) in new[] { (1, 1, 1), (5, 5, 1), (4, 4, 2), (3, 2, 3) })
        {
            Compare((LaneKernels)kernels, $"kernel {rows}×{width}, spacing {spacing}", (k, memory) =>
            {
                LaneMaps input = memory.Strip(new LayerShape(3, rows + 2, columns + ((width - 1) * spacing)));
                LaneMaps output = memory.Strip(new LayerShape(7, 3, columns));
                k.Convolve(input, memory.Floats(7 * 3 * rows * width), memory.Floats(7), output, new KernelShape(rows, width, Spacing: spacing));
                k.Activate(ActivationKind.Relu, output, output);
                k.LogSoftmax(output.Row(0, 1), 7, output.MapStride, columns, memory.Floats(7 * columns));
            });
        }
    }

    [Test]
    public void Pooling_along_a_strip_agrees([ValueSource(nameof(All))] object kernels, [Values(1, 15, 16, 17, 47)] int columns, [Values] bool rectify)
    {
        PoolWindow[] windows = [PoolWindow.Square(2, 2), PoolWindow.Square(3, 3), new(2, 2, 1, 1), new(2, 2, 1, 2), new(3, 3, 1, 2)];
        foreach (PoolWindow window in windows)
        {
            Compare((LaneKernels)kernels, window.ToString(), (k, memory) =>
            {
                LaneMaps input = memory.Strip(new LayerShape(2, 6, ((columns - 1) * window.ColumnStep) + ((window.Size - 1) * window.Spacing) + 1));
                k.MaxPool(input, memory.Strip(new LayerShape(2, 6 / window.Size, columns)), window, rectify);
                k.AveragePool(input, memory.Strip(new LayerShape(2, 6 / window.Size, columns)), window);
            });
        }
    }

    [Test]
    public void A_strip_is_loaded_alike([ValueSource(nameof(All))] object kernels, [Values(1, 15, 16, 17, 47)] int width)
    {
        byte[] strip = new byte[4 * width];
        new Random(3).NextBytes(strip);
        Compare((LaneKernels)kernels, $"{width} columns", (k, memory) =>
        {
            fixed (byte* pixels = strip)
            {
                k.LoadStrip(pixels, width, memory.Strip(new LayerShape(1, 4, width)));
            }
        });
    }

    [Test]
    public void Functions_of_single_values_agree([ValueSource(nameof(All))] object kernels, [Values(8, 16, 40)] int lanes)
    {
        foreach (LayerShape shape in new[] { new LayerShape(1, 1, 1), new LayerShape(5, 1, 1), new LayerShape(2, 3, 5) })
        {
            Compare((LaneKernels)kernels, shape.ToString(), (k, memory) =>
            {
                LaneMaps input = memory.Maps(shape, 1, lanes);
                foreach (ActivationKind kind in Enum.GetValues<ActivationKind>())
                {
                    LaneMaps output = memory.Empty(shape, 0, lanes);
                    k.Activate(kind, input, output);
                    k.ActivateGradient(kind, output, memory.Maps(shape, 2, lanes), memory.Empty(shape, 0, lanes));
                }

                k.Dropout(input, memory.Empty(shape, 0, lanes), 0.3f, 12345);
                k.Scale(input, memory.Floats(shape.Channels), memory.Floats(shape.Channels), memory.Empty(shape, 0, lanes));
                float* mask = memory.Floats(lanes);
                for (int n = 0; n < lanes; n++)
                {
                    mask[n] = n < lanes - 3 ? 1 : 0;
                }

                float* gamma = memory.Floats(shape.Channels);
                float* saved = memory.Floats(2 * shape.Channels);
                LaneMaps normal = memory.Empty(shape, 0, lanes);
                k.Normalize(
                    input, mask, lanes - 3, gamma, memory.Floats(shape.Channels), 1e-5f, normal, saved, memory.Floats(shape.Channels), memory.Floats(shape.Channels));
                k.NormalizeGradient(
                    input, mask, lanes - 3, gamma, saved, memory.Maps(shape, 1, lanes), normal, memory.Floats(shape.Channels), memory.Floats(shape.Channels));
            });
        }
    }

    [Test]
    public void Scores_and_loss_agree([ValueSource(nameof(All))] object kernels, [Values(8, 16, 64)] int lanes, [Values(0, 0.1f)] float smoothing)
    {
        foreach (int classes in new[] { 2, 10, 37 })
        {
            double[] losses = new double[2];
            int[] correct = new int[2];
            int run = 0;
            Compare((LaneKernels)kernels, $"{classes} classes", (k, memory) =>
            {
                int used = lanes - 1;
                int* labels = stackalloc int[used];
                for (int n = 0; n < used; n++)
                {
                    labels[n] = n * 7 % classes;
                }

                losses[run] = k.CrossEntropy(
                    memory.Floats(classes * lanes), classes, lanes, used, labels, smoothing, 0.5f, memory.Floats(classes * lanes), out correct[run]);
                k.Softmax(memory.Floats(classes * lanes), classes, lanes);
                run++;
            });
            Assert.That(losses[1], Is.EqualTo(losses[0]).Within(1e-4 * losses[0]));
            Assert.That(correct[1], Is.EqualTo(correct[0]));
        }
    }

    [Test]
    public void Images_come_into_lanes_alike([ValueSource(nameof(All))] object kernels, [Values(8, 16, 32, 48)] int lanes)
    {
        foreach (LayerShape shape in new[] { new LayerShape(1, 1, 3), new LayerShape(1, 4, 4), new LayerShape(1, 28, 28), new LayerShape(2, 5, 7) })
        {
            foreach (int used in new[] { 1, lanes - 3, lanes })
            {
                Compare((LaneKernels)kernels, $"{used} images of {shape}", (k, memory) =>
                {
                    byte* pixels = (byte*)memory.Floats(used * shape.Length);
                    for (int i = 0; i < used * shape.Length; i++)
                    {
                        pixels[i] = (byte)(i * 37);
                    }

                    byte** images = stackalloc byte*[used];
                    for (int n = 0; n < used; n++)
                    {
                        images[n] = pixels + (n * shape.Length);
                    }

                    k.LoadBytes(images, used, memory.Maps(shape, 2, lanes));
                    k.LoadFloats(memory.Floats(used * shape.Length), used, memory.Maps(shape, 2, lanes));
                });
            }
        }
    }

    [Test]
    public void Optimizer_steps_agree([ValueSource(nameof(All))] object kernels, [Values(0, 1, 7, 8, 15, 16, 17, 100)] int count)
    {
        Compare((LaneKernels)kernels, $"{count} weights", (k, memory) =>
        {
            float* squares = memory.Floats(count);
            for (int i = 0; i < count; i++)
            {
                squares[i] = Math.Abs(squares[i]);
            }

            k.Adam(memory.Floats(count), memory.Floats(count), null, memory.Floats(count), squares, count, new AdamStep(0.01f, 0.9f, 0.99f, 1e-3f, 1.1f, 0.01f, 0.999f));
            k.Adam(memory.Floats(count), memory.Floats(count), memory.Floats(count), memory.Floats(count), squares, count, new AdamStep(0.01f, 0.9f, 0.99f, 1e-3f, 1.1f, 0.01f, 0.999f));
            k.Descend(memory.Floats(count), memory.Floats(count), memory.Floats(count), count, 0.1f, 0.9f, 0.01f);
            k.AddScaled(memory.Floats(count), memory.Floats(count), count, 0.5f);
            k.Approach(memory.Floats(count), memory.Floats(count), count, 0.1f);
        });
    }

    /// <summary>Runs the same calls with plain loops and with the kernels on the same memory, and compares every float of it.</summary>
    private static MinimalFilter FilterOf(int taps) => MinimalFilter.For(KernelShape.Square(taps, 0), 64, 64, 8)!;

    private static void Compare(LaneKernels kernels, string what, Action<LaneKernels, KernelMemory> run)
    {
        using var expected = new KernelMemory();
        using var actual = new KernelMemory();
        run(Plain, expected);
        run(kernels, actual);
        for (int part = 0; part < expected.Parts.Count; part++)
        {
            float[] wanted = expected.Read(part);
            float[] got = actual.Read(part);
            float largest = Math.Max(1e-3f, wanted.Length == 0 ? 0 : wanted.Max(Math.Abs));
            for (int i = 0; i < wanted.Length; i++)
            {
                if (!wanted[i].Equals(got[i]) && !(Math.Abs(wanted[i] - got[i]) <= 2e-5f * largest))
                {
                    Assert.Fail($"{what}: part {part}, place {i}: expected {wanted[i]:R}, but was {got[i]:R} (largest {largest:R}).");
                }
            }
        }
    }
}
