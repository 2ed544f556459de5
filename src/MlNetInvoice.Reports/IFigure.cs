namespace MlNetInvoice.Reports;

/// <summary>A finished picture: an <see cref="Charts.SvgChart"/> or a <see cref="Sheets.PngSheet"/>. Immutable; safe to share between threads.</summary>
/// <remarks>Polyglot and Jupyter notebooks show a figure by itself when a cell ends with it.</remarks>
public interface IFigure
{
    /// <summary>What the picture is, in a few words.</summary>
    string Title { get; }

    /// <summary>What the picture shows, for those who cannot see it; also its alternative text.</summary>
    string Description { get; }

    /// <summary>Width in CSS pixels.</summary>
    int Width { get; }

    /// <summary>Height in CSS pixels.</summary>
    int Height { get; }

    /// <summary>Markup that stands by itself inside any HTML page or notebook, without references to other files.</summary>
    string ToHtml();

    /// <summary>Writes the picture to a file, beside and then renamed, so that an earlier file is replaced whole or not at all.</summary>
    /// <param name="path">The file; missing folders are made.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file must not be written.</exception>
    void Save(string path);
}
