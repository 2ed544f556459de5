using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Commands;
using Microsoft.DotNet.Interactive.Events;
using Microsoft.DotNet.Interactive.Formatting;

namespace MlNetInvoice.Interactive;

/// <summary>A value below a cell that is replaced while the cell runs. Thread-safe.</summary>
/// <remarks>
/// The kernel's own <c>display(…).Update(…)</c> publishes the update under another identity than the value (version 1.0.712001), so that a notebook keeps showing the first. Here both events carry
/// the same.
/// </remarks>
public sealed class LiveValue
{
    private readonly string _id = Guid.NewGuid().ToString();
    private readonly KernelInvocationContext _context;
    private readonly Lock _publishing = new();

    private LiveValue(KernelInvocationContext context) => _context = context;

    /// <summary>Shows a value.</summary>
    /// <param name="value">What is shown, by its formatter.</param>
    /// <returns>What replaces it.</returns>
    /// <exception cref="InvalidOperationException">No cell is running: the method is for notebooks.</exception>
    public static LiveValue Show(object value)
    {
        var shown = new LiveValue(KernelInvocationContext.Current ?? throw new InvalidOperationException("No notebook cell is running on this thread; LiveValue shows its value below one."));
        shown.Publish((command, formatted) => new DisplayedValueProduced(value, command, formatted, shown._id), value);
        return shown;
    }

    /// <summary>Shows another value in its place.</summary>
    /// <param name="value">What is shown, by its formatter.</param>
    public void Update(object value) => Publish((command, formatted) => new DisplayedValueUpdated(value, _id, command, formatted), value);

    private void Publish(Func<KernelCommand, IReadOnlyCollection<FormattedValue>, KernelEvent> createEvent, object value)
    {
        // Reported from several threads, the last one must be the last that is shown.
        lock (_publishing)
        {
            _context.Publish(createEvent(_context.Command, [.. FormattedValue.CreateManyFromObject(value)]));
        }
    }
}
