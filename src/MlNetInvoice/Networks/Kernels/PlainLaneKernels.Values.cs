using MlNetInvoice.Networks.Kernels.Layout;

namespace MlNetInvoice.Networks.Kernels;

/// <content>What works value by value: activations, normalization, dropout, loss, loading and optimizers.</content>
internal sealed unsafe partial class PlainLaneKernels
{
    public override void Activate(ActivationKind kind, LaneMaps input, LaneMaps output)
    {
        for (int m = 0; m < input.Maps; m++)
        {
            for (int y = 0; y < input.Rows; y++)
            {
                float* source = input.Row(m, y);
                float* target = output.Row(m, y);
                for (int n = 0; n < input.RowLength; n++)
                {
                    float x = source[n];
                    target[n] = kind switch
                    {
                        ActivationKind.Relu => MathF.Max(0, x),
                        ActivationKind.Sigmoid => 1 / (1 + MathF.Exp(-x)),
                        ActivationKind.Tanh => MathF.Tanh(x),
                        _ => x,
                    };
                }
            }
        }
    }

    public override void ActivateGradient(ActivationKind kind, LaneMaps output, LaneMaps outputGradient, LaneMaps inputGradient)
    {
        for (int m = 0; m < output.Maps; m++)
        {
            for (int y = 0; y < output.Rows; y++)
            {
                float* value = output.Row(m, y);
                float* source = outputGradient.Row(m, y);
                float* target = inputGradient.Row(m, y);
                for (int n = 0; n < output.RowLength; n++)
                {
                    target[n] = source[n] * kind switch
                    {
                        ActivationKind.Relu => value[n] > 0 ? 1 : 0,
                        ActivationKind.Sigmoid => value[n] * (1 - value[n]),
                        ActivationKind.Tanh => 1 - (value[n] * value[n]),
                        _ => 1,
                    };
                }
            }
        }
    }

    public override void Normalize(
        LaneMaps input, float* mask, int usedLanes, float* gamma, float* beta, float epsilon, LaneMaps output, float* saved, float* meanSum, float* varianceSum)
    {
        double count = (double)usedLanes * input.Rows * input.Columns;
        for (int m = 0; m < input.Maps; m++)
        {
            double mean = MaskedPowerSum(input, m, mask, 0, 1) / count;
            double squares = MaskedPowerSum(input, m, mask, mean, 2);
            double variance = squares / count;
            double factor = 1 / Math.Sqrt(variance + epsilon);
            saved[m] = (float)mean;
            saved[input.Maps + m] = (float)factor;
            meanSum[m] += (float)(mean * usedLanes);
            varianceSum[m] += (float)(squares / Math.Max(1, count - 1) * usedLanes);
            for (int y = 0; y < input.Rows; y++)
            {
                for (int n = 0; n < input.RowLength; n++)
                {
                    output.Row(m, y)[n] = (float)(((input.Row(m, y)[n] - mean) * factor * gamma[m]) + beta[m]);
                }
            }
        }
    }

    public override void NormalizeGradient(
        LaneMaps input, float* mask, int usedLanes, float* gamma, float* saved, LaneMaps outputGradient, LaneMaps inputGradient, float* gammaGradient, float* betaGradient)
    {
        double count = (double)usedLanes * input.Rows * input.Columns;
        for (int m = 0; m < input.Maps; m++)
        {
            double mean = saved[m];
            double factor = saved[input.Maps + m];
            double sum = 0;
            double products = 0;
            for (int y = 0; y < input.Rows; y++)
            {
                for (int n = 0; n < input.RowLength; n++)
                {
                    double gradient = outputGradient.Row(m, y)[n] * mask[n % input.Lanes];
                    sum += gradient;
                    products += gradient * (input.Row(m, y)[n] - mean) * factor;
                }
            }

            betaGradient[m] += (float)sum;
            gammaGradient[m] += (float)products;
            for (int y = 0; y < input.Rows; y++)
            {
                for (int n = 0; n < input.RowLength; n++)
                {
                    double normal = (input.Row(m, y)[n] - mean) * factor;
                    double gradient = gamma[m] * factor * (outputGradient.Row(m, y)[n] - (sum / count) - (normal * products / count));
                    inputGradient.Row(m, y)[n] = (float)(gradient * mask[n % input.Lanes]);
                }
            }
        }
    }

    public override void Scale(LaneMaps input, float* factors, float* offsets, LaneMaps output)
    {
        for (int m = 0; m < input.Maps; m++)
        {
            for (int y = 0; y < input.Rows; y++)
            {
                for (int n = 0; n < input.RowLength; n++)
                {
                    output.Row(m, y)[n] = (input.Row(m, y)[n] * factors[m]) + offsets[m];
                }
            }
        }
    }

    public override void Dropout(LaneMaps input, LaneMaps output, float rate, uint key)
    {
        float scale = 1 / (1 - rate);
        int limit = DropoutHash.Limit(rate);
        for (int m = 0; m < input.Maps; m++)
        {
            for (int y = 0; y < input.Rows; y++)
            {
                uint row = (uint)(((m * input.Rows) + y) * input.RowLength);
                for (int n = 0; n < input.RowLength; n++)
                {
                    output.Row(m, y)[n] = DropoutHash.Draw(row + (uint)n, key) < limit ? 0 : input.Row(m, y)[n] * scale;
                }
            }
        }
    }

