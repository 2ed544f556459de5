using MlNetInvoice.Reports;
using MlNetInvoice.Reports.Charts;

namespace MlNetInvoice.Benchmarks.Figures;

/// <summary>The pictures of the documents that are drawn from what they show: tables of the pages themselves, committed references, readings of generated pictures. Look at them before they are committed.</summary>
internal static class FiguresCommand
{
    private static readonly (string Name, Func<string, IFigure> Draw)[] s_figures =
    [
        ("peers", PeersFigure.Draw),
        ("hostile-input", HostileInputFigure.Draw),
        ("conformance", ConformanceFigure.Draw),
        ("faces", _ => FacesFigure.Draw()),
        ("scenes", _ => ScenesFigure.Draw()),
        ("fields", _ => FieldsFigure.Draw()),
        ("documents", DocumentsFigure.Draw),
    ];

    public static int Run(string[] args)
    {
        if (args.Length is < 1 or > 2 || !File.Exists(Path.Combine(args[0], "MlNetInvoice.sln")))
        {
            Console.Error.WriteLine("Usage: figures <root of the repository> [name]");
            return 1;
        }

        foreach ((string name, Func<string, IFigure> draw) in s_figures.Where(figure => args.Length == 1 || args[1] == figure.Name))
        {
            IFigure figure = draw(args[0]);
            string path = Path.Combine(args[0], "assets", "gallery", name + (figure is SvgChart ? ".svg" : ".png"));
            figure.Save(path);
            Console.WriteLine($"{path}: {new FileInfo(path).Length:#,0} bytes. {figure.Description}");
        }

        return 0;
    }
}
