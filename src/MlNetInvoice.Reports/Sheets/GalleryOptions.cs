namespace MlNetInvoice.Reports.Sheets;

/// <summary>What a <see cref="GallerySheet"/> shows. Immutable.</summary>
public sealed record GalleryOptions
{
    /// <summary>Rows of pictures: 1 to 50, 10 by default.</summary>
    public int Rows { get; init; } = 10;

    /// <summary>Pictures in a row: 1 to 50, 10 by default.</summary>
    public int Columns { get; init; } = 10;

    /// <summary>Whether row i shows class i (the default is pictures of all classes, mixed). Needs as many rows as there are classes, or fewer.</summary>
    public bool OneClassPerRow { get; init; }

    /// <summary>Which pictures are drawn: the same seed draws the same ones. 0 by default.</summary>
    public int Seed { get; init; }

    /// <summary>What the classes are called, or null for 0, 1, 2, …</summary>
    public IReadOnlyList<string>? ClassNames { get; init; }

    /// <summary>The heading: <c>Gallery</c> by default.</summary>
    public string Title { get; init; } = "Gallery";

    /// <summary>The ground that the sheet is drawn for: light by default.</summary>
    public SheetTheme Theme { get; init; }

    internal void Validate(int classCount)
    {
        var faults = new List<string>();
        AddRange(faults, nameof(Rows), Rows);
        AddRange(faults, nameof(Columns), Columns);
        if (ClassNames is not null && ClassNames.Count < classCount)
        {
            faults.Add($"{nameof(ClassNames)} has {ClassNames.Count} names for {classCount} classes");
        }

        if (OneClassPerRow && Rows > classCount)
        {
            faults.Add($"{nameof(Rows)} is {Rows}, but with {nameof(OneClassPerRow)} there can be no more than the {classCount} classes");
        }

        if (faults.Count > 0)
        {
            throw new ArgumentException($"The gallery's options are wrong: {string.Join("; ", faults)}.");
        }
    }

    private static void AddRange(List<string> faults, string name, int value)
    {
        if (value is < 1 or > 50)
        {
            faults.Add($"{name} is {value}, but must be from 1 to 50");
        }
    }
}
