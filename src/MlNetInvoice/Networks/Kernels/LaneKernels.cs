using System.Runtime.Intrinsics;
using MlNetInvoice.Networks.Kernels.Layout;
using MlNetInvoice.Networks.Kernels.Registers;

namespace MlNetInvoice.Networks.Kernels;

/// <summary>
/// All arithmetic of the engine on lanes-last maps, those of a batch and those of a strip. Shapes: maps are [map][row][column][lane]; vectors are [value][lane]; convolution weights are
/// [output][input][kernel row][kernel column] and dense weights [unit][input], as in a model file. Gradients of weights are added to what is there or overwrite it, gradients of
/// values are overwritten. Lanes are a multiple of 8, or one where a strip is read (<see cref="LaneMaps.OfStrip"/>). Implementations: <see cref="PlainLaneKernels"/>, the textbook loops that tests take for the truth,
/// and <c>VectorLaneKernels</c> by register width.
/// </summary>
internal abstract unsafe class LaneKernels
{
    /// <summary>The fastest kernels of this machine, chosen once.</summary>
    public static LaneKernels Best { get; } = Available()[0];

    /// <summary>Kernels of every register width that this machine has, the widest first and single floats last.</summary>
    public static IReadOnlyList<LaneKernels> Available()
    {
        var kernels = new List<LaneKernels> { new VectorLaneKernels<Lanes1, float>("single floats", null) };
        if (Vector128.IsHardwareAccelerated)
        {
            kernels.Insert(0, new VectorLaneKernels<Lanes128, Vector128<float>>("128-bit vectors", kernels[0]));
        }

        if (Vector256.IsHardwareAccelerated)
        {
            kernels.Insert(0, new VectorLaneKernels<Lanes256, Vector256<float>>("256-bit vectors", kernels[0]));
        }

        if (Vector512.IsHardwareAccelerated)
        {
            kernels.Insert(0, new VectorLaneKernels<Lanes512, Vector512<float>>("512-bit vectors", kernels[0]));
        }

        return kernels;
    }

    /// <summary>What the kernels compute with, such as <c>512-bit vectors</c>.</summary>
    public abstract string Name { get; }

    public override string ToString() => Name;

    /// <summary>Convolution with bias; the input's border is at least the padding.</summary>
    public abstract void Convolve(LaneMaps input, float* weights, float* bias, LaneMaps output, KernelShape kernel);

    /// <summary>
    /// Convolution or dense layer of few images, with output maps in the lanes: output[row][column][lane] = bias[lane] + Σ weights[input map][kernel row][kernel column][lane] · input.
    /// The offsets are those that <see cref="MapLaneShape.FillOffsets"/> gives for the shape.
    /// </summary>
    public abstract void ConvolveToMapLanes(float* input, in MapLaneShape shape, int* offsets, float* weights, float* bias, float* output);

    /// <summary>
    /// Convolution by a filter down the rows. The weights are at the filter's points: for each [output map][input map][kernel column], then a bias for each output map. Scratch holds
    /// <see cref="FilterScratch"/> floats.
    /// </summary>
    public abstract void ConvolveFiltered(LaneMaps input, MinimalFilter filter, float* weights, LaneMaps output, KernelShape kernel, float* scratch);

    /// <summary>
    /// Convolution of a strip to a single row by a filter along it, whose kernel is as high as the input. The weights are at the filter's points: for each [output map][input map][kernel row], then a bias for
    /// each output map. Scratch holds <see cref="FilterAlongScratch"/> floats.
    /// </summary>
    public abstract void ConvolveFilteredAlong(LaneMaps input, MinimalFilter filter, float* weights, LaneMaps output, KernelShape kernel, float* scratch);

    /// <summary>A run of values of neighbouring rows to the filter's points: points[p] = Σ matrix[p][k] · rows[k].</summary>
    public abstract void TakeToPoints(MinimalFilter filter, float* rows, nint rowStride, float* points, nint pointStride, int length);

    /// <summary>A run of products at the filter's points back to neighbouring rows: rows[k] = Σ matrix[k][p] · points[p].</summary>
    public abstract void TakeFromPoints(MinimalFilter filter, float* points, nint pointStride, float* rows, nint rowStride, int length);

