using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace MlNetInvoice.Hosting;

/// <summary>
/// Listens to one meter and writes what it heard in the Prometheus text exposition format 0.0.4. Thread-safe.
/// </summary>
public sealed class PrometheusText : IDisposable
{
    private static readonly double[] Bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

    private readonly MeterListener _listener = new();
    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, Family> _families = new(StringComparer.Ordinal);

    /// <summary>Starts to listen.</summary>
    /// <param name="meterName">Name of the meter; its instruments have at most one tag a measurement.</param>
    public PrometheusText(string meterName)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == meterName)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Take(instrument, value, tags));
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Take(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Take(instrument, value, tags));
        _listener.Start();
    }

    /// <summary>All measurements so far.</summary>
    public string Write()
    {
        _listener.RecordObservableInstruments();
        var text = new StringBuilder();
        lock (_gate)
        {
            foreach ((string name, Family family) in _families)
            {
                text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {family.Help}\n# TYPE {name} {family.Kind}\n");
                foreach ((string labels, Series series) in family.Series)
                {
                    series.Write(text, name, labels, family.Kind);
                }
            }
        }

        return text.ToString();
    }

    /// <summary>Stops listening.</summary>
    public void Dispose() => _listener.Dispose();

    private void Take(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        string labels = tags.IsEmpty ? "" : $"{tags[0].Key}=\"{tags[0].Value}\"";
        lock (_gate)
        {
            if (!_families.TryGetValue(instrument.Name, out Family? family))
            {
                string kind = instrument is Counter<long> ? "counter" : instrument is Histogram<double> ? "histogram" : "gauge";
                _families.Add(instrument.Name, family = new Family(kind, instrument.Description ?? ""));
            }

            if (!family.Series.TryGetValue(labels, out Series? series))
            {
                family.Series.Add(labels, series = new Series());
            }

            series.Take(value, family.Kind);
        }
    }

    private sealed record Family(string Kind, string Help)
    {
        public SortedDictionary<string, Series> Series { get; } = new(StringComparer.Ordinal);
    }

    private sealed class Series
    {
        private readonly long[] _buckets = new long[Bounds.Length];
        private double _value;
        private long _count;

        public void Take(double value, string kind)
        {
            _value = kind == "gauge" ? value : _value + value;
            _count++;
            for (int i = 0; kind == "histogram" && i < Bounds.Length; i++)
            {
                _buckets[i] += value <= Bounds[i] ? 1 : 0;
            }
        }

        public void Write(StringBuilder text, string name, string labels, string kind)
        {
            if (kind != "histogram")
            {
                text.Append(CultureInfo.InvariantCulture, $"{name}{Braces(labels)} {_value:R}\n");
                return;
            }

            for (int i = 0; i < Bounds.Length; i++)
            {
                text.Append(CultureInfo.InvariantCulture, $"{name}_bucket{Braces(Join(labels, $"le=\"{Bounds[i].ToString(CultureInfo.InvariantCulture)}\""))} {_buckets[i]}\n");
            }

            text.Append(CultureInfo.InvariantCulture, $"{name}_bucket{Braces(Join(labels, "le=\"+Inf\""))} {_count}\n");
            text.Append(CultureInfo.InvariantCulture, $"{name}_sum{Braces(labels)} {_value:R}\n{name}_count{Braces(labels)} {_count}\n");
        }

        private static string Join(string first, string second) => first.Length == 0 ? second : first + "," + second;

        private static string Braces(string labels) => labels.Length == 0 ? "" : "{" + labels + "}";
    }
}
