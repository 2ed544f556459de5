namespace MlNetInvoice.Evaluation;

/// <summary>How the reading of one labelled number ended.</summary>
public enum NumberResult
{
    /// <summary>Accepted, and every digit is right.</summary>
    Right,

    /// <summary>Accepted, and a digit is wrong, missing or too much: the worst result.</summary>
    Wrong,

    /// <summary>Something was read, but not surely enough to be accepted.</summary>
    Rejected,

    /// <summary>Nothing was found; of a picture that shows no number, this is the right result and counted as <see cref="Right"/>.</summary>
    NotFound,

    /// <summary>The picture could not be decoded.</summary>
    Invalid,
}