    /// <summary>Floats of scratch memory that a filtered convolution requires: for a strip, or for all lanes.</summary>
    /// <param name="points">Points of the filter.</param>
    /// <param name="inputMaps">Input maps.</param>
    /// <param name="columns">Output columns.</param>
    /// <param name="reach">Columns that a sum takes in beyond the first.</param>
    /// <param name="lanes">Lanes; one for a strip.</param>
    public static long FilterScratch(int points, int inputMaps, int columns, int reach, int lanes)
    {
        int run = lanes == 1 ? FilterRun : columns * lanes;
        return points * ((inputMaps * (long)(run + (reach * lanes) + (2 * Widest))) + (6L * (run + Widest)));
    }

    /// <summary>Floats of scratch memory that a convolution filtered along a strip requires.</summary>
    /// <param name="points">Points of the filter.</param>
    /// <param name="rows">Rows that are read: input maps times kernel rows.</param>
    /// <param name="outputMaps">Output maps.</param>
    public static long FilterAlongScratch(int points, int rows, int outputMaps) =>
        (4L * FilterAlongRun) + (points * ((long)rows + outputMaps) * ((2 * FilterAlongRun / MinimalFilter.Sums) + Widest));

    /// <summary>Floats of the widest register; rows of scratch lie as many further apart, so that they do not share sets of the cache.</summary>
    protected const int Widest = 16;

    /// <summary>Columns of a strip that are filtered at once, so that what lies between stays near.</summary>
    protected const int FilterRun = 64;

    /// <summary>Columns of a strip that are filtered along it at once: the weights are read once for each run.</summary>
    protected const int FilterAlongRun = 128;

    /// <summary>Gradient of the convolution's input.</summary>
    public abstract void ConvolveInputGradient(LaneMaps outputGradient, float* weights, LaneMaps inputGradient, int kernel, int padding);

    /// <summary>Gradients of the convolution's weights and biases, added to what is there or in its place. Scratch holds <see cref="ConvolutionScratch"/> floats.</summary>
    public abstract void ConvolveWeightGradient(
        LaneMaps input, LaneMaps outputGradient, float* weightGradient, float* biasGradient, int kernel, int padding, bool add, float* scratch);

    /// <summary>Floats of scratch memory that the gradient of a convolution's weights requires: a register per weight of six output maps.</summary>
    public static long ConvolutionScratch(int inputMaps, int kernel) => 6L * inputMaps * kernel * kernel * 16;

    /// <summary>Dense layer: output[unit][lane] = bias[unit] + Σ weights[unit][input] · input[input][lane].</summary>
    public abstract void Dense(float* input, int inputs, float* weights, float* bias, float* output, int units, int lanes);

    /// <summary>Gradient of the dense layer's input.</summary>
    public abstract void DenseInputGradient(float* outputGradient, int units, float* weights, float* inputGradient, int inputs, int lanes);

    /// <summary>Gradients of the dense layer's weights and biases, added to what is there or in its place. Scratch holds <see cref="DenseScratchPerLane"/> floats a lane.</summary>
    public abstract void DenseWeightGradient(
        float* input, int inputs, float* outputGradient, int units, float* weightGradient, float* biasGradient, int lanes, bool add, float* scratch);

    /// <summary>Floats of scratch memory that the gradient of a dense layer's weights requires for each lane: a panel of inputs.</summary>
    public const int DenseScratchPerLane = 64;

    /// <summary>Maximum of windows; with <paramref name="rectify"/> also not below zero, which is ReLU before pooling.</summary>
    public abstract void MaxPool(LaneMaps input, LaneMaps output, PoolWindow window, bool rectify);

    /// <summary>Gradient of <see cref="MaxPool"/>; it may overwrite the input itself where windows do not overlap.</summary>
    public abstract void MaxPoolGradient(LaneMaps input, LaneMaps output, LaneMaps outputGradient, LaneMaps inputGradient, int size, int step, bool rectify);

    /// <summary>Mean of windows.</summary>
    public abstract void AveragePool(LaneMaps input, LaneMaps output, PoolWindow window);

