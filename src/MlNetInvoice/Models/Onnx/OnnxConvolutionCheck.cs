using MlNetInvoice.Networks;

namespace MlNetInvoice.Models.Onnx;

/// <summary>Compares the attributes of an ONNX node with the layer it stands for: what this library's layers cannot compute is refused, not ignored.</summary>
internal static class OnnxConvolutionCheck
{
    public static void Check(OnnxNode node, Convolution2D layer)
    {
        CheckAll(node, "kernel_shape", layer.Kernel, layer.Kernel);
        CheckAll(node, "strides", 1, 1);
        CheckAll(node, "dilations", 1, 1);
        CheckPadding(node, layer.Padding, layer.Kernel);
        if (node.GetInteger("group", 1) != 1)
        {
            throw new InvalidModelException($"ONNX {node} has group {node.GetInteger("group", 1)}, but only 1 is imported.");
        }
    }

    public static void Check(OnnxNode node, MaxPooling layer) => CheckPooling(node, layer.Size, layer.Step);

    public static void Check(OnnxNode node, AveragePooling layer) => CheckPooling(node, layer.Size, layer.Step);

    /// <summary>A dense layer is the plain product: alpha · A · B + beta · C with both factors 1 and A as it stands.</summary>
    public static void CheckProduct(OnnxNode node)
    {
        if (node.GetFloat("alpha", 1) != 1 || node.GetFloat("beta", 1) != 1 || node.GetInteger("transA", 0) != 0)
        {
            throw new InvalidModelException($"ONNX {node} must have alpha 1, beta 1 and transA 0 to be a dense layer.");
        }
    }

    private static void CheckPooling(OnnxNode node, int size, int step)
    {
        CheckAll(node, "kernel_shape", size, -1);
        CheckAll(node, "strides", step, 1);
        CheckAll(node, "dilations", 1, 1);
        CheckPadding(node, 0, 0);
        if (node.GetInteger("ceil_mode", 0) != 0)
        {
            throw new InvalidModelException($"ONNX {node} has ceil_mode 1, but windows that are not filled are left out here.");
        }
    }

    private static void CheckPadding(OnnxNode node, int padding, int kernel)
    {
        string mode = node.GetText("auto_pad", "NOTSET");
        bool fits = mode switch
        {
            "" or "NOTSET" => (node.GetIntegers("pads") ?? [0]).All(pad => pad == padding),
            "VALID" => padding == 0,
            "SAME_UPPER" or "SAME_LOWER" => kernel % 2 == 1 && padding == kernel / 2,
            _ => false,
        };
        if (!fits)
        {
            throw new InvalidModelException($"ONNX {node} pads by {(mode is "" or "NOTSET" ? $"[{string.Join(", ", node.GetIntegers("pads") ?? [0])}]" : mode)}, but the layer by {padding} on every side.");
        }
    }

    private static void CheckAll(OnnxNode node, string name, long expected, long otherwise)
    {
        IReadOnlyList<long> values = node.GetIntegers(name) ?? [otherwise];
        if (values.Any(value => value != expected))
        {
            throw new InvalidModelException($"ONNX {node} has {name} [{string.Join(", ", values)}], but the layer has {expected} in both directions.");
        }
    }
}
