using MlNetInvoice.Imaging;
using MlNetInvoice.Reading;

namespace MlNetInvoice.Fields;

public sealed class RecordMergeTests
{
    private static readonly Quad CodePlace = Quad.FromBox(new PixelBox(10, 100, 50, 50));

    private static readonly Quad PrintPlace = Quad.FromBox(new PixelBox(10, 50, 80, 10));

    [Test]
    public void Print_and_code_that_agree_are_surer_than_either()
    {
        InvoiceRecord record = RecordMerge.Of(Codes(), new InvoiceRecord { RandomCode = Printed("6848", 0.95f), Total = Printed(695L, 0.95f) }, 0.93f);
        Assert.Multiple(() =>
        {
            Assert.That(record.RandomCode, Is.EqualTo(new InvoiceField<string>("6848", FieldSource.Qr | FieldSource.Print, record.RandomCode!.Confidence, PrintPlace)));
            Assert.That(record.RandomCode.Confidence, Is.GreaterThan(RecordMerge.OfSquare));
            Assert.That(record.Total!.Value, Is.EqualTo(695));
            Assert.That(record.Seller, Is.EqualTo(new InvoiceField<string>("62049539", FieldSource.Qr, RecordMerge.OfSquare, CodePlace)));
            Assert.That(record.Period!.Value.Code, Is.EqualTo("11306"));
            Assert.That(record.HasBuyer, Is.False);
            Assert.That(record.Conflicts, Is.Empty);
        });
    }

    [Test]
    public void Sure_print_that_contradicts_the_code_is_named_with_it_and_the_field_is_null()
    {
        InvoiceRecord record = RecordMerge.Of(Codes(), new InvoiceRecord { Total = Printed(995L, 0.95f), Date = Printed(new DateOnly(2024, 6, 28), 0.95f) }, 0.93f);
        Assert.Multiple(() =>
        {
            Assert.That(record.Total, Is.Null);
            Assert.That(record.Date, Is.Null);
            Assert.That(record.Conflicts.Select(conflict => conflict.ToString()), Is.EquivalentTo(new[]
            {
                "The print and the QR code contradict each other about total: 995 and 695.",
                "The print and the QR code contradict each other about date: 2024-06-28 and 2024-06-23.",
            }));
        });
    }

    [Test]
    public void Unsure_print_contradicts_nothing_and_is_not_given_alone()
    {
        InvoiceRecord record = RecordMerge.Of(Codes(), new InvoiceRecord { Total = Printed(995L, 0.9f), Time = Printed(new TimeOnly(16, 40, 18), 0.9f) }, 0.93f);
        Assert.Multiple(() =>
        {
            Assert.That(record.Total, Is.EqualTo(new InvoiceField<long>(695, FieldSource.Qr, RecordMerge.OfSquare, CodePlace)));
            Assert.That(record.Time, Is.Null);
            Assert.That(record.Conflicts, Is.Empty);
        });
    }

    [Test]
    public void A_printed_period_that_does_not_hold_the_date_contradicts_it()
    {
        InvoiceRecord record = RecordMerge.Of(null, new InvoiceRecord { Period = Printed(new InvoicePeriod(2024, 3), 0.95f), Date = Printed(new DateOnly(2024, 6, 23), 0.95f) }, 0.93f);
        Assert.Multiple(() =>
        {
            Assert.That((record.Period, record.Date), Is.EqualTo(((InvoiceField<InvoicePeriod>?)null, (InvoiceField<DateOnly>?)null)));
            Assert.That(record.Conflicts.Single().ToString(), Is.EqualTo("The print and the print contradict each other about date: 113年03-04月 and 2024-06-23."));
        });
    }

    [Test]
    public void A_tax_number_that_fails_its_check_is_given_and_not_sure()
    {
        Assert.That(LeftCode.TryParse("FP925789491130623684800000295000002b70000000062049538Eb7b+091h2D13B037c0bb6==:**********:1:1:1:", out LeftCode? left), Is.True);
        InvoiceRecord record = RecordMerge.Of(new CertificateCodes(left, null, CodePlace, null), new InvoiceRecord(), 0.93f);
        Assert.That((record.Seller!.Value, record.Seller.Confidence), Is.EqualTo(("62049538", 0.5f)));
    }

    private static CertificateCodes Codes()
    {
        Assert.That(LeftCode.TryParse("FP925789491130623684800000295000002b70000000062049539Eb7b+091h2D13B037c0bb6==:**********:1:1:1:", out LeftCode? left), Is.True);
        return new CertificateCodes(left, null, CodePlace, null);
    }

    private static InvoiceField<T> Printed<T>(T value, float confidence) => new(value, FieldSource.Print, confidence, PrintPlace);
}
