namespace MlNetInvoice.Reports.Charts;

/// <summary>
/// The one style sheet of all charts. Colours are written out for both schemes, without CSS variables, so that renderers beside browsers
/// (librsvg, Inkscape, Office) show the light scheme. Everything is scoped by <c>.mni</c> since an inline chart's sheet reaches the whole page.
/// </summary>
/// <remarks>Blue and orange stay apart for the colour-blind in both schemes; text never carries meaning by colour alone.</remarks>
internal static class ChartStyle
{
    public const string Css = """

        .mni{max-width:100%;height:auto;font-family:system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Noto Sans CJK TC",sans-serif;font-size:12px;font-variant-numeric:tabular-nums}
        .mni .card{fill:#fcfcfb;stroke:#e7e5df}
        .mni text{fill:#52514e}
        .mni .h1{font-size:16px;font-weight:600;fill:#0b0b0b}
        .mni .h2{font-size:13px;font-weight:600;fill:#0b0b0b}
        .mni .strong{font-weight:600;fill:#0b0b0b}
        .mni .ink{fill:#0b0b0b}
        .mni .quiet{fill:#75736c}
        .mni .small{font-size:11px}
        .mni .tiny{font-size:10px}
        .mni .mid{text-anchor:middle}
        .mni .end{text-anchor:end}
        .mni .grid{stroke:#e7e5df;stroke-width:1}
        .mni .axis{stroke:#c3c2b7;stroke-width:1}
        .mni .dash{stroke:#75736c;stroke-width:1.25;stroke-dasharray:4 4;fill:none}
        .mni .a{fill:#2a78d6}.mni .b{fill:#e0592a}.mni .empty{fill:#f1f0ec}
        .mni .la{fill:none;stroke:#2a78d6;stroke-width:2;stroke-linejoin:round;stroke-linecap:round}
        .mni .lb{fill:none;stroke:#e0592a;stroke-width:2;stroke-linejoin:round;stroke-linecap:round}
        .mni .ring{stroke:#fcfcfb;stroke-width:2}
        .mni .hollow{fill:#fcfcfb;stroke:#2a78d6;stroke-width:2}
        .mni .mark{stroke:#0b0b0b;stroke-width:2}
        .mni .onfill{fill:#ffffff}
        @media (prefers-color-scheme:dark){
        .mni .card{fill:#1a1a19;stroke:#33332f}
        .mni text{fill:#c3c2b7}
        .mni .h1,.mni .h2,.mni .strong,.mni .ink{fill:#ffffff}
        .mni .quiet{fill:#9a988f}
        .mni .grid{stroke:#2f2f2c}
        .mni .axis{stroke:#4a4a45}
        .mni .dash{stroke:#9a988f}
        .mni .a{fill:#4a95ec}.mni .b{fill:#ec7444}.mni .empty{fill:#262624}
        .mni .la{stroke:#4a95ec}.mni .lb{stroke:#ec7444}
        .mni .ring{stroke:#1a1a19}
        .mni .hollow{fill:#1a1a19;stroke:#4a95ec}
        .mni .mark{stroke:#ffffff}
        .mni .onfill{fill:#0b0b0b}
        }

        """;
}
