using Microsoft.DotNet.Interactive.Formatting;
using MlNetInvoice.Batch;
using MlNetInvoice.Evaluation;
using MlNetInvoice.Imaging;
using MlNetInvoice.Reports;
using MlNetInvoice.Reports.Charts;
using MlNetInvoice.Training;

namespace MlNetInvoice.Interactive;

/// <summary>Tells the kernel how the library's values look. The package calls it by itself when a notebook adds it.</summary>
public static class NotebookFormatters
{
    /// <summary>Registers a formatter for HTML for each kind of value that README.md of the package lists; calling it again changes nothing.</summary>
    public static void Register()
    {
        Add<NotebookHtml>(html => html.Markup);
        Add<IFigure>(figure => figure.ToHtml());
        Add<InvoiceReading>(Html.Reading);
        Add<IEnumerable<InvoiceReading>>(Html.Readings);
        Add<IEnumerable<ReadingComparison>>(Html.Comparisons);
        Add<PictureReading>(picture => Html.Pictures([picture]));
        Add<IEnumerable<PictureReading>>(Html.Pictures);
        Add<GrayImage>(image => Html.Picture(PngEncoder.Encode(image), image.Width, image.Height));
        Add<RgbImage>(image => Html.Picture(PngEncoder.Encode(image), image.Width, image.Height));
        Add<ClassificationReport>(report => Html.Beside(ClassAccuracyChart.Create(report.Confusion).ToHtml(), ConfusionMatrixChart.Create(report.Confusion).ToHtml()));
        Add<IReadOnlyList<EpochRecord>>(epochs => TrainingCurveChart.Create(epochs).ToHtml());
        Add<TrainingResult>(result => TrainingCurveChart.Create(result.History, result.Network.Definition.Name).ToHtml());
    }

    private static void Add<T>(Func<T, string> format)
    {
        Formatter.Register<T>((value, context) =>
        {
            context.Writer.Write(format(value));
            return true;
        }, HtmlFormatter.MimeType);
        Formatter.SetPreferredMimeTypesFor(typeof(T), HtmlFormatter.MimeType);
    }
}
