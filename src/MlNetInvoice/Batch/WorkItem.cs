namespace MlNetInvoice.Batch;

/// <summary>A piece of work in a <see cref="WorkQueue"/>.</summary>
internal abstract class WorkItem
{
    /// <summary>Runs it; whatever it throws is its result.</summary>
    /// <returns>Whether it was run: not if it was cancelled before.</returns>
    public abstract bool Run();
}

/// <inheritdoc/>
internal sealed class WorkItem<T>(Func<T> work, CancellationToken cancellationToken) : WorkItem
{
    private readonly TaskCompletionSource<T> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<T> Result => _completion.Task;

    public override bool Run()
    {
        // Nobody wants the result any more.
        if (cancellationToken.IsCancellationRequested)
        {
            _completion.TrySetCanceled(cancellationToken);
            return false;
        }

        try
        {
            _completion.TrySetResult(work());
        }
        catch (Exception fault)
        {
            _completion.TrySetException(fault);
        }

        return true;
    }
}
