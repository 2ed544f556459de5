namespace MlNetInvoice.Segmentation.Finding;

/// <summary>A run of ink in one row, and the tree that joins the runs of a component.</summary>
internal struct InkRun
{
    /// <summary>First column, and the column after the last.</summary>
    public ushort Start, End;

    /// <summary>The row.</summary>
    public ushort Row;

    /// <summary>Index of a run above it in the same component; its own where there is none.</summary>
    public int Parent;

    /// <summary>Number of the component.</summary>
    public int Component;
}
