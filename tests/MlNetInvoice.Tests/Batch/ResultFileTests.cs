namespace MlNetInvoice.Batch;

public sealed class ResultFileTests
{
    private static readonly PictureReading Right = PictureReading.FromReading(
        "一, \"a\"\nb.jpg", new InvoiceReading { Status = InvoiceReadingStatus.Read, Letters = "AB", Digits = "12345678", Confidence = 0.5f, Reason = "x" }, TimeSpan.FromMilliseconds(1.25));

    [Test]
    public void A_row_quotes_what_needs_it() => Assert.That(
        ReadingCsv.ToRow(Right),
        Is.EqualTo("\"一, \"\"a\"\"\nb.jpg\",read,AB-12345678,AB,12345678,,0.5,x,1.25,true,0,,"));

    [TestCase(ResultFormat.JsonLines)]
    [TestCase(ResultFormat.Csv)]
    public void After_a_kill_the_torn_record_is_dropped_and_the_others_are_known(ResultFormat format)
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("results");
        int firstEnd;
        using (ResultFile file = ResultFile.Create(path, format))
        {
            file.Append([Right]);
            firstEnd = (int)new FileInfo(path).Length;
            file.Append([Right with { File = "b" }]);
        }

        byte[] whole = File.ReadAllBytes(path);
        for (int length = 0; length <= whole.Length; length++)
        {
            File.WriteAllBytes(path, whole[..length]);
            using (ResultFile file = ResultFile.Resume(path, format, severalPerFile: false))
            {
                foreach (PictureReading record in new[] { Right, Right with { File = "b" } }.Where(record => !file.Contains(record.File!)))
                {
                    file.Append([record]);
                }

                Assert.That(file.DoneCount, Is.EqualTo(length == whole.Length ? 2 : length >= firstEnd ? 1 : 0));
            }

            Assert.That(File.ReadAllBytes(path), Is.EqualTo(whole), $"cut at {length}");
        }
    }

    [Test]
    public void With_several_records_a_picture_the_last_one_is_done_again()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("results");
        using (ResultFile file = ResultFile.Create(path, ResultFormat.JsonLines))
        {
            file.Append([Right with { File = "a" }, Right with { File = "a" }]);
            file.Append([Right with { File = "b" }, Right with { File = "b" }]);
        }

        using ResultFile again = ResultFile.Resume(path, ResultFormat.JsonLines, severalPerFile: true);

        Assert.That((again.Contains("a"), again.Contains("b"), again.DoneCount), Is.EqualTo((true, false, 1)));
    }

    [Test]
    public void Another_file_is_refused_and_left_as_it_is()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("results");
        File.WriteAllText(path, "dear diary\n");

        Assert.That(
            Assert.Throws<InvalidDataSetException>(() => ResultFile.Resume(path, ResultFormat.JsonLines, false))!.Message,
            Is.EqualTo($"{path}, record 1: is no result, so the file cannot be continued."));
        Assert.That(
            Assert.Throws<InvalidDataSetException>(() => ResultFile.Resume(path, ResultFormat.Csv, false))!.Message,
            Is.EqualTo($"{path}: its first line is not \"{ReadingCsv.Header}\", so it cannot be continued."));
        Assert.That(File.ReadAllText(path), Is.EqualTo("dear diary\n"));
    }

    [Test]
    public void A_new_file_replaces_the_old()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("new/results");
        ResultFile.Create(path, ResultFormat.Csv).Dispose();
        ResultFile.Create(path, ResultFormat.Csv).Dispose();

        Assert.That(File.ReadAllText(path), Is.EqualTo(ReadingCsv.Header + "\n"));
    }
}
