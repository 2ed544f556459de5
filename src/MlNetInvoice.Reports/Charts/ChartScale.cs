using System.Globalization;

namespace MlNetInvoice.Reports.Charts;

/// <summary>Maps values to pixels along one axis, linearly or by logarithm, and knows which ticks read well.</summary>
internal sealed class ChartScale
{
    private readonly double _from;
    private readonly double _to;
    private readonly double _pixelFrom;
    private readonly double _pixelTo;
    private readonly bool _logarithmic;

    private ChartScale(double from, double to, double pixelFrom, double pixelTo, bool logarithmic, IReadOnlyList<double> ticks)
    {
        (_from, _to, _pixelFrom, _pixelTo, _logarithmic, Ticks) = (from, to, pixelFrom, pixelTo, logarithmic, ticks);
    }

    /// <summary>Where gridlines stand, ascending.</summary>
    public IReadOnlyList<double> Ticks { get; }

    /// <summary>Whether the scale is logarithmic.</summary>
    public bool IsLogarithmic => _logarithmic;

    /// <summary>A linear scale over exactly the given values.</summary>
    public static ChartScale Linear(double from, double to, double pixelFrom, double pixelTo, int tickCount)
    {
        to = to > from ? to : from + 1;
        double step = NiceStep((to - from) / tickCount);
        var ticks = new List<double>();
        for (double index = Math.Ceiling((from / step) - 1e-9); index * step <= to + (step * 1e-9); index++)
        {
            ticks.Add((index * step) + 0.0);
        }

        return new ChartScale(from, to, pixelFrom, pixelTo, false, ticks);
    }

    /// <summary>A linear scale whose lower end is rounded down to a tick and whose upper end stands as given.</summary>
    public static ChartScale LinearFromTick(double from, double to, double pixelFrom, double pixelTo, int tickCount)
    {
        double step = NiceStep(Math.Max(to - from, 1e-9) / tickCount);
        return Linear(Math.Floor((from / step) + 1e-9) * step, to, pixelFrom, pixelTo, tickCount);
    }

    /// <summary>A logarithmic scale over positive values, with ticks at 1, 2 and 5 or, over many decades, at powers of ten.</summary>
    public static ChartScale Logarithmic(double from, double to, double pixelFrom, double pixelTo)
    {
        int lowest = (int)Math.Floor(Math.Log10(from)), highest = (int)Math.Ceiling(Math.Log10(to));
        double[] steps = highest - lowest > 3 ? [1] : [1, 2, 5];
        List<double> ticks = [.. Enumerable.Range(lowest, highest - lowest + 1).SelectMany(power => steps.Select(step => step * Math.Pow(10, power)))];
        from = ticks.Last(tick => tick <= from * (1 + 1e-9));
        to = ticks.First(tick => tick >= to * (1 - 1e-9));
        return new ChartScale(from, to, pixelFrom, pixelTo, true, [.. ticks.Where(tick => tick >= from && tick <= to)]);
    }

    /// <summary>The pixel of a value; values beyond the ends stop at them.</summary>
    public double this[double value]
    {
        get
        {
            double part = _logarithmic
                ? Math.Log(Math.Max(value, double.Epsilon) / _from) / Math.Log(_to / _from)
                : (value - _from) / (_to - _from);
            return _pixelFrom + (Math.Clamp(part, 0, 1) * (_pixelTo - _pixelFrom));
        }
    }

    /// <summary>A tick as short text.</summary>
    public static string Format(double value, string unit = "") => Math.Round(value, 10).ToString("0.######", CultureInfo.InvariantCulture) + unit;

    private static double NiceStep(double raw)
    {
        double power = Math.Pow(10, Math.Floor(Math.Log10(raw)));
        return (raw / power) switch
        {
            <= 1.0001 => power,
            <= 2.0001 => 2 * power,
            <= 5.0001 => 5 * power,
            _ => 10 * power,
        };
    }
}
