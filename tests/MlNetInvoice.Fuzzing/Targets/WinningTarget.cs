using System.Text;
using MlNetInvoice.Fuzzing.Mutation;
using MlNetInvoice.Lottery;

namespace MlNetInvoice.Fuzzing.Targets;

/// <summary>Files of winning numbers, JSON and CSV.</summary>
public sealed class WinningTarget : IFuzzTarget
{
    /// <inheritdoc/>
    public string Name => "winning";

    /// <inheritdoc/>
    public IReadOnlyList<byte[]> Seeds { get; } =
    [
        .. ((string[])
        [
            """{ "period": "11306", "special": ["11112222"], "grand": ["33334444"], "first": ["12345678", "55556666"], "additionalSixth": ["987"], "cloud": [{ "number": "AB-12345678", "amount": 500 }] }""",
            """[{ "period": "113年05-06月", "first": ["12345678"] }, { "period": "2024-07", "special": ["00000001"] }]""",
            "period,prize,number,amount\n11306,special,11112222,\n11306,cloud,AB-12345678,500\n11308,first,12345678,\n",
            "期別,獎別,號碼\n113年05-06月,特別獎,11112222\n11306,增開六獎,987\n",
        ]).Select(Encoding.UTF8.GetBytes),
    ];

    /// <inheritdoc/>
    public byte[] Mutate(byte[] seed, byte[] other, Random random) => seed[0] is (byte)'{' or (byte)'[' ? JsonMutator.Mutate(seed, other, random) : FieldMutator.MutateText(seed, other, random);

    /// <inheritdoc/>
    public void Read(byte[] input) => WinningNumbers.Parse(Encoding.UTF8.GetString(input));

    /// <inheritdoc/>
    public bool IsDocumented(Exception fault) => fault is InvalidDataSetException;

    /// <inheritdoc/>
    public long AllocationCap(byte[] input) => (1L << 20) + (256L * input.Length);
}
