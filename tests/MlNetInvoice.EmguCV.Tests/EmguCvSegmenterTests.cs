using MlNetInvoice.OpenCv;
using MlNetInvoice.Segmentation;

namespace MlNetInvoice.EmguCV;

public sealed class EmguCvSegmenterTests : OpenCvSegmenterContract
{
    [SetUp]
    public void Require_native() => NativeLibrary.Require();

    protected override ISegmenter Make(OpenCvSegmenterOptions? options = null) => new OpenCvSegmenter(options, new EmguCvOperations());
}
