using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetInvoice.Models;
using MlNetInvoice.Networks;
using MlNetInvoice.OpenCv;

namespace MlNetInvoice.MLNet;

/// <summary>The code of docs/mlnet.md and the pipeline of README.md, compiled and run: every block stands here, line by line.</summary>
public sealed class DocumentationTests
{
    [Test]
    public void Every_block_of_the_document_stands_in_a_test()
    {
        string tests = Path.Combine(SharedData.RepositoryRoot, "tests");
        string[] code = [.. File.ReadAllLines(Path.Combine(tests, "MlNetInvoice.MLNet.Tests", "DocumentationTests.cs")).Select(l => l.Trim())];
        string[] blocks = BlocksOf("docs/mlnet.md");
        string[] ofReadme = [.. BlocksOf("README.md").Where(block => block.Contains("new MLContext", StringComparison.Ordinal))];

        Assert.That((blocks.Length, ofReadme.Length), Is.EqualTo((7, 1)));
        foreach (string block in blocks.Concat(ofReadme))
        {
            string[] lines = [.. block.Trim().Split('\n').Select(l => l.Trim())];
            bool found = Enumerable.Range(0, code.Length).Any(i => code.Skip(i).Take(lines.Length).SequenceEqual(lines));
            Assert.That(found, Is.True, block);
        }
    }

    [Test]
    public void The_code_of_the_document_runs()
    {
        string folder = Path.Combine(Directory.CreateTempSubdirectory("mlnet-docs").FullName, "mnist");
        string before = Directory.GetCurrentDirectory();
        WriteSmallMnist(folder);
        string path = Pictures.Sample("electronic-photo.png");
        string digits = Pictures.DigitsOf("electronic-photo.png");
        Directory.SetCurrentDirectory(folder);
        try
        {
            var ml = new MLContext(seed: 1);
            MnistDataView mnist = MnistDataView.Load(ml, folder);

            var pipeline = ml.MulticlassClassification.Trainers.LeNet5(ml)
                .Append(ml.Transforms.Conversion.MapKeyToValue("Digit", "PredictedLabel"));
            ITransformer model = pipeline.Fit(mnist.Training);

            MulticlassClassificationMetrics metrics = ml.MulticlassClassification.Evaluate(model.Transform(mnist.Test));
            Console.WriteLine($"{metrics.MicroAccuracy:0.00%}");
            ml.Model.Save(model, mnist.Training.Schema, "lenet5.zip");

            ITransformer loaded = ml.Model.Load("lenet5.zip", out DataViewSchema schema);
            if (NetworkTransformer.TryUnwrap(ml, loaded, out NetworkTransformer? network))
            {
                ModelFile.Save(network.TrainedModel, "for-the-command-line.zip");
            }

            Assert.That(ModelFile.Load("for-the-command-line.zip").Manifest.Architecture.Name, Is.EqualTo("lenet5"));
            Assert.That(schema.Select(c => c.Name), Does.Contain("Features"));

            NetworkSweepTransformer sweep = ml.MulticlassClassification.Trainers.NetworkSweep(ml, new NetworkSweepOptions
            {
                Networks = [NetworkArchitectures.Get("lenet5"), NetworkArchitectures.Get("softmax")],
                Seeds = [1, 2],
                Trainer = new NetworkTrainerOptions { Test = mnist.Test },
                ValidationCount = 20,
            }).Fit(mnist.Training);
            foreach (NetworkSweepRun run in sweep.Runs)
            {
                Console.WriteLine($"{run.Architecture} {run.Seed}: {run.ValidationAccuracy:0.00%} validation, {run.TestAccuracy:0.00%} test, {run.Seconds:0.0} s");
            }

            Assert.That(sweep.Runs, Has.Count.EqualTo(4));
            IDataView none = ml.Data.LoadFromEnumerable(Array.Empty<InvoiceImage>());
            ITransformer reader = ml.Transforms.ReadInvoiceNumber("Number", "ImagePath").Fit(none);
            var engine = ml.Model.CreatePredictionEngine<InvoiceImage, InvoiceNumberPrediction>(reader);

            InvoiceNumberPrediction read = engine.Predict(new InvoiceImage { ImagePath = path });
            Console.WriteLine($"{read.Status} {read.Number} {(read.IsComplete ? "whole" : "")} {read.Confidence:0.000} {read.Reason}");

            Assert.That(read.Digits, Is.EqualTo(digits));

            using var engines = new ThreadLocal<PredictionEngine<InvoiceImage, InvoiceNumberPrediction>>(
                () => ml.Model.CreatePredictionEngine<InvoiceImage, InvoiceNumberPrediction>(reader));
            string number = engines.Value!.Predict(new InvoiceImage { ImagePath = path }).Number;

            Assert.That(number, Is.EqualTo(read.Number));
            NetworkTransformer lenet = ml.MulticlassClassification.Trainers.LeNet5(ml).Fit(mnist.Training);
            ITransformer report = ml.Transforms.SegmentInvoiceDigits("Glyphs", "Image")
                .Append(ml.Transforms.ClassifyDigits("Number", lenet, "Glyphs"))
                .Fit(none);

            Assert.That(report.Transform(none).Schema.GetColumnOrNull("Number"), Is.Not.Null);
            ITransformer opencv = ml.Transforms.SegmentDigitsByOpenCv("Glyphs", "Image")
                .Append(ml.Transforms.ClassifyDigits("Number", lenet, "Glyphs"))
                .Fit(none);
            ml.Model.Save(opencv, none.Schema, "opencv.zip");

            Assert.That(ml.Model.Load("opencv.zip", out _).Transform(none).Schema.GetColumnOrNull("Number"), Is.Not.Null);
        }
        finally
        {
            Directory.SetCurrentDirectory(before);
            Directory.Delete(Path.GetDirectoryName(folder)!, recursive: true);
        }
    }