    /// <summary>Gradient of <see cref="AveragePool"/>.</summary>
    public abstract void AveragePoolGradient(LaneMaps outputGradient, LaneMaps inputGradient, int size, int step);

    /// <summary>Applies a function to every value; output may be the input.</summary>
    public abstract void Activate(ActivationKind kind, LaneMaps input, LaneMaps output);

    /// <summary>Gradient of <see cref="Activate"/> from the output's values; the two gradients may be the same maps.</summary>
    public abstract void ActivateGradient(ActivationKind kind, LaneMaps output, LaneMaps outputGradient, LaneMaps inputGradient);

    /// <summary>
    /// Batch normalization by the statistics of the lanes whose mask is 1. Writes mean and 1 ∕ √(variance + ε) of each channel to <paramref name="saved"/> (all means, then all factors), and adds
    /// mean and unbiased variance, times the number of used lanes, to the sums for the running statistics.
    /// </summary>
    public abstract void Normalize(
        LaneMaps input, float* mask, int usedLanes, float* gamma, float* beta, float epsilon, LaneMaps output, float* saved, float* meanSum, float* varianceSum);

    /// <summary>Gradient of <see cref="Normalize"/>; adds to the gradients of γ and β. The input gradient may overwrite the input.</summary>
    public abstract void NormalizeGradient(
        LaneMaps input, float* mask, int usedLanes, float* gamma, float* saved, LaneMaps outputGradient, LaneMaps inputGradient, float* gammaGradient, float* betaGradient);

    /// <summary>Each channel times a factor plus an offset.</summary>
    public abstract void Scale(LaneMaps input, float* factors, float* offsets, LaneMaps output);

    /// <summary>Dropout by a hash of key and place: the same call on the gradient gives its gradient. Output may be the input.</summary>
    public abstract void Dropout(LaneMaps input, LaneMaps output, float rate, uint key);

    /// <summary>Softmax over the classes of each lane, in place.</summary>
    public abstract void Softmax(float* values, int classes, int lanes);

    /// <summary>
    /// Logarithm of the softmax over the classes of each of the first lanes, written as rows: rows[lane · classes + class]. The values are [class][lane], with a multiple of 16
    /// lanes.
    /// </summary>
    public abstract void LogSoftmax(float* values, int classes, int lanes, int usedLanes, float* rows);

    /// <summary>
    /// Softmax in place, then its cross-entropy with the labels (smoothed: Szegedy et al. 2016), summed over the used lanes, and the gradient of that sum times
    /// <paramref name="scale"/>, zero in lanes that are not used. Counts the lanes whose largest score is the label's.
    /// </summary>
    public abstract double CrossEntropy(
        float* values, int classes, int lanes, int usedLanes, int* labels, float smoothing, float scale, float* gradient, out int correct);

    /// <summary>Bytes of images to lanes: values[place][lane] = images[lane][place] ∕ 255. Lanes from <paramref name="usedLanes"/> on become zero.</summary>
    public abstract void LoadBytes(byte** images, int usedLanes, LaneMaps output);

    /// <summary>The bytes of a strip, row after row, to its one map: value[row][column] = strip[row · width + column] ∕ 255; columns past the width become zero.</summary>
    public abstract void LoadStrip(byte* strip, int width, LaneMaps output);

    /// <summary>Rows of floats to lanes: output[place][lane] = images[lane · length + place]; lanes that are not used become zero.</summary>
    public abstract void LoadFloats(float* images, int usedLanes, LaneMaps output);

    /// <summary>One Adam step on a run of weights; where there are other gradients too, by the sum of both.</summary>
    public abstract void Adam(float* weights, float* gradients, float* others, float* means, float* squares, int count, in AdamStep step);

    /// <summary>One step of gradient descent with momentum as PyTorch defines it: v = momentum · v + g; w −= rate · v.</summary>
    public abstract void Descend(float* weights, float* gradients, float* velocities, int count, float rate, float momentum, float penalty);

    /// <summary>target = (target + other) · factor.</summary>
    public abstract void AddScaled(float* target, float* other, int count, float factor);

    /// <summary>target += share · (other − target).</summary>
    public abstract void Approach(float* target, float* other, int count, float share);
}
