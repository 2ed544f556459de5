namespace MlNetInvoice.Data;

public sealed class MnistTests
{
    [Test]
    public void The_four_files_are_found_plain_or_compressed_and_in_both_spellings()
    {
        using var folder = new TemporaryFolder();
        IdxFile.Write(folder.File("train-images-idx3-ubyte"), new IdxArray([3, 1, 2], [1, 2, 3, 4, 5, 6]));
        IdxFile.Write(folder.File("train-labels.idx1-ubyte"), new IdxArray([3], [7, 8, 9]));
        IdxFile.Write(folder.File("t10k-images-idx3-ubyte.gz"), new IdxArray([1, 1, 2], [250, 251]));
        IdxFile.Write(folder.File("t10k-labels.idx1-ubyte.gz"), new IdxArray([1], [0]));

        MnistData data = Mnist.Load(folder.Path);

        Assert.That(data.Training.Count, Is.EqualTo(3));
        Assert.That(data.Training.GetImage(1).ToArray(), Is.EqualTo(new byte[] { 3, 4 }));
        Assert.That(data.Training.Labels.ToArray(), Is.EqualTo(new byte[] { 7, 8, 9 }));
        Assert.That(data.Test.GetImage(0).ToArray(), Is.EqualTo(new byte[] { 250, 251 }));
        Assert.That(data.Test.ClassCount, Is.EqualTo(10));
    }

    [Test]
    public void A_missing_file_or_folder_is_named_with_the_way_out()
    {
        using var folder = new TemporaryFolder();

        Assert.That(Message(() => Mnist.Load(folder.Path)), Is.EqualTo(
            $"{folder.Path}: holds neither train-images-idx3-ubyte nor train-images-idx3-ubyte.gz; \"mlnetinvoice mnist download {folder.Path}\" fetches them."));
        Assert.That(Message(() => Mnist.Load(folder.File("no"))), Is.EqualTo($"{folder.File("no")}: no such folder."));
    }

    [Test]
    public void Files_that_do_not_fit_each_other_are_named()
    {
        using var folder = new TemporaryFolder();
        string images = folder.File("images");
        string labels = folder.File("labels");
        IdxFile.Write(images, new IdxArray([2, 1, 1], [1, 2]));
        IdxFile.Write(labels, new IdxArray([1], [1]));
        Assert.That(Message(() => Mnist.LoadPair(images, labels)), Is.EqualTo($"{images} holds 2 images, but {labels} 1 labels."));

        IdxFile.Write(labels, new IdxArray([2], [1, 10]));
        Assert.That(Message(() => Mnist.LoadPair(images, labels)), Is.EqualTo($"{labels}: Label 1 is 10, but the classes are 0 to 9."));
        Assert.That(Message(() => Mnist.LoadPair(labels, labels)), Is.EqualTo($"{labels}: holds 2 values where count×rows×columns are expected."));
        Assert.That(Message(() => Mnist.LoadPair(images, images)), Is.EqualTo($"{images}: holds 2×1×1 values where one label an image is expected."));
    }

    [Test]
    public void The_real_files_hold_sixty_and_ten_thousand_digits()
    {
        MnistData data = Mnist.Load(SharedData.Require("mnist"));

        Assert.That((data.Training.Count, data.Training.Rows, data.Training.Columns), Is.EqualTo((60_000, 28, 28)));
        Assert.That(data.Test.Count, Is.EqualTo(10_000));
        Assert.That(data.Training.Labels[..8].ToArray(), Is.EqualTo(new byte[] { 5, 0, 4, 1, 9, 2, 1, 3 }));
        Assert.That(data.Test.Labels[..8].ToArray(), Is.EqualTo(new byte[] { 7, 2, 1, 0, 4, 1, 4, 9 }));
    }

    private static string Message(Action action) => Assert.Throws<InvalidDataSetException>(action)!.Message;
}
