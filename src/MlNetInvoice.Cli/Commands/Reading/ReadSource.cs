using MlNetInvoice.Documents;

namespace MlNetInvoice.Cli.Commands;

/// <summary>Something that <c>read</c> reads: a file, one page of it, a file in an archive, or the standard input.</summary>
/// <param name="Name">What results are named after.</param>
/// <param name="Path">The file on disk.</param>
/// <param name="Page">The one page that was asked for, or null for all.</param>
/// <param name="Archive">The archive that holds it, or null.</param>
/// <param name="Index">Its index in the archive.</param>
internal sealed record ReadSource(string Name, string Path, int? Page = null, PictureArchive? Archive = null, int Index = 0)
{
    /// <summary>The source that stands for the standard input.</summary>
    public bool IsStandardInput => Name == ReadSettings.StandardInput;
}
