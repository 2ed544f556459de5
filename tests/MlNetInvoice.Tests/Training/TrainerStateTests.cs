using MlNetInvoice.Networks;

namespace MlNetInvoice.Training;

public sealed class TrainerStateTests
{
    private static readonly NetworkDefinition Definition = new("small", new LayerShape(1, 8, 8), 3, [new Dense(3)]);

    [Test]
    public void A_state_survives_its_file()
    {
        byte[] file = Save(out TrainerState state);

        TrainerState read = TrainerState.Load(new MemoryStream(file));

        Assert.That(read.Definition.ToJson(), Is.EqualTo(state.Definition.ToJson()));
        Assert.That(read.Options, Is.EqualTo(state.Options));
        Assert.That(read.Epochs, Is.EqualTo(state.Epochs));
        Assert.That(read.Weights, Is.EqualTo(state.Weights));
        Assert.That((read.Steps, read.BestEpoch), Is.EqualTo((state.Steps, state.BestEpoch)));
    }

    [Test]
    public void A_state_that_was_cut_off_is_an_invalid_model()
    {
        byte[] file = Save(out _);
        for (int length = 0; length < file.Length; length += 37)
        {
            Assert.That(() => TrainerState.Load(new MemoryStream(file[..length])), Throws.TypeOf<InvalidModelException>(), $"{length} bytes");
        }
    }

    [Test]
    public void A_flipped_bit_is_an_invalid_model_or_another_value_but_nothing_else()
    {
        byte[] file = Save(out _);
        for (int place = 0; place < file.Length; place += 3)
        {
            byte[] damaged = [.. file];
            damaged[place] ^= (byte)(1 << (place % 8));
            try
            {
                TrainerState.Load(new MemoryStream(damaged));
            }
            catch (InvalidModelException fault)
            {
                Assert.That(fault.Message, Is.Not.Empty);
            }
        }
    }

    [Test]
    public void Another_file_and_a_later_format_are_told_apart()
    {
        byte[] file = Save(out _);
        file[28] = 9;

        Assert.That(
            Assert.Throws<InvalidModelException>(() => TrainerState.Load(new MemoryStream(file)))!.Message,
            Is.EqualTo("The training state was written by format 9, this library reads 1."));
        Assert.That(
            Assert.Throws<InvalidModelException>(() => TrainerState.Load(new MemoryStream("\u0005hello and more"u8.ToArray())))!.Message,
            Is.EqualTo("The file is no training state: it does not begin with the mark of one."));
    }

    private static byte[] Save(out TrainerState state)
    {
        var options = new TrainingOptions { Epochs = 3, BatchSize = 16, AverageDecay = 0.5f, ValidationCount = 10, Threads = 1 };
        using var trainer = new Trainer(Definition, new FixedTrainingSource(TrainerTests.Bars(50)), null, options);
        trainer.RunEpoch();
        state = trainer.Capture();
        using var file = new MemoryStream();
        state.Save(file);
        return file.ToArray();
    }
}
