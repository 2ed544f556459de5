using MlNetInvoice.Data;
using MlNetInvoice.Imaging;
using MlNetInvoice.Networks;
using MlNetInvoice.Synthesis;
using MlNetInvoice.Training;

namespace MlNetInvoice.Benchmarks.Detection;

/// <summary>
/// What the detector learns from: windows of the pyramids of synthetic scenes. A window shows a number where the middle of the eight digits is near its middle and their
/// height fits the level; its class is then the angle. The scenes are drawn once, the windows anew each epoch.
/// </summary>
internal sealed class DetectorWindows : ITrainingSource
{
    public const int Rows = 32;
    public const int Columns = 80;

    /// <summary>No number, then numbers at −24°, −12°, 0°, 12° and 24°, then the same upside down.</summary>
    public const int ClassCount = 1 + (2 * AngleCount);

    private const int AngleCount = 5;
    private const float AngleStep = 12f;

    /// <summary>Height of the digits, in pixels, at which a level answers: from here to <see cref="MostCap"/>, half an octave.</summary>
    public const float LeastCap = 7f;

    /// <inheritdoc cref="LeastCap"/>
    public const float MostCap = 9.9f;

    /// <summary>The middle of the two.</summary>
    public const float MiddleCap = 8.32f;

    private const int WindowsPerScene = 60;
    private readonly (DetectorPyramid Pyramid, IReadOnlyList<Quad> Numbers)[] _scenes;
    private readonly long _seed;

    public DetectorWindows(int scenes, long seed)
    {
        _seed = seed;
        _scenes = new (DetectorPyramid, IReadOnlyList<Quad>)[scenes];
        Parallel.For(0, scenes, i =>
        {
            DetectorScene scene = DetectorScene.Draw(seed, i, DetectorPyramid.LongSide);
            _scenes[i] = (new DetectorPyramid(scene.Image), scene.Numbers);
        });

        // Drawing leaves gigabytes behind; training allocates too little for the collector to look.
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive);
    }

    public static NetworkDefinition Definition { get; } = new("detector", new LayerShape(1, Rows, Columns), ClassCount,
    [
        new Convolution2D(8, 5), new BatchNormalization(), new Relu(), new MaxPooling(2),
        new Convolution2D(16, 3), new BatchNormalization(), new Relu(), new MaxPooling(2),
        new Convolution2D(32, 3), new BatchNormalization(), new Relu(), new MaxPooling(2),
        new Dense(32), new BatchNormalization(), new Relu(),
        new Dense(ClassCount),
    ]);

    /// <summary>Angle of a class in degrees, apart from the half turn of those upside down.</summary>
    public static float AngleOf(int label) => (((label - 1) % AngleCount) - (AngleCount / 2)) * AngleStep;

    /// <summary>Whether a class stands for numbers upside down.</summary>
    public static bool IsReversed(int label) => label > AngleCount;

    public LabeledImages GetEpoch(int epoch)
    {
        const int size = Rows * Columns;
        byte[] pixels = new byte[_scenes.Length * WindowsPerScene * size];
        byte[] labels = new byte[_scenes.Length * WindowsPerScene];
        Parallel.For(0, _scenes.Length, i =>
        {
            var random = new SampleRandom(_seed ^ 0x5eed, ((long)epoch << 32) + i);
            for (int w = i * WindowsPerScene; w < (i + 1) * WindowsPerScene; w++)
            {
                labels[w] = Cut(ref random, i, pixels.AsSpan(w * size, size));
            }
        });
        return new LabeledImages(Rows, Columns, ClassCount, pixels, labels);
    }

    private byte Cut(ref SampleRandom random, int index, Span<byte> window)
    {
        (DetectorPyramid pyramid, IReadOnlyList<Quad> numbers) = _scenes[index];
        float kind = random.NextFloat();
        for (int attempt = 0; ; attempt++)
        {
            int level = random.Below(4);
            (float x, float y) = (random.NextFloat(), random.NextFloat());
            (x, y) = (x * pyramid.Levels[level].Width, y * pyramid.Levels[level].Height);
            if (kind < 0.6f && numbers.Count > 0 && attempt < 40)
            {
                // On a number or, as often, beside it, or at a wrong level.
                var place = new NumberPlace(numbers[random.Below(numbers.Count)]);
                bool on = kind < 0.3f;
                int best = Enumerable.Range(0, DetectorPyramid.LevelCount).MinBy(l => MathF.Abs(MathF.Log(place.Cap * pyramid.Scales[l] / MiddleCap)));
                level = on ? best : Math.Clamp(best + random.Below(5) - 2, 0, DetectorPyramid.LevelCount - 1);
                (float spreadX, float spreadY) = on ? (6.5f, 4.5f) : (40f, 16f);
                x = (place.X * pyramid.Scales[level]) + random.Range(-spreadX, spreadX);
                y = (place.Y * pyramid.Scales[level]) + random.Range(-spreadY, spreadY);
            }

            GrayImage image = pyramid.Levels[level];
            int left = (int)MathF.Round(x - (Columns / 2f)), top = (int)MathF.Round(y - (Rows / 2f));
            int label = Label(numbers, pyramid.Scales[level], left + (Columns / 2f), top + (Rows / 2f));
            if (label < 0 && attempt < 60)
            {
                continue;
            }

            Copy(image, left, top, window);
            if (label == 0 && attempt < 6 && IsBlank(window) && !random.Chance(0.3f))
            {
                continue;
            }

            return (byte)Math.Max(0, label);
        }
    }

    /// <summary>The class of the window with a middle; −1 where it is neither one nor the other.</summary>
    private static int Label(IReadOnlyList<Quad> numbers, float scale, float x, float y)
    {
        int label = 0;
        foreach (Quad quad in numbers)
        {
            var place = new NumberPlace(quad);
            float cap = place.Cap * scale;
            (float sin, float cos) = MathF.SinCos(place.Angle);
            float dx = x - (place.X * scale), dy = y - (place.Y * scale);
            float along = MathF.Abs((dx * cos) + (dy * sin)), across = MathF.Abs((dy * cos) - (dx * sin));
            float degrees = place.Angle * 180 / MathF.PI;
            bool isReversed = MathF.Abs(degrees) > 90;
            degrees -= isReversed ? MathF.CopySign(180, degrees) : 0;
            if (cap > LeastCap * 0.92f && cap < MostCap * 1.08f && along < 7 && across < 4.5f && MathF.Abs(degrees) < 36)
            {
                return 1 + Math.Clamp((int)MathF.Round((degrees / AngleStep) + (AngleCount / 2)), 0, AngleCount - 1) + (isReversed ? AngleCount : 0);
            }

            bool isFar = MathF.Abs(degrees) > 55 || cap < LeastCap * 0.7f || cap > MostCap * 1.4f || along > 16 || across > 8;
            label = isFar ? label : -1;
        }

        return label;
    }

    private static void Copy(GrayImage image, int left, int top, Span<byte> window)
    {
        for (int y = 0; y < Rows; y++)
        {
            Span<byte> row = window.Slice(y * Columns, Columns);
            ReadOnlySpan<byte> source = image.GetRow(Math.Clamp(top + y, 0, image.Height - 1));
            for (int x = 0; x < Columns; x++)
            {
                row[x] = source[Math.Clamp(left + x, 0, image.Width - 1)];
            }
        }
    }

    private static bool IsBlank(ReadOnlySpan<byte> window)
    {
        int steep = 0;
        for (int i = 1; i < window.Length; i++)
        {
            steep += Math.Abs(window[i] - window[i - 1]) > 32 ? 1 : 0;
        }

        return steep < window.Length / 12;
    }
}
