namespace MlNetInvoice.Synthesis.Scenes;

/// <summary>What kind of slip, sheet or screen a number stands on.</summary>
public enum SlipKind
{
    /// <summary>An electronic certificate off a thermal printer.</summary>
    Certificate,

    /// <summary>A slip of a till with a stamped number.</summary>
    Register,

    /// <summary>A form in three parts.</summary>
    Form,

    /// <summary>An A4 certificate between companies.</summary>
    Office,

    /// <summary>A row or card of a list on a screen.</summary>
    List,

    /// <summary>Something that carries no invoice number.</summary>
    Negative,
}
