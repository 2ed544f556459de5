namespace MlNetInvoice.Networks.Execution;

/// <summary>Workspaces of one plan and lane count, handed out to one thread at a time. As many live as were ever needed at once.</summary>
internal sealed class WorkspacePool(LanePlan plan, int lanes)
{
    private readonly LaneWorkspace?[] _free = new LaneWorkspace?[Environment.ProcessorCount];

    public int Lanes => lanes;

    public LaneWorkspace Rent()
    {
        for (int i = 0; i < _free.Length; i++)
        {
            if (_free[i] is not null && Interlocked.Exchange(ref _free[i], null) is LaneWorkspace workspace)
            {
                return workspace;
            }
        }

        return new LaneWorkspace(plan, lanes);
    }

    public void Return(LaneWorkspace workspace)
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
