namespace MlNetInvoice.Synthesis.Faces;

/// <summary>Latin from one face, ideographs from another, as printers pair them.</summary>
internal sealed class PairedFace(PrintFace latin, PrintFace ideographs) : PrintFace(latin.Name, latin.Kind)
{
    public override bool Has(char character) => Source(character).Has(character);

    internal override GlyphOutline Outline(char character) => Source(character).Outline(character);

    private PrintFace Source(char character) => character < 0x2E80 || !ideographs.Has(character) ? latin : ideographs;
}
