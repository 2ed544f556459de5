namespace MlNetInvoice.Interactive;

/// <summary>Markup that a notebook shows as it is.</summary>
/// <param name="Markup">The HTML.</param>
internal sealed record NotebookHtml(string Markup);
