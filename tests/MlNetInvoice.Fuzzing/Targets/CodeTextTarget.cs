using System.Text;
using MlNetInvoice.Fields;
using MlNetInvoice.Fuzzing.Mutation;

namespace MlNetInvoice.Fuzzing.Targets;

/// <summary>Texts of the codes on certificates, as anybody may print them: the left QR code with the right one behind a line break, or the bar code. What cannot be told is null; reading throws nothing, so that this says itself what is no code.</summary>
public sealed class CodeTextTarget : IFuzzTarget
{
    private const string Head = "FP925789491130623684800000295000002b70000000062049539Eb7b+091h2D13B037c0bb6==";

    private static readonly string[] _pieces =
        ["\n", ":", "::", "**", "**********", "0", "00000000", "FFFFFFFF", "80000000", "7fffffff", "-1", "999999999999999999999", "1e9", ":0:", ":1:", ":2:", ":9:", "99", "0229", "1300", "統一", "\u0000", "ß", " "];

    /// <inheritdoc/>
    public string Name => "code";

    /// <inheritdoc/>
    public IReadOnlyList<byte[]> Seeds { get; } =
    [
        .. ((string[])
        [
            Head, Head + ":**********:2:3:1:茶葉蛋:2:10:飯糰:1:35\n**:礦泉水:1:20", Head + ":**********:1:1:2:6Iy26JGJ6JuL:1:10", Head + ":**********:60000:60000:0:\u00af\u00f9:1.5:12.345", Head.ToUpperInvariant() + ":",
            Head[..53], Head[..21], "*11306AB123456781234*", "11306AB123456781234",
        ]).Select(Encoding.UTF8.GetBytes),
    ];

    /// <inheritdoc/>
    public byte[] Mutate(byte[] seed, byte[] other, Random random)
    {
        if (random.Next(2) == 0)
        {
            return FieldMutator.MutateText(seed, other, random);
        }

        // A piece that means something to the format, put in or laid over.
        byte[] piece = Encoding.UTF8.GetBytes(_pieces[random.Next(_pieces.Length)]);
        int at = random.Next(seed.Length + 1), over = random.Next(2) == 0 ? 0 : Math.Min(piece.Length, seed.Length - at);
        return [.. seed.AsSpan(0, at), .. piece, .. seed.AsSpan(at + over)];
    }

    /// <inheritdoc/>
    public void Read(byte[] input)
    {
        // Scanners give characters or bytes.
        bool isRead = false;
        foreach (string text in (string[])[Encoding.UTF8.GetString(input), Encoding.Latin1.GetString(input)])
        {
            string[] codes = text.Split('\n', 2);
            if (LeftCode.TryParse(codes[0], codes.Length > 1 ? codes[1] : null, out LeftCode? left))
            {
                Check(left);
                isRead = true;
            }

            isRead |= BarcodeText.TryParse(text, out _);
        }

        if (!isRead)
        {
            throw new InvalidDataSetException("These are no certificate's codes.");
        }
    }

    /// <inheritdoc/>
    public bool IsDocumented(Exception fault) => fault is InvalidDataSetException;

    /// <inheritdoc/>
    public long AllocationCap(byte[] input) => (1L << 18) + (256L * input.Length);

    private static void Check(LeftCode left)
    {
        if (left.Digits.Length != 8 || left.Letters.Length != 2 || left.RandomCode.Length != 4 || left.Total < 0 || left.SalesAmount < 0 || left.Tax < 0 || left.ItemCount < 0)
        {
            throw new InvalidOperationException($"{left} is no certificate.");
        }
    }
}
