using Microsoft.Extensions.DependencyInjection.Extensions;
using MlNetInvoice;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers <see cref="InvoiceReader"/> in a service collection. The reader is immutable and thread-safe, so one serves the whole application.</summary>
public static class InvoiceReaderServiceCollectionExtensions
{
    /// <summary>Adds a reader of the model that is embedded in the library as a singleton, unless one is registered already.</summary>
    /// <param name="services">The collection.</param>
    /// <param name="options">How to read; null takes <see cref="InvoiceReaderOptions.Default"/>.</param>
    /// <returns>The collection.</returns>
    public static IServiceCollection AddInvoiceReader(this IServiceCollection services, InvoiceReaderOptions? options = null) =>
        services.AddInvoiceReader(_ => options is null ? InvoiceReader.Default : InvoiceReader.Default.WithOptions(options));

    /// <summary>Adds a reader of a model file as a singleton, unless one is registered already. The file is loaded when the reader is first asked for.</summary>
    /// <param name="services">The collection.</param>
    /// <param name="modelPath">The <c>.zip</c>, as <c>mlnetinvoice train</c> writes it.</param>
    /// <param name="options">How to read; null takes <see cref="InvoiceReaderOptions.Default"/>.</param>
    /// <returns>The collection. Resolving the reader raises <see cref="InvalidModelException"/> where the file is missing or damaged.</returns>
    /// <exception cref="ArgumentException">The path is empty.</exception>
    public static IServiceCollection AddInvoiceReader(this IServiceCollection services, string modelPath, InvoiceReaderOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(modelPath);
        return services.AddInvoiceReader(_ => InvoiceReader.Load(modelPath, options));
    }

    /// <summary>Adds a reader that a function makes as a singleton, unless one is registered already.</summary>
    /// <param name="services">The collection.</param>
    /// <param name="factory">Makes the reader when it is first asked for, for example of options that were bound to configuration.</param>
    /// <returns>The collection.</returns>
    public static IServiceCollection AddInvoiceReader(this IServiceCollection services, Func<IServiceProvider, InvoiceReader> factory)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(factory);
        services.TryAddSingleton(factory);
        return services;
    }
}
