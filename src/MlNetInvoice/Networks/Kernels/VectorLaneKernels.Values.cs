using System.Runtime.CompilerServices;
using MlNetInvoice.Networks.Kernels.Layout;

namespace MlNetInvoice.Networks.Kernels;

/// <content>What works value by value: activations, normalization, dropout, loading and optimizers.</content>
internal sealed unsafe partial class VectorLaneKernels<TOperations, T>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Activate(ActivationKind kind, LaneMaps input, LaneMaps output)
    {
        if (input.RowLength % Width != 0)
        {
            Narrower.Activate(kind, input, output);
            return;
        }

        T one = TOperations.Broadcast(1);
        for (int m = 0; m < input.Maps; m++)
        {
            for (int y = 0; y < input.Rows; y++)
            {
                float* source = input.Row(m, y);
                float* target = output.Row(m, y);
                for (int n = 0; n < input.RowLength; n += Width)
                {
                    T x = TOperations.Load(source + n);
                    T result = kind switch
                    {
                        ActivationKind.Relu => TOperations.Max(x, TOperations.Broadcast(0)),
                        ActivationKind.Sigmoid => Sigmoid(x, one),
                        ActivationKind.Tanh => TOperations.MultiplyAdd(Sigmoid(TOperations.Add(x, x), one), TOperations.Broadcast(2), TOperations.Broadcast(-1)),
                        _ => x,
                    };
                    TOperations.Store(target + n, result);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void ActivateGradient(ActivationKind kind, LaneMaps output, LaneMaps outputGradient, LaneMaps inputGradient)
    {
        if (output.RowLength % Width != 0)
        {
            Narrower.ActivateGradient(kind, output, outputGradient, inputGradient);
            return;
        }

        T one = TOperations.Broadcast(1);
        for (int m = 0; m < output.Maps; m++)
        {
            for (int y = 0; y < output.Rows; y++)
            {
                float* value = output.Row(m, y);
                float* source = outputGradient.Row(m, y);
                float* target = inputGradient.Row(m, y);
                for (int n = 0; n < output.RowLength; n += Width)
                {
                    T v = TOperations.Load(value + n);
                    T gradient = TOperations.Load(source + n);
                    T result = kind switch
                    {
                        ActivationKind.Relu => TOperations.WhereGreater(gradient, v, TOperations.Broadcast(0)),
                        ActivationKind.Sigmoid => TOperations.Multiply(gradient, TOperations.Multiply(v, TOperations.Subtract(one, v))),
                        ActivationKind.Tanh => TOperations.Multiply(gradient, TOperations.Subtract(one, TOperations.Multiply(v, v))),
                        _ => gradient,
                    };
                    TOperations.Store(target + n, result);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Normalize(
        LaneMaps input, float* mask, int usedLanes, float* gamma, float* beta, float epsilon, LaneMaps output, float* saved, float* meanSum, float* varianceSum)
    {
        if (input.Lanes % Width != 0)
        {
            Narrower.Normalize(input, mask, usedLanes, gamma, beta, epsilon, output, saved, meanSum, varianceSum);
            return;
        }

        float count = (float)usedLanes * input.Rows * input.Columns;
        for (int m = 0; m < input.Maps; m++)
        {
            T sum = TOperations.Broadcast(0);
            T squareSum = sum;
            for (int lane = 0; lane < input.Lanes; lane += Width)
            {
                sum = TOperations.MultiplyAdd(SumOfLane(input, m, lane), TOperations.Load(mask + lane), sum);
            }

            float mean = TOperations.Sum(sum) / count;
            T centre = TOperations.Broadcast(mean);
            for (int lane = 0; lane < input.Lanes; lane += Width)
            {
                squareSum = TOperations.MultiplyAdd(SquaresOfLane(input, m, lane, centre), TOperations.Load(mask + lane), squareSum);
            }

            float squares = TOperations.Sum(squareSum);
            float factor = 1 / MathF.Sqrt((squares / count) + epsilon);
            saved[m] = mean;
            saved[input.Maps + m] = factor;
            meanSum[m] += mean * usedLanes;
            varianceSum[m] += squares / Math.Max(1, count - 1) * usedLanes;
            ScaleMap(input, m, gamma[m] * factor, beta[m] - (mean * gamma[m] * factor), output);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void NormalizeGradient(
        LaneMaps input, float* mask, int usedLanes, float* gamma, float* saved, LaneMaps outputGradient, LaneMaps inputGradient, float* gammaGradient, float* betaGradient)
    {
        if (input.Lanes % Width != 0)
        {
            Narrower.NormalizeGradient(input, mask, usedLanes, gamma, saved, outputGradient, inputGradient, gammaGradient, betaGradient);
            return;
        }

        float count = (float)usedLanes * input.Rows * input.Columns;
        for (int m = 0; m < input.Maps; m++)
        {
            T centre = TOperations.Broadcast(saved[m]);
            T factor = TOperations.Broadcast(saved[input.Maps + m]);
            T sum = TOperations.Broadcast(0);
            T products = sum;
            for (int y = 0; y < input.Rows; y++)
            {
                float* value = input.Row(m, y);
                float* gradient = outputGradient.Row(m, y);
                for (int x = 0; x < input.Columns; x++)
                {
                    for (int lane = 0; lane < input.Lanes; lane += Width, value += Width, gradient += Width)
                    {
                        T g = TOperations.Multiply(TOperations.Load(gradient), TOperations.Load(mask + lane));
                        sum = TOperations.Add(sum, g);
                        products = TOperations.MultiplyAdd(g, TOperations.Subtract(TOperations.Load(value), centre), products);
                    }
                }
            }

            float whole = TOperations.Sum(sum);
            float normal = TOperations.Sum(products) * saved[input.Maps + m];
            betaGradient[m] += whole;
            gammaGradient[m] += normal;
            T scale = TOperations.Broadcast(gamma[m] * saved[input.Maps + m]);
            T meanGradient = TOperations.Broadcast(whole / count);
            T slope = TOperations.Multiply(factor, TOperations.Broadcast(normal / count));
            for (int y = 0; y < input.Rows; y++)
            {
                float* value = input.Row(m, y);
                float* gradient = outputGradient.Row(m, y);
                float* target = inputGradient.Row(m, y);
                for (int x = 0; x < input.Columns; x++)
                {
                    for (int lane = 0; lane < input.Lanes; lane += Width, value += Width, gradient += Width, target += Width)
                    {
                        T difference = TOperations.Multiply(TOperations.Subtract(TOperations.Load(value), centre), slope);
                        T g = TOperations.Subtract(TOperations.Subtract(TOperations.Load(gradient), meanGradient), difference);
                        TOperations.Store(target, TOperations.Multiply(TOperations.Multiply(g, scale), TOperations.Load(mask + lane)));
                    }
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Scale(LaneMaps input, float* factors, float* offsets, LaneMaps output)
    {
        if (input.RowLength % Width != 0)
        {
            Narrower.Scale(input, factors, offsets, output);
            return;
        }

        for (int m = 0; m < input.Maps; m++)
        {
            ScaleMap(input, m, factors[m], offsets[m], output);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Dropout(LaneMaps input, LaneMaps output, float rate, uint key)
    {
        if (input.RowLength % Width != 0)
        {
            Narrower.Dropout(input, output, rate, key);
            return;
        }

        T scale = TOperations.Broadcast(1 / (1 - rate));
        int limit = DropoutHash.Limit(rate);
        for (int m = 0; m < input.Maps; m++)
        {
            for (int y = 0; y < input.Rows; y++)
            {
                float* source = input.Row(m, y);
                float* target = output.Row(m, y);
                uint row = (uint)(((m * input.Rows) + y) * input.RowLength);
                for (int n = 0; n < input.RowLength; n += Width)
                {
                    TOperations.Store(target + n, TOperations.WhereDrawn(TOperations.Multiply(TOperations.Load(source + n), scale), row + (uint)n, key, limit));
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Adam(float* weights, float* gradients, float* others, float* means, float* squares, int count, in AdamStep step)
    {
        T beta1 = TOperations.Broadcast(1 - step.Beta1);
        T beta2 = TOperations.Broadcast(1 - step.Beta2);
        T epsilon = TOperations.Broadcast(step.Epsilon);
        T correction = TOperations.Broadcast(step.RootCorrection);
        T penalty = TOperations.Broadcast(step.Penalty);
        T shrink = TOperations.Broadcast(step.Shrink);
        T rate = TOperations.Broadcast(step.Rate);
        int i = 0;
        for (; i + Width <= count; i += Width)
        {
            T weight = TOperations.Load(weights + i);
            T gradient = TOperations.Load(gradients + i);
            gradient = others is null ? gradient : TOperations.Add(gradient, TOperations.Load(others + i));
            gradient = TOperations.MultiplyAdd(penalty, weight, gradient);
            T mean = TOperations.Load(means + i);
            mean = TOperations.MultiplyAdd(beta1, TOperations.Subtract(gradient, mean), mean);
            T square = TOperations.Load(squares + i);
            square = TOperations.MultiplyAdd(beta2, TOperations.Subtract(TOperations.Multiply(gradient, gradient), square), square);
            TOperations.Store(means + i, mean);
            TOperations.Store(squares + i, square);
            T root = TOperations.MultiplyAdd(TOperations.SquareRoot(square), correction, epsilon);
            T change = TOperations.Divide(TOperations.Multiply(rate, mean), root);
            TOperations.Store(weights + i, TOperations.Subtract(TOperations.Multiply(weight, shrink), change));
        }

        if (i < count)
        {
            Narrower.Adam(weights + i, gradients + i, others is null ? null : others + i, means + i, squares + i, count - i, step);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Descend(float* weights, float* gradients, float* velocities, int count, float rate, float momentum, float penalty)
    {
        T keep = TOperations.Broadcast(momentum);
        T decay = TOperations.Broadcast(penalty);
        T back = TOperations.Broadcast(-rate);
        int i = 0;
        for (; i + Width <= count; i += Width)
        {
            T weight = TOperations.Load(weights + i);
            T gradient = TOperations.MultiplyAdd(decay, weight, TOperations.Load(gradients + i));
            T velocity = TOperations.MultiplyAdd(keep, TOperations.Load(velocities + i), gradient);
            TOperations.Store(velocities + i, velocity);
            TOperations.Store(weights + i, TOperations.MultiplyAdd(back, velocity, weight));
        }

        if (i < count)
        {
            Narrower.Descend(weights + i, gradients + i, velocities + i, count - i, rate, momentum, penalty);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void AddScaled(float* target, float* other, int count, float factor)
    {
        T scale = TOperations.Broadcast(factor);
        int i = 0;
        for (; i + Width <= count; i += Width)
        {
            TOperations.Store(target + i, TOperations.Multiply(TOperations.Add(TOperations.Load(target + i), TOperations.Load(other + i)), scale));
        }

        if (i < count)
        {
            Narrower.AddScaled(target + i, other + i, count - i, factor);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Approach(float* target, float* other, int count, float share)
    {
        T part = TOperations.Broadcast(share);
        int i = 0;
        for (; i + Width <= count; i += Width)
        {
            T value = TOperations.Load(target + i);
            TOperations.Store(target + i, TOperations.MultiplyAdd(part, TOperations.Subtract(TOperations.Load(other + i), value), value));
        }

        if (i < count)
        {
            Narrower.Approach(target + i, other + i, count - i, share);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Sigmoid(T x, T one) =>
        TOperations.Divide(one, TOperations.Add(one, TOperations.Exp(TOperations.Subtract(TOperations.Broadcast(0), x))));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ScaleMap(LaneMaps input, int map, float factor, float offset, LaneMaps output)
    {
        T scale = TOperations.Broadcast(factor);
        T shift = TOperations.Broadcast(offset);
        for (int y = 0; y < input.Rows; y++)
        {
            float* source = input.Row(map, y);
            float* target = output.Row(map, y);
            for (int n = 0; n < input.RowLength; n += Width)
            {
                TOperations.Store(target + n, TOperations.MultiplyAdd(TOperations.Load(source + n), scale, shift));
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static T SumOfLane(LaneMaps maps, int map, int lane)
    {
        T sum = TOperations.Broadcast(0);
        for (int y = 0; y < maps.Rows; y++)
        {
            float* row = maps.Row(map, y);
            for (int n = lane; n < maps.RowLength; n += maps.Lanes)
            {
                sum = TOperations.Add(sum, TOperations.Load(row + n));
            }
        }

        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static T SquaresOfLane(LaneMaps maps, int map, int lane, T centre)
    {
        T sum = TOperations.Broadcast(0);
        for (int y = 0; y < maps.Rows; y++)
        {
            float* row = maps.Row(map, y);
            for (int n = lane; n < maps.RowLength; n += maps.Lanes)
            {
                T difference = TOperations.Subtract(TOperations.Load(row + n), centre);
                sum = TOperations.MultiplyAdd(difference, difference, sum);
            }
        }

        return sum;
    }
}
