namespace MlNetInvoice.Lottery;

/// <summary>The prizes of the uniform invoice lottery.</summary>
public enum LotteryPrize
{
    /// <summary>No prize.</summary>
    None,

    /// <summary>特別獎: all eight digits, 10,000,000 New Taiwan dollars.</summary>
    Special,

    /// <summary>特獎: all eight digits, 2,000,000.</summary>
    Grand,

    /// <summary>頭獎: all eight digits of one of three numbers, 200,000.</summary>
    First,

    /// <summary>二獎: the last seven digits of one of the three, 40,000.</summary>
    Second,

    /// <summary>三獎: the last six, 10,000.</summary>
    Third,

    /// <summary>四獎: the last five, 4,000.</summary>
    Fourth,

    /// <summary>五獎: the last four, 1,000.</summary>
    Fifth,

    /// <summary>六獎: the last three, 200.</summary>
    Sixth,

    /// <summary>增開六獎: the last three digits of a further number, 200.</summary>
    AdditionalSixth,

    /// <summary>雲端發票專屬獎: a whole number with its letters; the amount is the draw's.</summary>
    Cloud,
}
