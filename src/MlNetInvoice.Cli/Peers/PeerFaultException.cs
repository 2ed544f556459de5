namespace MlNetInvoice.Cli.Peers;

/// <summary>A peer does not work; the message says which and why.</summary>
internal sealed class PeerFaultException(string message, Exception? inner = null) : MlNetInvoiceException(message, inner);
