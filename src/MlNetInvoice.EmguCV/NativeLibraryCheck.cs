using Emgu.CV;

namespace MlNetInvoice.EmguCV;

/// <summary>Whether Emgu CV's native library can be loaded: asked once, before anything native is called.</summary>
internal static class NativeLibraryCheck
{
    private static readonly Lazy<Exception?> Fault = new(FindFault);

    public static bool IsPresent => Fault.Value is null;

    public static void Require()
    {
        if (Fault.Value is Exception fault)
        {
            throw new InvalidOperationException(
                "Emgu CV's native library cvextern cannot be loaded: add the runtime package of this system, such as Emgu.CV.runtime.windows or Emgu.CV.runtime.ubuntu-x64.", fault);
        }
    }

    private static Exception? FindFault()
    {
        try
        {
            using var mat = new Mat(1, 1, Emgu.CV.CvEnum.DepthType.Cv8U, 1);
            return mat.Ptr == IntPtr.Zero ? new DllNotFoundException("cvextern") : null;
        }
        catch (Exception fault) when (fault is DllNotFoundException or TypeInitializationException or BadImageFormatException or EntryPointNotFoundException)
        {
            return fault;
        }
    }
}
