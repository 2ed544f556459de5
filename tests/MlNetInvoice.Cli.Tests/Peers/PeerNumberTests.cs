namespace MlNetInvoice.Cli.Peers;

public sealed class PeerNumberTests
{
    [TestCase("NL30966604", "NL 30966604")]
    [TestCase("HP 12561929", "HP 12561929")]
    [TestCase("FP-92578949", "FP 92578949")]
    [TestCase("FP - 92578949", "FP 92578949")]
    [TestCase("20942891", "- 20942891")]
    [TestCase("统编：87910414", "- 87910414")]
    [TestCase("TEL12345678", "- 12345678")]
    [TestCase("ab12345678", "- 12345678")]
    [TestCase("02-55550199", "- 02;- 55550199")]
    [TestCase("AB-1234 5678", "AB 1234;- 5678")]
    [TestCase("總計", "")]
    public void A_line_gives_its_runs_of_digits_with_the_letters_in_front(string line, string runs) =>
        Assert.That(string.Join(';', PeerNumber.In(line).Select(run => $"{run.Letters ?? "-"} {run.Digits}")), Is.EqualTo(runs));
}
