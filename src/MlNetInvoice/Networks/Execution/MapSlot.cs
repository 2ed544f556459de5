namespace MlNetInvoice.Networks.Execution;

/// <summary>Maps between two steps of a plan.</summary>
internal sealed class MapSlot(int index, LayerShape shape)
{
    public int Index { get; } = index;

    /// <summary>Shape of one image's maps; in a strip, of one window's.</summary>
    public LayerShape Shape { get; } = shape;

    /// <summary>What lies side by side in these maps; a plan for few images has slots of several kinds.</summary>
    public LaneMeaning Lanes { get; init; }

    /// <summary>Zeros around each map that the convolution reading it requires.</summary>
    public int Border { get; set; }

    /// <summary>Whether a gradient is computed for these values.</summary>
    public bool HasGradient { get; set; }

    /// <summary>Whether the gradient may be written over the values, because the step that reads them is done with each value when it writes there.</summary>
    public bool GradientOverwritesValues { get; set; }

    /// <summary>Whether the step that made the values needs them again in backward.</summary>
    public bool NeededByProducer { get; set; }

    /// <summary>What the columns of these maps are, where the plan is one for strips.</summary>
    public StripColumns Columns { get; init; } = StripColumns.OfInput;

    /// <summary>Shape of the maps of a strip of some columns.</summary>
    public LayerShape OfStrip(int width) => Shape with { Columns = Columns.CountOf(width) };
}
