using MlNetInvoice.Imaging;

namespace MlNetInvoice.Data;

public sealed class LabeledInvoicesTests
{
    [Test]
    public void Columns_are_found_by_name_and_fields_may_be_quoted()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("labels.csv"), "\uFEFFkind,file,number,digits,note,digits_quad,usable\r\n"
            + "electronic,a.jpg,AB-12345678,12345678,\"wood, \"\"dark\"\"\n2 lines\",\"1,2 3.5,4 5,6 7,8\",yes\r\n\r\n"
            + "traditional,b.jpg,?R-70952016,70952016,,,hard\nnegative,c.jpg,,,,,");
        Directory.CreateDirectory(folder.File("images"));
        File.WriteAllText(folder.File("images/b.jpg"), "");

        IReadOnlyList<LabeledInvoice> labels = LabeledInvoices.Load(folder.Path);

        Assert.That(labels, Is.EqualTo(new[]
        {
            new LabeledInvoice(folder.File("a.jpg"), "electronic", "AB", "12345678", new Quad(new(1, 2), new(3.5f, 4), new(5, 6), new(7, 8)), false),
            new LabeledInvoice(Path.Combine(folder.Path, "images", "b.jpg"), "traditional", null, "70952016", null, true),
            new LabeledInvoice(folder.File("c.jpg"), "negative", null, "", null, false),
        }));
        Assert.That(labels[0].Number, Is.EqualTo("AB-12345678"));
        Assert.That(labels[1].Number, Is.EqualTo("70952016"));
    }

    [Test]
    public void Text_and_quality_are_other_names()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("labels.csv"), "file,text,quality\na.png,9556939040118,hard");

        Assert.That(LabeledInvoices.Load(folder.Path).Single(), Is.EqualTo(new LabeledInvoice(folder.File("a.png"), "", null, "9556939040118", null, true)));
    }

    [Test]
    public void A_number_alone_gives_letters_and_digits()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(
            folder.File("labels.csv"),
            "file,kind,number,note\na.jpg,mixed,FP-92578949,\na.jpg,mixed,CG78357394,\nb.jpg,mixed,?R-70952016,\nb.jpg,mixed,?? 70952017,\nc.jpg,mixed,12345678,\nd.jpg,negative,,nothing");

        Assert.That(
            LabeledInvoices.Load(folder.Path).Select(label => (Path.GetFileName(label.File), label.Letters, label.Digits)),
            Is.EqualTo(new (string, string?, string)[]
            {
                ("a.jpg", "FP", "92578949"), ("a.jpg", "CG", "78357394"), ("b.jpg", null, "70952016"), ("b.jpg", null, "70952017"), ("c.jpg", null, "12345678"), ("d.jpg", null, ""),
            }));
    }

    [Test]
    public void Letters_that_nobody_can_read_are_marked()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("labels.csv"), "file,number,letters\na.png,AB-12345678,no\nb.png,AB-12345678,yes\nc.png,AB-12345678,\n");

        Assert.That(LabeledInvoices.Load(folder.Path).Select(label => label.AreLettersLegible), Is.EqualTo(new[] { false, true, true }));
    }

    [TestCase("", ": holds no rows.")]
    [TestCase("file,digits\n", ": holds no rows.")]
    [TestCase("name,digits\na,1", ": its first line must name the columns file and number, digits or text, but is \"name,digits\".")]
    [TestCase("file,digits\na,1\n,2", ", line 3: names no file.")]
    [TestCase("file,digits\na,1O", ", line 2: the digits are \"1O\".")]
    [TestCase("file,number\na,AB-1234567?", ", line 2: the digits are \"1234567?\".")]
    [TestCase("file,digits\na,\"1", ", line 2: a quotation mark is not closed.")]
    [TestCase("file,digits,digits_quad\na,1,\"1,2 3,4 5,6 7\"", ", line 2: the quad \"1,2 3,4 5,6 7\" is not four points \"x,y x,y x,y x,y\".")]
    [TestCase("file,digits,digits_quad\na,1,\"1,2 3,4 5,6 7,NaN\"", ", line 2: the quad \"1,2 3,4 5,6 7,NaN\" is not four points \"x,y x,y x,y x,y\".")]
    public void A_fault_names_the_file_and_the_line(string text, string message)
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("labels.csv");
        File.WriteAllText(path, text);

        Assert.That(Assert.Throws<InvalidDataSetException>(() => LabeledInvoices.Load(folder.Path))!.Message, Is.EqualTo(path + message));
    }

    [Test]
    public void A_folder_without_labels_is_named()
    {
        using var folder = new TemporaryFolder();

        Assert.That(
            Assert.Throws<InvalidDataSetException>(() => LabeledInvoices.Load(folder.Path))!.Message,
            Does.StartWith($"{folder.File("labels.csv")}: cannot be opened: "));
    }

    [Test]
    public void The_shared_sets_are_read_whole()
    {
        Assert.That(LabeledInvoices.Load(SharedData.Require("receipt-digits")), Has.Count.EqualTo(223));
        IReadOnlyList<LabeledInvoice> invoices = LabeledInvoices.Load(SharedData.Require("invoices"));
        Assert.That(invoices, Has.Count.EqualTo(67));
        Assert.That(invoices.Count(label => label.Quad is not null), Is.EqualTo(65));
        Assert.That(invoices.All(label => File.Exists(label.File)));
        IReadOnlyList<LabeledInvoice> cases = LabeledInvoices.Load(SharedData.Require("cases"));
        Assert.That(cases.Count(label => label is { Letters.Length: 2, Digits.Length: 8 }), Is.EqualTo(30));
        Assert.That(cases.Count(label => label.Digits.Length == 0), Is.EqualTo(2));
        Assert.That(cases.All(label => File.Exists(label.File)));
    }
}
