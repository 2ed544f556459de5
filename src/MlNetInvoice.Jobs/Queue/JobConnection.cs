using RabbitMQ.Client;

namespace MlNetInvoice.Jobs.Queue;

/// <summary>Connects to the broker: to the first of its nodes that answers.</summary>
public static class JobConnection
{
    /// <summary>Opens a connection. It does not heal itself: its owner opens a new one, so that nothing of the old one is half alive.</summary>
    /// <param name="options">The broker.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="ArgumentException">An address is no amqp address.</exception>
    /// <exception cref="IOException">No node answers, or the broker refuses the user.</exception>
    public static async Task<IConnection> OpenAsync(JobQueueOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        Exception? last = null;
        foreach (string address in options.Amqp.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (!Uri.TryCreate(address, UriKind.Absolute, out Uri? uri) || uri.Scheme is not ("amqp" or "amqps"))
            {
                throw new ArgumentException("The broker's address wants the form amqp://user:password@host:port/vhost (or amqps://).", nameof(options));
            }

            try
            {
                var factory = new ConnectionFactory
                {
                    Uri = uri,
                    AutomaticRecoveryEnabled = false,
                    RequestedHeartbeat = TimeSpan.FromSeconds(15),
                    RequestedConnectionTimeout = TimeSpan.FromSeconds(10),
                    ClientProvidedName = "mlnetinvoice",
                };
                return await factory.CreateConnectionAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (Exception fault) when (fault is RabbitMQ.Client.Exceptions.BrokerUnreachableException or IOException or TimeoutException)
            {
                last = new IOException($"The broker at {uri.Host}:{(uri.IsDefaultPort ? 5672 : uri.Port)} does not answer: {fault.GetBaseException().Message}", fault);
            }
        }

        throw last ?? new ArgumentException("No address of a broker is given.", nameof(options));
    }
}
