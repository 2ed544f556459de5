namespace MlNetInvoice.Reports;

/// <summary>
/// Tells .NET Interactive how to show a type. The kernel finds attribute and source by their names and shapes (docs/formatting.md of dotnet/interactive),
/// so that the library needs no reference to it.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class TypeFormatterSourceAttribute(Type formatterSourceType) : Attribute
{
    public Type FormatterSourceType { get; } = formatterSourceType;

    public string[] PreferredMimeTypes { get; set; } = [];
}

/// <summary>The formatters of <see cref="IFigure"/>: HTML, and the title as plain text.</summary>
internal sealed class FigureFormatterSource
{
#pragma warning disable CA1822 // The kernel calls it on an instance.
    public IEnumerable<object> CreateTypeFormatters() => [new FigureFormatter("text/html", figure => figure.ToHtml()), new FigureFormatter("text/plain", figure => figure.Title)];
#pragma warning restore CA1822
}

/// <summary>One formatter as the kernel expects it: a MIME type, and a method that writes an object of the type.</summary>
internal sealed class FigureFormatter(string mimeType, Func<IFigure, string> format)
{
    public string MimeType { get; } = mimeType;

    public bool Format(object instance, TextWriter writer)
    {
        if (instance is not IFigure figure)
        {
            return false;
        }

        writer.Write(format(figure));
        return true;
    }
}
