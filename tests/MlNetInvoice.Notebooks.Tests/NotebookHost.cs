using System.Globalization;
using MlNetInvoice.Reports;

namespace MlNetInvoice.Notebooks;

/// <summary>What a cell can call, as in the C# kernel of Polyglot Notebooks: <c>display</c> and <c>HTML</c>. Collects what is shown.</summary>
public sealed class NotebookHost
{
    private readonly List<NotebookOutput> _outputs = [];

    /// <summary>Shows a value at once; the result can be updated in place.</summary>
    public DisplayedValue display(object value)
    {
        lock (_outputs)
        {
            _outputs.Add(Show(value));
            return new DisplayedValue(this, _outputs.Count - 1);
        }
    }

    /// <summary>Marks a text as HTML.</summary>
#pragma warning disable CA1822 // A script sees the members of its host's instance.
    public HtmlText HTML(string html) => new(html);
#pragma warning restore CA1822

    internal void Update(int index, object value)
    {
        lock (_outputs)
        {
            _outputs[index] = Show(value);
        }
    }

    /// <summary>Standard output: what follows earlier output joins it.</summary>
    internal void Write(string text)
    {
        lock (_outputs)
        {
            if (_outputs.Count > 0 && _outputs[^1].MimeType == NotebookOutput.Stream)
            {
                _outputs[^1] = _outputs[^1] with { Text = _outputs[^1].Text + text };
            }
            else
            {
                _outputs.Add(new NotebookOutput(NotebookOutput.Stream, text));
            }
        }
    }

    /// <summary>What was shown since the last call.</summary>
    internal IReadOnlyList<NotebookOutput> Take()
    {
        lock (_outputs)
        {
            NotebookOutput[] taken = [.. _outputs];
            _outputs.Clear();
            return taken;
        }
    }

    private static NotebookOutput Show(object value) => value switch
    {
        IFigure figure => new NotebookOutput("text/html", figure.ToHtml()),
        HtmlText html => new NotebookOutput("text/html", html.Html),
        IFormattable number => new NotebookOutput("text/plain", number.ToString(null, CultureInfo.InvariantCulture)),
        _ => new NotebookOutput("text/plain", value.ToString() ?? ""),
    };

    /// <summary>A text that is HTML.</summary>
    public sealed record HtmlText(string Html);

    /// <summary>A value on display.</summary>
    public sealed class DisplayedValue
    {
        private readonly NotebookHost _host;
        private readonly int _index;

        internal DisplayedValue(NotebookHost host, int index) => (_host, _index) = (host, index);

        /// <summary>Shows another value in its place.</summary>
        public void Update(object value) => _host.Update(_index, value);
    }
}