    public override void Softmax(float* values, int classes, int lanes)
    {
        for (int n = 0; n < lanes; n++)
        {
            float largest = float.NegativeInfinity;
            for (int c = 0; c < classes; c++)
            {
                largest = MathF.Max(largest, values[(c * lanes) + n]);
            }

            float sum = 0;
            for (int c = 0; c < classes; c++)
            {
                sum += values[(c * lanes) + n] = MathF.Exp(values[(c * lanes) + n] - largest);
            }

            for (int c = 0; c < classes; c++)
            {
                values[(c * lanes) + n] /= sum;
            }
        }
    }

    public override void LogSoftmax(float* values, int classes, int lanes, int usedLanes, float* rows)
    {
        for (int n = 0; n < usedLanes; n++)
        {
            float largest = float.NegativeInfinity;
            for (int c = 0; c < classes; c++)
            {
                largest = MathF.Max(largest, values[(c * lanes) + n]);
            }

            double sum = 0;
            for (int c = 0; c < classes; c++)
            {
                sum += Math.Exp(values[(c * lanes) + n] - largest);
            }

            float normalizer = largest + (float)Math.Log(sum);
            for (int c = 0; c < classes; c++)
            {
                rows[(n * classes) + c] = values[(c * lanes) + n] - normalizer;
            }
        }
    }

    public override double CrossEntropy(
        float* values, int classes, int lanes, int usedLanes, int* labels, float smoothing, float scale, float* gradient, out int correct)
    {
        Softmax(values, classes, lanes);
        new Span<float>(gradient, classes * lanes).Clear();
        double loss = 0;
        correct = 0;
        float rest = smoothing / classes;
        for (int n = 0; n < usedLanes; n++)
        {
            int best = 0;
            for (int c = 0; c < classes; c++)
            {
                float score = values[(c * lanes) + n];
                best = score > values[(best * lanes) + n] ? c : best;
                float target = rest + (c == labels[n] ? 1 - smoothing : 0);
                gradient[(c * lanes) + n] = (score - target) * scale;
                if (target > 0)
                {
                    loss -= target * Math.Log(Math.Max(score, 1e-30f));
                }
            }

            correct += best == labels[n] ? 1 : 0;
        }

        return loss;
    }

    public override void LoadBytes(byte** images, int usedLanes, LaneMaps output)
    {
        for (int m = 0; m < output.Maps; m++)
        {
            for (int y = 0; y < output.Rows; y++)
            {
                for (int x = 0; x < output.Columns; x++)
                {
                    int place = (((m * output.Rows) + y) * output.Columns) + x;
                    for (int n = 0; n < output.Lanes; n++)
                    {
                        output.Row(m, y)[(x * output.Lanes) + n] = n < usedLanes ? images[n][place] * (1f / 255) : 0;
                    }
                }
            }
        }
    }

    public override void LoadStrip(byte* strip, int width, LaneMaps output)
    {
        for (int y = 0; y < output.Rows; y++)
        {
            for (int x = 0; x < output.RowStride; x++)
            {
                output.Row(0, y)[x] = x < width ? strip[(y * width) + x] * (1f / 255) : 0;
            }
        }
    }

    public override void LoadFloats(float* images, int usedLanes, LaneMaps output)
    {
        int length = output.Maps * output.Rows * output.Columns;
        for (int m = 0; m < output.Maps; m++)
        {
            for (int y = 0; y < output.Rows; y++)
            {
                for (int x = 0; x < output.Columns; x++)
                {
                    int place = (((m * output.Rows) + y) * output.Columns) + x;
                    for (int n = 0; n < output.Lanes; n++)
                    {
                        output.Row(m, y)[(x * output.Lanes) + n] = n < usedLanes ? images[((long)n * length) + place] : 0;
                    }
                }
            }
        }
    }

    public override void Adam(float* weights, float* gradients, float* others, float* means, float* squares, int count, in AdamStep step)
    {
        for (int i = 0; i < count; i++)
        {
            float gradient = gradients[i] + (others is null ? 0 : others[i]) + (step.Penalty * weights[i]);
            means[i] += (1 - step.Beta1) * (gradient - means[i]);
            squares[i] += (1 - step.Beta2) * ((gradient * gradient) - squares[i]);
            weights[i] = (weights[i] * step.Shrink) - (step.Rate * means[i] / ((MathF.Sqrt(squares[i]) * step.RootCorrection) + step.Epsilon));
        }
    }

    public override void Descend(float* weights, float* gradients, float* velocities, int count, float rate, float momentum, float penalty)
    {
        for (int i = 0; i < count; i++)
        {
            velocities[i] = (momentum * velocities[i]) + gradients[i] + (penalty * weights[i]);
            weights[i] -= rate * velocities[i];
        }
    }

    public override void AddScaled(float* target, float* other, int count, float factor)
    {
        for (int i = 0; i < count; i++)
        {
            target[i] = (target[i] + other[i]) * factor;
        }
    }

    public override void Approach(float* target, float* other, int count, float share)
    {
        for (int i = 0; i < count; i++)
        {
            target[i] += share * (other[i] - target[i]);
        }
    }

    /// <summary>Σ (x − centre)^power over one map's used lanes.</summary>
    private static double MaskedPowerSum(LaneMaps maps, int map, float* mask, double centre, int power)
    {
        double sum = 0;
        for (int y = 0; y < maps.Rows; y++)
        {
            for (int n = 0; n < maps.RowLength; n++)
            {
                double x = maps.Row(map, y)[n] - centre;
                sum += mask[n % maps.Lanes] * (power == 2 ? x * x : x);
            }
        }

        return sum;
    }
}
