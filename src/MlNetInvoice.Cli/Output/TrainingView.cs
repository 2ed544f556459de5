using System.Globalization;
using MlNetInvoice.Training;
using Spectre.Console;

namespace MlNetInvoice.Cli.Output;

/// <summary>Shows a training: a line for every epoch, and where a person watches a bar with loss, accuracy, images a second and the time left.</summary>
internal sealed class TrainingView : IProgress<TrainingProgress>
{
    private readonly CommandContext _context;
    private readonly IAnsiConsole? _console;
    private readonly ProgressLayout _layout;
    private ProgressTask? _bar;
    private bool _headWritten;

    private TrainingView(CommandContext context, IAnsiConsole? console)
    {
        _context = context;
        _console = console;
        _layout = new ProgressLayout(console?.Profile.Width ?? 80);
    }

    /// <summary>Runs a training and shows it meanwhile.</summary>
    public static T Show<T>(CommandContext context, Func<IProgress<TrainingProgress>, T> train)
    {
        if (!context.IsErrorTerminal)
        {
            return train(new TrainingView(context, null));
        }

        IAnsiConsole console = context.CreateProgressConsole();
        var view = new TrainingView(context, console);
        return console.Progress()
            .AutoClear(true)
            .Columns(view._layout.Columns)
            .Start(progress =>
            {
                view._bar = progress.AddTask("starting");
                return train(view);
            });
    }

    public void Report(TrainingProgress value)
    {
        if (_bar is not null)
        {
            _bar.MaxValue = value.Epochs * value.Steps;
            _bar.Value = ((value.Epoch - 1) * value.Steps) + value.Step;
            string epochs = string.Create(CultureInfo.InvariantCulture, $"epoch {value.Epoch}/{value.Epochs}"), accuracy = string.Create(CultureInfo.InvariantCulture, $"{value.Accuracy * 100:0.00}%");
            string left = string.Create(CultureInfo.InvariantCulture, $"{value.Remaining:hh\\:mm\\:ss} left");
            _bar.Description = _layout.Fit(
                string.Create(CultureInfo.InvariantCulture, $"{epochs}  loss {value.Loss:0.0000}  accuracy {accuracy}  {value.ImagesPerSecond:#,0} images/s  {left}"),
                $"{epochs}  accuracy {accuracy}  {left}",
                $"{epochs}  {accuracy}",
                epochs);
        }

        if (value.FinishedEpoch is EpochRecord epoch)
        {
            WriteEpoch(epoch, value);
        }
    }

    private void WriteEpoch(EpochRecord epoch, TrainingProgress progress)
    {
        if (!_headWritten)
        {
            _headWritten = true;
            WriteLine("epoch    loss  accuracy  val. loss  val. acc.   rate     images/s    left");
        }

        string validation = epoch.ValidationAccuracy is double accuracy
            ? string.Create(CultureInfo.InvariantCulture, $"{epoch.ValidationLoss,9:0.0000}  {accuracy * 100,8:0.00}%")
            : "        -          -";
        WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{epoch.Epoch,5}  {epoch.TrainingLoss,6:0.0000}  {epoch.TrainingAccuracy * 100,7:0.00}%  {validation}  {epoch.LearningRate,7:0.00000}  {epoch.ImagesPerSecond,9:0}  {progress.Remaining:hh\\:mm\\:ss}"));
    }

    private void WriteLine(string line)
    {
        if (_console is null)
        {
            _context.Error.WriteLine(line);
        }
        else
        {
            _console.WriteLine(line);
        }
    }
}
