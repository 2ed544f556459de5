using MlNetInvoice.Server.Configuration;

namespace MlNetInvoice.Server.Readings;

/// <summary>Marks an endpoint whose body may have <see cref="ServiceOptions.MaxBatchBytes"/>.</summary>
internal sealed class BatchBody;
