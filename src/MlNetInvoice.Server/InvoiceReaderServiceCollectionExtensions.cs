using Microsoft.Extensions.DependencyInjection.Extensions;

namespace MlNetInvoice.Server;

/// <summary>Registers <see cref="InvoiceReader"/> in a service collection. The reader is immutable and thread-safe, so one serves the whole program.</summary>
internal static class InvoiceReaderServiceCollectionExtensions
{
    /// <summary>Adds a reader as a singleton, unless one is registered already. A model file is loaded when the reader is first asked for.</summary>
    /// <param name="services">The collection.</param>
    /// <param name="options">How to read; null takes <see cref="InvoiceReaderOptions.Default"/>.</param>
    /// <param name="modelPath">The <c>.zip</c>, as <c>mlnetinvoice train</c> writes it; null takes the model that is embedded in the library.</param>
    /// <returns>The collection. Resolving the reader raises <see cref="InvalidModelException"/> if the file is missing or damaged.</returns>
    /// <exception cref="ArgumentException">The path is empty.</exception>
    public static IServiceCollection AddInvoiceReader(this IServiceCollection services, InvoiceReaderOptions? options = null, string? modelPath = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        if (modelPath is not null)
        {
            ArgumentException.ThrowIfNullOrEmpty(modelPath);
        }

        services.TryAddSingleton(_ => modelPath is not null ? InvoiceReader.Load(modelPath, options)
            : options is not null ? InvoiceReader.Default.WithOptions(options) : InvoiceReader.Default);
        return services;
    }
}
