namespace MlNetInvoice.Networks.Execution;

/// <summary>Workspaces of one plan, handed out to one thread at a time. As many are kept as there are processors; more than that are made and freed as needed.</summary>
/// <param name="create">Makes a workspace.</param>
internal sealed class WorkspacePool<T>(Func<T> create)
    where T : LaneWorkspace
{
    private readonly T?[] _free = new T?[Math.Max(2, Environment.ProcessorCount)];

    public T Rent()
    {
        for (int i = 0; i < _free.Length; i++)
        {
            if (_free[i] is not null && Interlocked.Exchange(ref _free[i], null) is T workspace)
            {
                return workspace;
            }
        }

        return create();
    }

    public void Return(T workspace)
    {
        for (int i = 0; i < _free.Length; i++)
        {
            if (Interlocked.CompareExchange(ref _free[i], workspace, null) is null)
            {
                return;
            }
        }

        workspace.Dispose();
    }
}
