using MlNetInvoice.Imaging;

namespace MlNetInvoice.Cli.Peers;

/// <summary>Another program that reads text, to compare with. Not thread-safe.</summary>
internal interface IPeer : IDisposable
{
    /// <summary>What the table calls it.</summary>
    string Name { get; }

    /// <summary>Reads every line of a picture.</summary>
    /// <exception cref="PeerFaultException">The program ended, or answered what cannot be understood.</exception>
    PeerReading Read(RgbImage picture);
}
