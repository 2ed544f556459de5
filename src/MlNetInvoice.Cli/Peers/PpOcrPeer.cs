using System.Buffers.Binary;
using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using MlNetInvoice.Imaging;

namespace MlNetInvoice.Cli.Peers;

/// <summary>PP-OCRv4 mobile, run by ONNX Runtime on one thread in a Node.js process of its own, which takes pixels and gives lines.</summary>
internal sealed class PpOcrPeer : IPeer
{
    private const string Script = "ppocr.cjs";

    private readonly string _script = Path.Combine(Path.GetTempPath(), $"mlnetinvoice-{Guid.NewGuid():N}.cjs");
    private readonly Process _process;
    private bool _isWarm;

    /// <summary>Starts the process.</summary>
    /// <param name="folder">Holds the packages.</param>
    /// <param name="longestSide">To what a picture's longest side is reduced before lines are looked for; 0: each picture is one line.</param>
    /// <exception cref="PeerFaultException">Node.js is not installed.</exception>
    public PpOcrPeer(PeerFolder folder, int longestSide)
    {
        Name = longestSide == 0 ? "PP-OCRv4" : string.Create(CultureInfo.InvariantCulture, $"PP-OCRv4 at {longestSide}");
        using (Stream source = typeof(PpOcrPeer).Assembly.GetManifestResourceStream(typeof(PpOcrPeer), Script)!)
        using (FileStream file = File.Create(_script))
        {
            source.CopyTo(file);
        }

        var start = new ProcessStartInfo("node") { RedirectStandardInput = true, RedirectStandardOutput = true };
        foreach (string argument in (ReadOnlySpan<string>)[_script, folder.Path, longestSide.ToString(CultureInfo.InvariantCulture)])
        {
            start.ArgumentList.Add(argument);
        }

        try
        {
            _process = Process.Start(start)!;
        }
        catch (Win32Exception fault)
        {
            File.Delete(_script);
            throw new PeerFaultException("PP-OCRv4 needs Node.js, and there is no node on the path.", fault);
        }
    }

    public string Name { get; }

    public PeerReading Read(RgbImage picture)
    {
        if (!_isWarm)
        {
            _isWarm = true;
            _ = Read(picture);
        }

        try
        {
            Span<byte> sizes = stackalloc byte[8];
            BinaryPrimitives.WriteInt32LittleEndian(sizes, picture.Width);
            BinaryPrimitives.WriteInt32LittleEndian(sizes[4..], picture.Height);
            Stream input = _process.StandardInput.BaseStream;
            input.Write(sizes);
            input.Write(picture.Samples);
            input.Flush();
        }
        catch (IOException fault)
        {
            throw new PeerFaultException("PP-OCRv4 ended too soon; what it said stands above.", fault);
        }

        string line = _process.StandardOutput.ReadLine() ?? throw new PeerFaultException("PP-OCRv4 ended too soon; what it said stands above.");
        using JsonDocument answer = JsonDocument.Parse(line);
        return new PeerReading(
            [.. answer.RootElement.GetProperty("lines").EnumerateArray().Select(found => found.GetProperty("text").GetString()!)],
            TimeSpan.FromMilliseconds(answer.RootElement.GetProperty("milliseconds").GetDouble()));
    }

    public void Dispose()
    {
        try
        {
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended before, with a part of a picture unread.
        }

        if (!_process.WaitForExit(TimeSpan.FromSeconds(5)))
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
        File.Delete(_script);
    }
}
