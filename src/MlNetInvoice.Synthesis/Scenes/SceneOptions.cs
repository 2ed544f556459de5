using MlNetInvoice.Synthesis.Faces;

namespace MlNetInvoice.Synthesis.Scenes;

/// <summary>What scenes to draw. Immutable; validated when set.</summary>
public sealed record SceneOptions
{
    /// <summary>Which kind of scene; null (the default): all of them mixed.</summary>
    public SceneKind? Kind { get; init; }

    /// <summary>Share of scenes without an invoice where <see cref="Kind"/> is null. Default 0.25; 0 to 1.</summary>
    public float NegativeShare
    {
        get;
        init => field = PrintedRange.Share(value, nameof(NegativeShare));
    } = 0.25f;

    /// <summary>Smallest longer side of a picture, pixels. Default 900; 400 to 6000.</summary>
    public int MinimumSide
    {
        get;
        init => field = (int)PrintedRange.Within(value, 400, 6000, nameof(MinimumSide));
    } = 900;

    /// <summary>Largest longer side of a picture, pixels. Default 3000; 400 to 6000. Sides are drawn on a logarithmic scale, smaller ones more often.</summary>
    public int MaximumSide
    {
        get;
        init => field = (int)PrintedRange.Within(value, 400, 6000, nameof(MaximumSide));
    } = 3000;

    /// <summary>Least severity, 0 clean to 1. Default 0. Each scene draws its severity between the two.</summary>
    public float MinimumSeverity
    {
        get;
        init => field = PrintedRange.Share(value, nameof(MinimumSeverity));
    }

    /// <summary>Greatest severity, 0 clean to 1. Default 1. Below 0.5 a scene counts as mild.</summary>
    public float MaximumSeverity
    {
        get;
        init => field = PrintedRange.Share(value, nameof(MaximumSeverity));
    } = 1;

    /// <summary>Greatest turn of a slip to either side, in degrees. Default 30; 0 to 45.</summary>
    public float MaximumTurn
    {
        get;
        init => field = PrintedRange.Within(value, 0, 45, nameof(MaximumTurn));
    } = 30;

    /// <summary>Share of slips turned by a quarter or half turn besides. Default 0; 0 to 1.</summary>
    public float QuarterTurnShare
    {
        get;
        init => field = PrintedRange.Share(value, nameof(QuarterTurnShare));
    }

    /// <summary>Outline fonts to print in beside the own faces. Default none, so that a seed gives the same scene on every machine.</summary>
    public IReadOnlyList<PrintFace> Fonts { get; init; } = [];

    /// <summary>Faces for ideographs, such as installed fonts read with <see cref="IdeographCharacters"/>; none (the default): captions of our own strokes, likenesses for the rest.</summary>
    public IReadOnlyList<PrintFace> Ideographs { get; init; } = [];

    /// <summary>The ideographs that scenes carry, to be kept when a font is read for <see cref="Ideographs"/>.</summary>
    public static string IdeographCharacters => CaptionSkeletons.Repertoire;
}
