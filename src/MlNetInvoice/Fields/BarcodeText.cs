using System.Diagnostics.CodeAnalysis;

namespace MlNetInvoice.Fields;

/// <summary>What the Code 39 of a certificate says: period, number and random code.</summary>
/// <param name="Period">The period.</param>
/// <param name="Letters">The number's two letters.</param>
/// <param name="Digits">The number's eight digits.</param>
/// <param name="RandomCode">The four digits of the random code.</param>
public sealed record BarcodeText(InvoicePeriod Period, string Letters, string Digits, string RandomCode)
{
    /// <summary>Characters of a certificate's bar code, start and stop signs aside: 19.</summary>
    public const int Length = 19;

    /// <summary>Reads a bar code's text, <c>11306AB123456781234</c>.</summary>
    /// <param name="text">The text, with or without its start and stop signs (<c>*</c>).</param>
    /// <param name="barcode">What it says.</param>
    /// <returns>Whether it is a certificate's.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out BarcodeText? barcode)
    {
        barcode = null;
        ReadOnlySpan<char> rest = text.AsSpan().Trim().Trim('*');
        if (rest.Length != Length || rest[..5].ContainsAnyExceptInRange('0', '9') || !InvoicePeriod.TryParse(rest[..5], out InvoicePeriod period)
            || !CodeDate.IsYear(period.Year - InvoicePeriod.Epoch) || rest[5..7].ContainsAnyExceptInRange('A', 'Z') || rest[7..].ContainsAnyExceptInRange('0', '9'))
        {
            return false;
        }

        barcode = new BarcodeText(period, rest[5..7].ToString(), rest[7..15].ToString(), rest[15..].ToString());
        return true;
    }
}
