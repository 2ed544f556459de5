using ImageMagick;
using ImageMagick.Configuration;

namespace MlNetInvoice.Documents.Pictures;

/// <summary>
/// Sets ImageMagick up once per process, before it is first used: it may read the formats of the closed list and nothing else. Every other coder, all delegates, filters and external programs, and
/// every path but a private temporary folder (HEIC is decoded through a file) are forbidden by its policy. A program that uses Magick.NET for other things too is bound by the same policy.
/// </summary>
internal static class ImageMagickLibrary
{
    /// <summary>No format here has longer sides that matter: JPEG ends at 65,535.</summary>
    private const ulong LongestSide = 65_535;

    private static readonly Lazy<bool> _ready = new(SetUp);
    private static long _memory;

    /// <summary>Makes the library ready, and caps the pixels that it holds in this process.</summary>
    /// <param name="memory">Bytes.</param>
    /// <exception cref="InvalidOperationException">There is no native library for this system.</exception>
    public static void Prepare(long memory)
    {
        try
        {
            _ = _ready.Value;
        }
        catch (Exception fault) when (fault is DllNotFoundException or TypeInitializationException or BadImageFormatException)
        {
            throw new InvalidOperationException("The native library of Magick.NET-Q8-AnyCPU does not load here: it has one for Windows, for Linux (glibc and musl) and for macOS on arm64.", fault);
        }

        if (Interlocked.Exchange(ref _memory, memory) != memory)
        {
            ResourceLimits.Memory = (ulong)memory;
            ResourceLimits.Area = (ulong)memory;
            ResourceLimits.MaxMemoryRequest = (ulong)memory;
        }
    }

    private static bool SetUp()
    {
        string folder = Directory.CreateTempSubdirectory("mlnetinvoice-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Remove(folder);
        ConfigurationFiles files = (ConfigurationFiles)ConfigurationFiles.Default;
        files.Policy.Data = Policy(folder);
        files.Delegates.Data = "<delegatemap/>";
        MagickNET.Initialize(files, folder);
        MagickNET.SetTempDirectory(folder);
        ResourceLimits.Disk = 0;
        ResourceLimits.Width = LongestSide;
        ResourceLimits.Height = LongestSide;
        ResourceLimits.Thread = 1; // The callers read many files at once; one file on all cores would only slow the others.
        return true;
    }

    private static string Policy(string folder) =>
        $$"""
        <policymap>
          <policy domain="delegate" rights="none" pattern="*"/>
          <policy domain="filter" rights="none" pattern="*"/>
          <policy domain="path" rights="none" pattern="*"/>
          <policy domain="path" rights="read|write" pattern="{{System.Security.SecurityElement.Escape(Path.Combine(folder, "magick-*"))}}"/>
          <policy domain="coder" rights="none" pattern="*"/>
          <policy domain="coder" rights="read" pattern="{AVIF,BMP,GIF,HEIC,J2K,JP2,JPC,JPEG,JXL,PBM,PGM,PNM,PPM,TIFF,WEBP}"/>
        </policymap>
        """;

    private static void Remove(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // The system empties its temporary folder.
        }
    }
}
