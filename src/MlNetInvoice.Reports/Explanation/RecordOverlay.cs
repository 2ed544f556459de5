using System.Globalization;
using MlNetInvoice.Fields;
using MlNetInvoice.Imaging;
using MlNetInvoice.Reports.Sheets;

namespace MlNetInvoice.Reports.Explanation;

/// <summary>Draws what else was read on an invoice: printed fields with their values, and the codes that fields were read from.</summary>
internal static class RecordOverlay
{
    private static readonly SheetColor s_print = SheetColor.FromHex(0x0b7285);
    private static readonly SheetColor s_code = SheetColor.FromHex(0x7048e8);
    private static readonly SheetColor s_label = SheetColor.FromHex(0xffffff);

    /// <summary>Draws a record.</summary>
    /// <param name="pen">Draws into the picture.</param>
    /// <param name="record">What was read.</param>
    public static void Draw(OverlayPen pen, InvoiceRecord record)
    {
        var codes = new HashSet<Quad>();
        foreach ((string text, FieldSource source, Quad place) in Fields(record))
        {
            bool isPrint = source.HasFlag(FieldSource.Print);
            if (isPrint || codes.Add(place))
            {
                Draw(pen, isPrint ? text : source.HasFlag(FieldSource.Qr) ? "QR code" : "bar code", place, isPrint ? s_print : s_code, isPrint);
            }
        }
    }

    private static IEnumerable<(string Text, FieldSource Source, Quad Place)> Fields(InvoiceRecord record) => new (string, FieldSource, Quad)?[]
    {
        Field("period", record.Period, period => string.Create(CultureInfo.InvariantCulture, $"{period.Year}-{period.FirstMonth:00}-{period.LastMonth:00}")),
        Field("date", record.Date, date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        Field("time", record.Time, time => time.ToString("HH:mm:ss", CultureInfo.InvariantCulture)),
        Field("random code", record.RandomCode, code => code),
        Field("total", record.Total, total => total.ToString("N0", CultureInfo.InvariantCulture)),
        Field("seller", record.Seller, seller => seller),
        Field("buyer", record.Buyer, buyer => buyer),
        Field("items", record.Items, _ => ""),
    }.OfType<(string, FieldSource, Quad)>();

    private static (string, FieldSource, Quad)? Field<T>(string name, InvoiceField<T>? field, Func<T, string> text) =>
        field is { Place: { } place } ? ($"{name} {text(field.Value)}", field.Source, place) : null;

    // A printed field's label fits between two lines of print; a code's is as large as its number's would be.
    private static void Draw(OverlayPen pen, string text, Quad place, SheetColor color, bool isPrint)
    {
        float height = (Distance(place.TopLeft, place.BottomLeft) + Distance(place.TopRight, place.BottomRight)) / 2;
        float size = isPrint ? Math.Max(7, 0.32f * height) : Math.Max(8, 0.06f * Distance(place.TopLeft, place.TopRight));
        pen.Outline(place, Math.Clamp(height * 0.05f, 1, 5), color);
        float left = Math.Min(place.TopLeft.X, place.BottomLeft.X), top = Math.Min(place.TopLeft.Y, place.TopRight.Y) - (0.55f * size);
        pen.Band(left, top, text, size, color);
        pen.Text(left, top, text, size, s_label, middle: false);
    }

    private static float Distance(PixelPoint a, PixelPoint b) => MathF.Sqrt(((a.X - b.X) * (a.X - b.X)) + ((a.Y - b.Y) * (a.Y - b.Y)));
}
