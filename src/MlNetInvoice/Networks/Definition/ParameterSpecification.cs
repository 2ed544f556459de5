namespace MlNetInvoice.Networks;

/// <summary>One parameter that a layer needs: its name within the layer, its shape, and whether an optimizer changes it.</summary>
internal sealed record ParameterSpecification(string Name, int[] Shape, bool Trained)
{
    /// <summary>Values it holds: the product of its shape.</summary>
    public long Count
    {
        get
        {
            long count = 1;
            foreach (int size in Shape)
            {
                count *= size;
            }

            return count;
        }
    }
}
