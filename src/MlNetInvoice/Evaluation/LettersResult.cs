namespace MlNetInvoice.Evaluation;

/// <summary>How the two letters before the digits of one labelled number came out.</summary>
public enum LettersResult
{
    /// <summary>The label knows no letters, or says that nobody can read them and none were given.</summary>
    NotLabelled,

    /// <summary>Both are right.</summary>
    Right,

    /// <summary>At least one is wrong.</summary>
    Wrong,

    /// <summary>None were given.</summary>
    None,
}
