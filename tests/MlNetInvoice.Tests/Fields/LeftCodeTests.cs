using System.Text;

namespace MlNetInvoice.Fields;

public sealed class LeftCodeTests
{
    private const string Head = "AB123456781130623684800000295000002b70000000012345675";
    private const string Check = "Eb7b+091h2D13B037c0bb6==";

    [Test]
    public void A_whole_code_gives_every_field()
    {
        Assert.That(LeftCode.TryParse($"{Head}{Check}:**********:2:2:1:茶:1:300:糖:2:197.5", out LeftCode? code), Is.True);
        Assert.Multiple(() =>
        {
            Assert.That((code!.Letters, code.Digits, code.Date, code.RandomCode), Is.EqualTo(("AB", "12345678", new DateOnly(2024, 6, 23), "6848")));
            Assert.That((code.SalesAmount, code.Tax, code.Total), Is.EqualTo(((long?)661, (long?)34, (long?)695)));
            Assert.That((code.Buyer, code.Seller, code.CheckText), Is.EqualTo(("00000000", "12345675", Check)));
            Assert.That(code.ItemCount, Is.EqualTo(2));
            Assert.That(code.Items, Is.EqualTo(new[] { new InvoiceItem("茶", 1, 300), new InvoiceItem("糖", 2, 197.5m) }));
        });
    }

    [TestCase("00000000000000ce", null, 206L, null, TestName = "No sum without tax where the code says 0")]
    [TestCase("0000009F0000009f", 159L, 159L, null, TestName = "No tax where both sums are equal, in either case of letters")]
    [TestCase("000000fa000000ee", null, 238L, null, TestName = "No sum without tax that exceeds the total")]
    [TestCase("0000000000000000", 0L, 0L, null, TestName = "Nothing was paid")]
    [TestCase("00000064000000c8", 100L, 200L, null, TestName = "No tax of a half")]
    public void Sums_are_taken_as_far_as_they_tell(string sums, long? sales, long? total, long? tax)
    {
        Assert.That(LeftCode.TryParse($"{Head[..21]}{sums}{Head[37..]}{Check}:**********:0:0:1:", out LeftCode? code), Is.True);
        Assert.That((code!.SalesAmount, code.Total, code.Tax), Is.EqualTo((sales, total, tax)));
    }

    [TestCase("AB12345678113062368480000029", TestName = "It ends amid the sums")]
    [TestCase("AB1234567811306236848000002g5000002b70000000012345675", TestName = "A sum is not hexadecimal")]
    [TestCase("AB12345678113062368480000029580000001000000001234567X", TestName = "A tax number is none")]
    public void What_stands_before_a_break_is_read(string text)
    {
        Assert.That(LeftCode.TryParse(text, out LeftCode? code), Is.True);
        Assert.Multiple(() =>
        {
            Assert.That((code!.Digits, code.RandomCode), Is.EqualTo(("12345678", "6848")));
            Assert.That((code.Total, code.Seller, code.SalesAmount), Is.EqualTo(((long?)null, (string?)null, (long?)null)));
        });
    }

    [TestCase(null)]
    [TestCase("")]
    [TestCase("**茶:1:30")]
    [TestCase("https://example.com/a/long/path/of/no/interest")]
    [TestCase("ab12345678113062368480000029500000 2b7")]
    [TestCase("AB1234567811302306848", Description = "30 February")]
    [TestCase("AB1234567811313016848", Description = "month 13")]
    [TestCase("AB1234567800106236848", Description = "year 1")]
    [TestCase("AB12345678113062368", Description = "too short")]
    public void What_is_no_left_code_is_refused(string? text) => Assert.That(LeftCode.TryParse(text, out _), Is.False);

    [TestCase("0", "big5")]
    [TestCase("1", "utf-8")]
    [TestCase("0", "utf-8", Description = "the coding that it names is wrong")]
    [TestCase("1", "big5", Description = "the coding that it names is wrong")]
    public void Names_are_read_in_the_coding_they_have(string coding, string encoding)
    {
        Encoding bytes = encoding == "big5" ? CodePagesEncodingProvider.Instance.GetEncoding(950)! : Encoding.UTF8;
        string items = Encoding.Latin1.GetString(bytes.GetBytes("北市兩用袋:1:5"));
        Assert.That(LeftCode.TryParse($"{Head}{Check}:**********:1:1:{coding}:{items}", out LeftCode? code), Is.True);
        Assert.That(code!.Items, Is.EqualTo(new[] { new InvoiceItem("北市兩用袋", 1, 5) }));
    }

    [Test]
    public void Names_in_Base64_are_read()
    {
        string items = Convert.ToBase64String(Encoding.UTF8.GetBytes("紅茶:1:25"));
        Assert.That(LeftCode.TryParse($"{Head}{Check}:**********:1:1:2:{items}", out LeftCode? code), Is.True);
        Assert.That(code!.Items, Is.EqualTo(new[] { new InvoiceItem("紅茶", 1, 25) }));
    }

    [TestCase(":**********:1:0:1波蜜果菜汁:1:25", "**", 1, Description = "no colon behind the coding")]
    [TestCase(":**********:2:2:1:茶:1:25:", "**糖:1:3", 2)]
    [TestCase(":**********:2:2:1:茶:1:25", "**:糖:1:3", 2)]
    [TestCase(":**********:2:2:1:茶:1:25:方", "**糖:1:3", 2, Description = "a name that goes on in the right code")]
    [TestCase(":**********:2:2:1:茶:1:25:糖", "", 1, Description = "an item that is cut off")]
    [TestCase(":**********:1:1:1:茶:一:25", "**", 0, Description = "a count that is none")]
    [TestCase(":**********:1:1:0:甜品:1:250.0:0", "**   ", 1, Description = "one value too many")]
    public void Items_go_on_in_the_right_code_and_end_where_they_break(string left, string right, int count)
    {
        Assert.That(LeftCode.TryParse($"{Head}{Check}{left}", right, out LeftCode? code), Is.True);
        Assert.That(code!.Items, Has.Count.EqualTo(count));
    }

    [Test]
    public void Endless_items_are_cut_off()
    {
        string many = string.Concat(Enumerable.Repeat("a:1:1:", 100_000));
        Assert.That(LeftCode.TryParse($"{Head}{Check}:**********:1:1:1:{many}", out LeftCode? code), Is.True);
        Assert.That(code!.Items, Is.Empty);
    }
}
