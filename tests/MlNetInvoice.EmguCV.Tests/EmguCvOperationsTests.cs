using MlNetInvoice.OpenCv;

namespace MlNetInvoice.EmguCV;

public sealed class EmguCvOperationsTests : OpenCvOperationsContract
{
    protected override IOpenCvOperations Operations => new EmguCvOperations();

    [SetUp]
    public void Require_native() => NativeLibrary.Require();
}
