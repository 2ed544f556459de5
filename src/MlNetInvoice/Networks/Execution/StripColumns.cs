namespace MlNetInvoice.Networks.Execution;

/// <summary>
/// How the columns of some maps lie along a strip. The first pooling thins the columns out, so that a window begins at every second one, say; those after it keep every column,
/// and what reads them skips columns instead: so each window gets exactly what it gets by itself.
/// </summary>
/// <param name="Step">Columns of the strip from one column of the maps to the next.</param>
/// <param name="Reach">Columns of the strip that a value takes in beyond the first <paramref name="Step"/> ones.</param>
/// <param name="Spacing">Columns of the maps between neighbours within one window.</param>
internal readonly record struct StripColumns(int Step, int Reach, int Spacing)
{
    /// <summary>The columns of the strip itself.</summary>
    public static StripColumns OfInput => new(1, 0, 1);

    /// <summary>Columns of these maps for a strip.</summary>
    public int CountOf(int width) => (width - Reach) / Step;

    /// <summary>The columns behind a kernel.</summary>
    public StripColumns BehindKernel(int columns) => this with { Reach = Reach + ((columns - 1) * Spacing * Step) };

    /// <summary>The columns behind windows that touch.</summary>
    public StripColumns BehindPooling(int size) => Step == 1 ? this with { Step = size } : BehindKernel(size) with { Spacing = Spacing * size };
}
