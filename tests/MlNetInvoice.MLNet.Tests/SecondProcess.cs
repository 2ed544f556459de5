using System.Diagnostics;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetInvoice.MLNet;

/// <summary>
/// A process with nothing registered by hand: this very assembly, started by itself, loads a saved model and prints its scores of the same images, bit for bit.
/// </summary>
internal static class SecondProcess
{
    public static int Main(string[] arguments)
    {
        var ml = new MLContext();
        ITransformer model = ml.Model.Load(arguments[0], out _);
        Console.Write(Bits(ml, model));
        return 0;
    }

    /// <summary>What another process prints for a saved model.</summary>
    public static string Run(string modelPath)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, ["exec", typeof(SecondProcess).Assembly.Location, modelPath])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (Path.GetFileNameWithoutExtension(start.FileName) != "dotnet")
        {
            start.FileName = "dotnet";
        }

        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.That(process.ExitCode, Is.Zero, () => error.Result);
        return output;
    }

    /// <summary>The scores and predicted labels of some images as hexadecimal bits.</summary>
    public static string Bits(MLContext ml, ITransformer model)
    {
        IDataView scored = model.Transform(Strokes.Images(50, seed: 9).ToDataView(ml));
        return string.Join(
            '\n',
            ml.Data.CreateEnumerable<Row>(scored, false).Select(r => $"{string.Join(' ', r.Score.Select(s => $"{BitConverter.SingleToUInt32Bits(s):x8}"))} {r.PredictedLabel}"));
    }

    private sealed class Row
    {
        public float[] Score { get; set; } = [];

        [KeyType(10)]
        public uint PredictedLabel { get; set; }
    }
}
