namespace MlNetInvoice.Json;

/// <summary>
/// Walks over all that a document contains: settings, which may be left out, and what must be there. One description of a document thus serves reading
/// (<see cref="JsonFields"/>) and writing (<see cref="JsonFieldWriter"/>), and the two cannot drift apart. Each member gives the value to be taken: the one read, or the one
/// it was given to write.
/// </summary>
internal interface IJsonDocumentVisitor : IJsonFieldVisitor
{
    /// <summary>A whole number that must be there.</summary>
    int Count(string name, int minimum, int maximum, int value);

    /// <summary>A number that must be there.</summary>
    double Number(string name, double minimum, double maximum, double value);

    /// <summary>A number that may be left out.</summary>
    double? NumberOrNull(string name, double minimum, double maximum, double? value);

    /// <summary>A text of 1 to <paramref name="maxLength"/> characters that must be there.</summary>
    string Text(string name, int maxLength, string value);

    /// <summary>An array of texts that must be there.</summary>
    IReadOnlyList<string> Texts(string name, int maxLength, int maxTextLength, IReadOnlyList<string> value);

    /// <summary>An array of whole numbers of at least 1 that must be there.</summary>
    IReadOnlyList<int> Sizes(string name, int maxLength, IReadOnlyList<int> value);

    /// <summary>An array of numbers that may be left out.</summary>
    IReadOnlyList<float>? Singles(string name, int minLength, int maxLength, float minimum, float maximum, IReadOnlyList<float>? value);

    /// <summary>A square of counts, row by row, that must be there; null where it is not as large.</summary>
    long[][]? Square(string name, int size, long[][]? value);

    /// <summary>A part in JSON of its own that must be there.</summary>
    string? Json(string name, string? value);

    /// <summary>An object.</summary>
    T? Part<T>(string name, bool optional, T? value, Func<IJsonDocumentVisitor, T?, T?> visit)
        where T : class;

    /// <summary>An array of objects.</summary>
    IReadOnlyList<T> Parts<T>(string name, int maxLength, bool optional, IReadOnlyList<T> value, Func<IJsonDocumentVisitor, T?, T> visit)
        where T : class;

    /// <summary>Notes that the object visited is at fault.</summary>
    void AddFault(string fault);
}
