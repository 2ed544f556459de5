using OpenCvSharp;

namespace MlNetInvoice.OpenCv;

/// <summary>Whether OpenCvSharp's native library can be loaded: asked once, before anything native is called.</summary>
internal static class NativeLibraryCheck
{
    private static readonly Lazy<Exception?> Fault = new(FindFault);

    public static void Require()
    {
        if (Fault.Value is Exception fault)
        {
            throw new InvalidOperationException(
                "OpenCvSharp's native library OpenCvSharpExtern cannot be loaded: add the runtime package of this system, such as OpenCvSharp4.official.runtime.linux-x64 or OpenCvSharp4.runtime.win.",
                fault);
        }
    }

    private static Exception? FindFault()
    {
        try
        {
            using var mat = new Mat(1, 1, MatType.CV_8UC1);
            return null;
        }
        catch (Exception fault) when (fault is DllNotFoundException or TypeInitializationException or BadImageFormatException or EntryPointNotFoundException or OpenCvSharpException)
        {
            return fault;
        }
    }
}
