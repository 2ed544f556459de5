using MlNetInvoice.Documents;

namespace MlNetInvoice.Server.Sources;

/// <summary>Starts this very program again as a decoder: what a hostile file does to a native library, it does to a child.</summary>
internal static class DecoderPrograms
{
    /// <summary>The argument that makes the program a decoder.</summary>
    public const string Command = "decode";

    /// <summary>A pool of such children; none is started before one is needed.</summary>
    /// <param name="parallelism">Most of them; 0 for as many as there are cores.</param>
    public static DecoderPool CreatePool(int parallelism)
    {
        string assembly = typeof(DecoderPrograms).Assembly.Location;
        string process = Environment.ProcessPath ?? "dotnet";

        // Run by "dotnet" (as tests and development do), the process is not the program: it is told which one to run.
        bool isHost = Path.GetFileNameWithoutExtension(process) == "dotnet" && assembly.Length > 0;
        return new DecoderPool(process, isHost ? [assembly, Command] : [Command], parallelism);
    }
}
