namespace MlNetInvoice.EmguCV;

public class SwitchedOffTests
{
    [Test]
    public void This_integration_was_built_without_its_packages() => Assert.Ignore(
        "Skipped: the tests of MlNetInvoice.EmguCV need packages that not every feed serves; switch them on with: dotnet test tests/MlNetInvoice.EmguCV.Tests -c Release -p:EmguCV=true");
}
