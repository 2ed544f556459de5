namespace MlNetInvoice.Benchmarks.Peers;

/// <summary>Another library that does the works of `peers`. Used by one thread at a time.</summary>
internal interface IPeer : IDisposable
{
    /// <summary>Name and version, such as <c>PyTorch 1.13.1</c>.</summary>
    string Version { get; }

    /// <summary>Whether it can do a work; one for inference does not train.</summary>
    bool Does(string work);

    /// <summary>Does a piece of work and says how long it took, or how many a second, in the work's unit.</summary>
    /// <param name="work">A key of <see cref="PeerWork"/>.</param>
    /// <param name="threads">Threads that it may use.</param>
    double Run(string work, int threads);
}
