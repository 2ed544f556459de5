using System.Runtime.InteropServices;
using Microsoft.ML.Transforms;

namespace MlNetInvoice.TensorFlow;

/// <summary>Whether TensorFlow's native library can be loaded: asked once, before anything native is called.</summary>
internal static class NativeTensorFlow
{
    private static readonly Lazy<bool> Present = new(() => NativeLibrary.TryLoad("tensorflow", typeof(TensorFlowModel).Assembly, null, out _));

    public static bool IsPresent => Present.Value;

    public static void Require()
    {
        if (!IsPresent)
        {
            throw new InvalidOperationException("TensorFlow's native library cannot be loaded: add the package SciSharp.TensorFlow.Redist, which holds it for Windows, Linux and macOS.");
        }
    }
}
