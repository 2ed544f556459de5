using System.CommandLine;
using System.Globalization;
using MlNetInvoice.Cli.Output;
using MlNetInvoice.Models;
using MlNetInvoice.Networks;
using MlNetInvoice.Training;

namespace MlNetInvoice.Cli.Commands;

/// <summary><c>inspect</c>: what a model file says about its model, without loading the weights.</summary>
internal static class InspectCommand
{
    public static Command Create(CommandContext context)
    {
        var model = new Argument<string>("model.zip") { Description = "The model." };
        var command = new Command("inspect", "Prints a model's layers with shapes and weights, its training and its test, without loading the weights.") { model };
        command.SetAction(parsed =>
        {
            string path = parsed.GetRequiredValue(model);
            Write(context.Output, path, ModelFile.ReadManifest(path));
            if (ModelFile.ReadExpertManifest(path) is { } expert)
            {
                WriteExpert(context.Output, expert);
            }

            return ExitCode.Success;
        });
        return command;
    }

    private static void Write(TextWriter output, string path, ModelManifest manifest)
    {
        NetworkDefinition architecture = manifest.Architecture;
        output.WriteLine($"{path}: {architecture.Name}, format {manifest.FormatVersion}, written by {manifest.WrittenBy}");
        output.WriteLine($"classes: {string.Join(' ', manifest.Classes)}");
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"normalizer: {manifest.Normalizer.Style}, longest side {manifest.Normalizer.LongestSide}, border {manifest.Normalizer.Border}, contrast stretched: {(manifest.Normalizer.StretchContrast ? "yes" : "no")}"));
        output.WriteLine();
        var table = new TextTable("layer", "type", "output", "weights").WithLeft(1);
        table.Add("input", "", architecture.Input.ToString(), "0");
        for (int i = 0; i < architecture.Layers.Count; i++)
        {
            table.Add(
                architecture.LayerNames[i],
                Describe(architecture.Layers[i]),
                architecture.Shapes[i].ToString(),
                architecture.WeightsOf(i).ToString("#,0", CultureInfo.InvariantCulture));
        }

        table.WriteTo(output);
        output.WriteLine();
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{architecture.WeightCount:#,0} weights, {architecture.MultiplyAdds:#,0} multiply-adds an image; weights SHA-256 {manifest.WeightsSha256}"));
        WriteTraining(output, manifest);
    }

    private static void WriteExpert(TextWriter output, ModelManifest expert)
    {
        output.WriteLine();
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"expert: {expert.Architecture.Name}, {expert.Architecture.WeightCount:#,0} weights, {expert.Architecture.MultiplyAdds:#,0} multiply-adds an image; reads again what the model is not sure of; weights SHA-256 {expert.WeightsSha256}"));
        WriteTraining(output, expert);
    }

    private static void WriteTraining(TextWriter output, ModelManifest manifest)
    {
        foreach (DataFingerprint data in manifest.Data)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"data: {data.Name}: {data.Count} images, SHA-256 {data.Sha256}"));
        }

        if (manifest is { Training: TrainingOptions options, History: TrainingHistory history })
        {
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"training: {options.Optimizer}, learning rate {options.LearningRate} ({options.Schedule}), batch {options.BatchSize}, seed {options.Seed}; epoch {history.BestEpoch} of {history.Epochs.Count}, {history.Seconds:0.0} s"));
        }

        if (manifest.TestReport is not null)
        {
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"test: loss {manifest.TestReport.Loss:0.0000}, accuracy {manifest.TestReport.Accuracy * 100:0.00}% ({manifest.TestReport.Confusion.Correct} of {manifest.TestReport.Confusion.Total})"));
        }
    }

    private static string Describe(LayerDefinition layer) => layer switch
    {
        Convolution2D convolution => string.Create(CultureInfo.InvariantCulture, $"convolution {convolution.Kernel}×{convolution.Kernel}, padding {convolution.Padding}"),
        MaxPooling pooling => string.Create(CultureInfo.InvariantCulture, $"max pooling {pooling.Size}×{pooling.Size}"),
        AveragePooling pooling => string.Create(CultureInfo.InvariantCulture, $"average pooling {pooling.Size}×{pooling.Size}"),
        BatchNormalization => "batch normalization",
        Dense => "dense",
        Dropout => "dropout",
        Relu => "ReLU",
        Sigmoid => "sigmoid",
        Tanh => "tanh",
        _ => layer.Kind,
    };
}
