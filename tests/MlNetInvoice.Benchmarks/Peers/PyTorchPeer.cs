using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace MlNetInvoice.Benchmarks.Peers;

/// <summary>PyTorch in a process of its own (peers.py), which does one piece of work when asked and says how long it took.</summary>
internal sealed class PyTorchPeer : IPeer
{
    private readonly Process _process;

    private PyTorchPeer(Process process, string version)
    {
        _process = process;
        Version = version;
    }

    public string Version { get; }

    /// <summary>Starts it with the first of PYTHON, python3 and /usr/bin/python3 that has PyTorch; null, and what is missing, when none has.</summary>
    public static PyTorchPeer? TryStart(out string missing)
    {
        foreach (string python in new[] { Environment.GetEnvironmentVariable("PYTHON") ?? "", "python3", "/usr/bin/python3" }.Where(p => p.Length > 0))
        {
            var start = new ProcessStartInfo(python, [Path.Combine(AppContext.BaseDirectory, "Peers", "peers.py")])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            try
            {
                Process process = Process.Start(start)!;
                if (process.StandardOutput.ReadLine() is string line && line.StartsWith("ready ", StringComparison.Ordinal))
                {
                    missing = "";
                    return new PyTorchPeer(process, line["ready ".Length..]);
                }

                process.WaitForExit();
                process.Dispose();
            }
            catch (Win32Exception)
            {
                // No such program: the next one may exist.
            }
        }

        missing = "PyTorch is missing (Debian: apt install python3-torch libopenblas0-pthread; or set PYTHON to an interpreter that has it)";
        return null;
    }

    public bool Does(string work) => true;

    public double Run(string work, int threads)
    {
        _process.StandardInput.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{work} {threads}{(MedianTime.CountsProcessorTime ? " processor" : "")}"));
        _process.StandardInput.Flush();
        string answer = _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException($"PyTorch ended: {_process.StandardError.ReadToEnd()}");
        return double.Parse(answer, CultureInfo.InvariantCulture);
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit(5000);
        _process.Dispose();
    }
}
