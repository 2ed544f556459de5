namespace MlNetInvoice.Synthesis.Invoices;

/// <summary>A colour as the light it leaves of red, green and blue, 0 to 1.</summary>
internal readonly record struct SheetInk(float Red, float Green, float Blue)
{
    public SheetInk Mix(SheetInk other, float share) => new(
        Red + (share * (other.Red - Red)), Green + (share * (other.Green - Green)), Blue + (share * (other.Blue - Blue)));
}
