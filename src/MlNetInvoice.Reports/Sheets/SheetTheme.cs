namespace MlNetInvoice.Reports.Sheets;

/// <summary>Which background a <see cref="PngSheet"/> is drawn for; a PNG cannot follow the reader's colour scheme as an SVG can.</summary>
public enum SheetTheme
{
    /// <summary>Dark ink on light paper: for print and light pages.</summary>
    Light,

    /// <summary>Light ink on a dark ground.</summary>
    Dark,
}
