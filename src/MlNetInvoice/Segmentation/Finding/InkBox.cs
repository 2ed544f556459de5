namespace MlNetInvoice.Segmentation.Finding;

/// <summary>Bounding box of a component: right lies just outside, bottom is the last row.</summary>
internal struct InkBox
{
    /// <summary>The sides.</summary>
    public int Left, Right, Top, Bottom;

    /// <summary>Pixels of ink.</summary>
    public int Area;

    /// <summary>Index of the blob that was made of the component, or −1.</summary>
    public int Blob;
}
