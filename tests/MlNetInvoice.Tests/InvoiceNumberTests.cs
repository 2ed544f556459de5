namespace MlNetInvoice;

public sealed class InvoiceNumberTests
{
    [TestCase("AB-12345678")]
    [TestCase("AB12345678")]
    [TestCase("AB 12345678")]
    [TestCase("ab-12345678")]
    [TestCase("  AB-12345678\n")]
    [TestCase("AB–12345678")]
    [TestCase("ＡＢ－１２３４５６７８")]
    [TestCase("ＡＢ　１２３４５６７８")]
    public void A_number_is_understood_however_people_write_it(string text)
    {
        Assert.That(InvoiceNumber.TryParse(text, out InvoiceNumber? number), Is.True);
        Assert.That((number!.Letters, number.Digits, number.ToString()), Is.EqualTo(("AB", "12345678", "AB-12345678")));
        Assert.That(InvoiceNumber.Parse(text), Is.EqualTo(number));
        Assert.That(InvoiceNumber.TryParse(text.AsSpan(), out number) ? number : null, Is.EqualTo(new InvoiceNumber("AB", "12345678")));
        Assert.That(ParseAny<InvoiceNumber>(text), Is.EqualTo(number));
    }

    [TestCase(null)]
    [TestCase("")]
    [TestCase("12345678")]
    [TestCase("AB")]
    [TestCase("AB-")]
    [TestCase("AB-1234567")]
    [TestCase("AB-123456789")]
    [TestCase("A-12345678")]
    [TestCase("ABC12345678")]
    [TestCase("A1-12345678")]
    [TestCase("AB--12345678")]
    [TestCase("A B12345678")]
    [TestCase("AB-1234 5678")]
    [TestCase("AB-1234567O")]
    [TestCase("ÄB-12345678")]
    [TestCase("AB-१2345678")]
    public void Anything_else_is_none(string? text)
    {
        Assert.That((InvoiceNumber.TryParse(text, out InvoiceNumber? number), number), Is.EqualTo((false, (InvoiceNumber?)null)));
    }

    [Test]
    public void What_is_no_number_is_named()
    {
        Assert.That(
            Assert.Throws<FormatException>(() => InvoiceNumber.Parse("AB-1"))!.Message,
            Is.EqualTo("\"AB-1\" is no invoice number: two letters and eight digits, such as AB-12345678, are."));
        Assert.That(
            Assert.Throws<ArgumentException>(() => _ = new InvoiceNumber("ab", "12345678"))!.Message,
            Is.EqualTo("An invoice's number begins with two capital letters, not with \"ab\". (Parameter 'letters')"));
        Assert.That(
            Assert.Throws<ArgumentException>(() => _ = new InvoiceNumber("AB", "123"))!.Message,
            Is.EqualTo("An invoice's number has eight digits, not \"123\". (Parameter 'digits')"));
        Assert.Throws<ArgumentNullException>(() => InvoiceNumber.Parse(null!));
    }

    private static T ParseAny<T>(ReadOnlySpan<char> text)
        where T : ISpanParsable<T> => T.Parse(text, null);
}
