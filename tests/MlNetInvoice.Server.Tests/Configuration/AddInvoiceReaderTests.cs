using Microsoft.Extensions.DependencyInjection;
using MlNetInvoice.Models;
using MlNetInvoice.Networks;

namespace MlNetInvoice.Server.Configuration;

public sealed class AddInvoiceReaderTests
{
    [Test]
    public void Without_options_it_is_the_default_reader()
    {
        using ServiceProvider provider = new ServiceCollection().AddInvoiceReader().BuildServiceProvider();

        Assert.That(provider.GetRequiredService<InvoiceReader>(), Is.SameAs(InvoiceReader.Default));
    }

    [Test]
    public void Options_are_those_of_the_one_reader_that_all_scopes_share()
    {
        var options = new InvoiceReaderOptions { Crop = true, DigitCount = null };
        using ServiceProvider provider = new ServiceCollection().AddInvoiceReader(options).BuildServiceProvider();
        using IServiceScope scope = provider.CreateScope();

        InvoiceReader reader = provider.GetRequiredService<InvoiceReader>();

        Assert.That(reader.Options, Is.EqualTo(options));
        Assert.That(scope.ServiceProvider.GetRequiredService<InvoiceReader>(), Is.SameAs(reader));
    }

    [Test]
    public void A_model_file_is_loaded_when_the_reader_is_first_asked_for()
    {
        string path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.zip");
        using ServiceProvider provider = new ServiceCollection().AddInvoiceReader(modelPath: path).BuildServiceProvider();
        try
        {
            Assert.That(provider.GetRequiredService<InvoiceReader>, Throws.TypeOf<InvalidModelException>().With.Message.StartsWith(path));

            ModelFile.Save(new TrainedModel(Network.Create(NetworkArchitectures.Get("lenet1"), 1)), path);
            Assert.That(provider.GetRequiredService<InvoiceReader>().Model.Architecture.Name, Is.EqualTo("lenet1"));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Test]
    public void The_first_registration_counts()
    {
        var mine = InvoiceReader.Default.WithOptions(new InvoiceReaderOptions { Crop = true });
        using ServiceProvider provider = new ServiceCollection().AddSingleton(mine).AddInvoiceReader().BuildServiceProvider();

        Assert.That(provider.GetRequiredService<InvoiceReader>(), Is.SameAs(mine));
    }

    [Test]
    public void Misuse_is_refused_at_once()
    {
        Assert.That(() => new ServiceCollection().AddInvoiceReader(modelPath: ""), Throws.ArgumentException);
        Assert.That(() => ((IServiceCollection)null!).AddInvoiceReader(), Throws.ArgumentNullException);
    }
}
