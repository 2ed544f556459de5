namespace MlNetInvoice.Synthesis.Calibration;

/// <summary>Logistic regression by Newton's method on the logistic loss, with a little ridge that keeps separable data finite (Platt 1999).</summary>
internal static class LogisticRegression
{
    private const int Iterations = 40;
    private const double Ridge = 0.5;

    /// <summary>Fits weights.</summary>
    /// <param name="samples">Features and whether what they describe is right.</param>
    /// <param name="featureCount">Number of features, the constant included.</param>
    /// <returns>A weight for each feature; the same for the same samples.</returns>
    public static float[] Fit(IReadOnlyList<CalibrationLine> samples, int featureCount)
    {
        double[] weights = new double[featureCount];
        for (int iteration = 0; iteration < Iterations; iteration++)
        {
            double[] gradient = new double[featureCount];
            double[,] curvature = new double[featureCount, featureCount];
            for (int i = 0; i < featureCount; i++)
            {
                gradient[i] = Ridge * weights[i];
                curvature[i, i] = Ridge;
            }

            foreach ((float[] features, bool isRight) in samples)
            {
                double sum = 0;
                for (int i = 0; i < featureCount; i++)
                {
                    sum += weights[i] * features[i];
                }

                double probability = 1 / (1 + Math.Exp(-sum));
                for (int i = 0; i < featureCount; i++)
                {
                    gradient[i] += (probability - (isRight ? 1 : 0)) * features[i];
                    for (int j = 0; j < featureCount; j++)
                    {
                        curvature[i, j] += probability * (1 - probability) * features[i] * features[j];
                    }
                }
            }

            double[] step = Solve(curvature, gradient);
            for (int i = 0; i < featureCount; i++)
            {
                weights[i] -= step[i];
            }
        }

        return [.. weights.Select(weight => (float)weight)];
    }

    // Gauss's elimination: the matrix is positive definite.
    private static double[] Solve(double[,] matrix, double[] right)
    {
        int n = right.Length;
        double[] x = [.. right];
        for (int column = 0; column < n; column++)
        {
            for (int row = column + 1; row < n; row++)
            {
                double factor = matrix[row, column] / matrix[column, column];
                for (int k = column; k < n; k++)
                {
                    matrix[row, k] -= factor * matrix[column, k];
                }

                x[row] -= factor * x[column];
            }
        }

        for (int row = n - 1; row >= 0; row--)
        {
            for (int k = row + 1; k < n; k++)
            {
                x[row] -= matrix[row, k] * x[k];
            }

            x[row] /= matrix[row, row];
        }

        return x;
    }
}