    [Test]
    public void The_pipeline_of_the_readme_reads()
    {
        string before = Directory.GetCurrentDirectory();
        string folder = Directory.CreateTempSubdirectory("mlnet-readme").FullName;
        File.Copy(Pictures.Sample("electronic-photo.png"), Path.Combine(folder, "invoice.jpg"));
        Directory.SetCurrentDirectory(folder);
        try
        {
            var ml = new MLContext();
            IDataView empty = ml.Data.LoadFromEnumerable(Array.Empty<InvoiceImage>());
            ITransformer pipeline = ml.Transforms.ReadInvoiceNumber("Number", "Image").Fit(empty);
            ml.Model.Save(pipeline, empty.Schema, "invoices.zip");

            var engine = ml.Model.CreatePredictionEngine<InvoiceImage, InvoiceNumberPrediction>(pipeline);
            InvoiceNumberPrediction prediction = engine.Predict(new InvoiceImage { Image = File.ReadAllBytes("invoice.jpg") });
            Console.WriteLine($"{prediction.Status} {prediction.Number} {prediction.BestGuess}");

            Assert.That(prediction.Digits, Is.EqualTo(Pictures.DigitsOf("electronic-photo.png")));
            Assert.That(File.Exists("invoices.zip"));
        }
        finally
        {
            Directory.SetCurrentDirectory(before);
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string[] BlocksOf(string document) =>
        [.. File.ReadAllText(Path.Combine(SharedData.RepositoryRoot, document)).Split("```csharp\n").Skip(1).Select(b => b[..b.IndexOf("```", StringComparison.Ordinal)])];

    private static void WriteSmallMnist(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach ((string images, string labels, int seed) in new[]
        {
            (Data.Mnist.TrainingImages, Data.Mnist.TrainingLabels, 1), (Data.Mnist.TestImages, Data.Mnist.TestLabels, 2),
        })
        {
            Data.LabeledImages set = Strokes.Images(100, seed);
            Data.IdxFile.Write(Path.Combine(folder, images), new Data.IdxArray([set.Count, 28, 28], set.Pixels.ToArray()));
            Data.IdxFile.Write(Path.Combine(folder, labels), new Data.IdxArray([set.Count], set.Labels.ToArray()));
        }
    }
}
