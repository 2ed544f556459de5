namespace MlNetInvoice.Reading;

/// <summary>
/// The check sum of the tax numbers of Taiwanese companies (統一編號): each digit times 1 2 1 2 1 2 4 1, the digits of the products summed, divisible by 5; with 7 in the
/// seventh place also if the sum plus 1 is (Ministry of Finance, rule in force since April 2023). One row of eight digits in five passes by chance.
/// </summary>
internal static class TaxNumber
{
    private static ReadOnlySpan<byte> Weights => [1, 2, 1, 2, 1, 2, 4, 1];

    /// <summary>Whether eight digits pass the check.</summary>
    /// <param name="digits">The digits.</param>
    public static bool Passes(ReadOnlySpan<char> digits)
    {
        if (digits.Length != Weights.Length)
        {
            return false;
        }

        int sum = 0;
        for (int i = 0; i < digits.Length; i++)
        {
            int product = (digits[i] - '0') * Weights[i];
            sum += (product / 10) + (product % 10);
        }

        return sum % 5 == 0 || (digits[6] == '7' && (sum + 1) % 5 == 0);
    }
}
