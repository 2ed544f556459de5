using MlNetInvoice.Data;

namespace MlNetInvoice.Cli.Peers;

public sealed class PeerTallyTests
{
    [Test]
    public void A_number_is_found_by_its_run_and_wrong_only_where_letters_call_it_a_number()
    {
        LabeledInvoice a = Label("a", "FP", "92578949"), b = Label("a", "CG", "78357394"), c = Label("c", null, "11112222");
        var tally = new PeerTally([a, b, c], 8, isCrop: false);

        tally.Add([a, b], ["FP-92578949", "78357394", "XX12345678", "统编：87910414", "AB-11112222", "101078151"]);
        tally.Add([c], []);

        Assert.That((tally.All, tally.Found, tally.Whole, tally.Wrong, tally.Rivals), Is.EqualTo((3, 2, 1, 1, 1)));
    }

    [Test]
    public void In_a_crop_any_other_run_is_wrong()
    {
        LabeledInvoice a = Label("a", null, "9556939040118"), b = Label("b", null, "8970669");
        var tally = new PeerTally([a, b], null, isCrop: true);

        tally.Add([a], ["9556939040118"]);
        tally.Add([b], ["9556939040118", "123"]);

        Assert.That((tally.All, tally.Found, tally.Wrong, tally.Rivals), Is.EqualTo((2, 1, 1, 0)));
    }

    private static LabeledInvoice Label(string file, string? letters, string digits) => new(file, "", letters, digits, null, false);
}
