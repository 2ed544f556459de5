using System.Diagnostics;
using System.Globalization;
using MlNetInvoice.Models;
using MlNetInvoice.Training;

namespace MlNetInvoice.Cli;

/// <summary>The program as a process of its own, stopped from outside.</summary>
[Platform("Linux,MacOsX", Reason = "Signals are sent by the kill command.")]
public sealed class InterruptionTests
{
    [TestCase("INT")]
    [TestCase("TERM")]
    public void A_training_that_is_stopped_saves_the_best_so_far_and_can_go_on(string signal)
    {
        using var folder = new TemporaryFolder();
        TinyData.Write(folder.Path);
        string model = folder.File("model.zip");
        using Process process = CommandProcess.Start("train", "--arch", "softmax", "--data", folder.Path, "--out", model, "--epochs", "10000");
        Assert.That(SpinWait.SpinUntil(() => File.Exists(model + ".state"), TimeSpan.FromSeconds(60)), "an epoch is done");
        if (signal == "INT" && IgnoresInterrupts(process))
        {
            process.Kill();
            process.WaitForExit();
            Assert.Ignore("Skipped: this run was started in the background, where shells have interrupts ignored by all that they start.");
        }

        using Process kill = Process.Start("kill", ["-" + signal, process.Id.ToString(CultureInfo.InvariantCulture)]);
        Assert.That(process.WaitForExit(TimeSpan.FromSeconds(60)));

        Assert.That(process.ExitCode, Is.EqualTo(130));
        Assert.That(ModelFile.Load(model).Manifest.History!.End, Is.EqualTo(TrainingEnd.Cancelled));
        Assert.That(File.Exists(model + ".state"));
    }

    [TestCase(3)]
    [TestCase(200, Explicit = true, Reason = "The long run: some minutes.")]
    public void Killed_at_any_moment_the_files_are_whole(int kills)
    {
        using var folder = new TemporaryFolder();
        TinyData.Write(folder.Path);
        string model = folder.File("model.zip");
        var random = new Random(1);
        int models = 0, killed = 0, runs = 0;

        // How long a run takes here and now, so that the moments fall into starting, training and saving however busy the machine is; a whole run that ends before it is killed tells it anew.
        string[] arguments = ["train", "--arch", "softmax", "--data", folder.Path, "--out", model, "--epochs", "200", "--overwrite"];
        long begun = Stopwatch.GetTimestamp();
        using (Process whole = CommandProcess.Start(arguments))
        {
            whole.WaitForExit();
            Assert.That(whole.ExitCode, Is.Zero);
        }

        TimeSpan usual = Stopwatch.GetElapsedTime(begun);
        File.Delete(model);
        for (; killed < kills && runs < 20 * kills; runs++)
        {
            if (runs % 2 == 0)
            {
                // Another seed: the state of the last one would be refused.
                File.Delete(model + ".state");
            }

            using Process process = CommandProcess.Start([.. arguments, "--seed", $"{runs / 2}", runs % 2 == 0 ? "--resume=false" : "--resume"]);
            begun = Stopwatch.GetTimestamp();
            if (process.WaitForExit(usual * (0.3 + (0.8 * random.NextDouble()))))
            {
                Assert.That(process.ExitCode, Is.Zero);
                usual = runs % 2 == 0 ? Stopwatch.GetElapsedTime(begun) : usual;
            }
            else
            {
                process.Kill();
                process.WaitForExit();
                killed++;
            }

            if (File.Exists(model))
            {
                models++;
                Assert.That(() => ModelFile.Load(model), Throws.Nothing);
            }

            if (File.Exists(model + ".state"))
            {
                using FileStream state = File.OpenRead(model + ".state");
                Assert.That(() => TrainerState.Load(state), Throws.Nothing);
            }
        }

        Assert.That(killed, Is.EqualTo(kills));
        TestContext.Out.WriteLine($"{runs} runs, {killed} killed before their end; a model stood there after {models} of them, and was whole");
    }

    // What the parent ignored stays ignored, as with nohup; the kernel says so in a mask of bits, bit 1 for SIGINT.
    private static bool IgnoresInterrupts(Process process)
    {
        const string field = "SigIgn:";
        string status = string.Create(CultureInfo.InvariantCulture, $"/proc/{process.Id}/status");
        string? mask = File.Exists(status) ? File.ReadLines(status).FirstOrDefault(line => line.StartsWith(field, StringComparison.Ordinal)) : null;
        return mask is not null && (ulong.Parse(mask.AsSpan(field.Length).Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture) & 2) != 0;
    }
}
