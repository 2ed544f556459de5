namespace MlNetInvoice.Synthesis.Scenes;

/// <summary>The codes of a certificate.</summary>
public enum SceneCodeKind
{
    /// <summary>The left QR code.</summary>
    Left,

    /// <summary>The right QR code.</summary>
    Right,

    /// <summary>The Code 39 above them.</summary>
    Bars,
}
