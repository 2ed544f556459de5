namespace MlNetInvoice;

/// <summary>
/// The check of the tax numbers of Taiwanese companies (統一編號): each of the eight digits times 1 2 1 2 1 2 4 1, the digits of the products summed, divisible by 5; with 7 in the
/// seventh place also if the sum plus 1 is (Ministry of Finance, rule in force since April 2023). One row of eight digits in five passes by chance.
/// </summary>
public static class TaxNumber
{
    private static ReadOnlySpan<byte> Weights => [1, 2, 1, 2, 1, 2, 4, 1];

    /// <summary>Whether a text is eight digits that pass the check; whether a company has the number, it does not tell.</summary>
    /// <param name="digits">The text, without blanks or dashes.</param>
    public static bool IsValid(ReadOnlySpan<char> digits)
    {
        if (digits.Length != Weights.Length)
        {
            return false;
        }

        int sum = 0;
        for (int i = 0; i < digits.Length; i++)
        {
            if (!char.IsAsciiDigit(digits[i]))
            {
                return false;
            }

            int product = (digits[i] - '0') * Weights[i];
            sum += (product / 10) + (product % 10);
        }

        return sum % 5 == 0 || (digits[6] == '7' && (sum + 1) % 5 == 0);
    }
}
