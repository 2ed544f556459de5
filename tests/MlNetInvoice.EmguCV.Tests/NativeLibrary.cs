namespace MlNetInvoice.EmguCV;

/// <summary>Skips what needs Emgu CV's native library where the machine has none.</summary>
internal static class NativeLibrary
{
    public static void Require()
    {
        if (!NativeLibraryCheck.IsPresent)
        {
            Assert.Ignore("Skipped: Emgu CV's native library cvextern cannot be loaded here; name its package with -p:EmguRuntime=Emgu.CV.runtime.<system>.");
        }
    }
}
