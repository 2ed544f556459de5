using System.Globalization;
using Microsoft.Extensions.Options;

namespace MlNetInvoice.Service;

/// <summary>Names every fault of the <see cref="ServiceOptions"/> at once, each with the value found and the range.</summary>
internal sealed class ServiceOptionsValidator : IValidateOptions<ServiceOptions>
{
    private const long GiB = 1024L * 1024 * 1024;

    public ValidateOptionsResult Validate(string? name, ServiceOptions options)
    {
        var faults = new List<string>();
        Range(nameof(options.MaxBodyBytes), options.MaxBodyBytes, 1024, GiB);
        Range(nameof(options.MaxBatchBytes), options.MaxBatchBytes, 1024, 1024 * GiB);
        Range(nameof(options.MaxPixels), options.MaxPixels, 1024, 2_000_000_000);
        Range(nameof(options.MaxFiles), options.MaxFiles, 1, 1000);
        Range(nameof(options.Parallelism), options.Parallelism, 0, 1024);
        Range(nameof(options.QueueLength), options.QueueLength, 1, 100_000);
        Range(nameof(options.MaxBufferedBytes), options.MaxBufferedBytes, Math.Max(1024, options.MaxBodyBytes), 1024 * GiB);
        Range(nameof(options.RequestTimeoutSeconds), options.RequestTimeoutSeconds, 1, 3600);
        Range(nameof(options.MinUploadBytesPerSecond), options.MinUploadBytesPerSecond, 0, GiB);
        Range(nameof(options.MaxConnections), options.MaxConnections, 1, 1_000_000);
        Range(nameof(options.DrainSeconds), options.DrainSeconds, 0, 3600);
        if (options.MinConfidence is { } confidence && !(confidence >= 0 && confidence <= 1))
        {
            Fault(nameof(options.MinConfidence), Text(confidence), "a number from 0 to 1");
        }

        if (options.ApiKeySha256 is { } hash && !(hash.Length == 64 && hash.All(char.IsAsciiHexDigit)))
        {
            Fault(nameof(options.ApiKeySha256), $"{hash.Length} characters", "64 hexadecimal digits, the SHA-256 of the key (not the key itself)");
        }

        if (options.ModelPath is { } model && !File.Exists(model))
        {
            Fault(nameof(options.ModelPath), model, "an existing model file");
        }

        if (options.StoreFolder is { } folder && !Directory.Exists(folder))
        {
            Fault(nameof(options.StoreFolder), folder, "an existing folder");
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);

        void Range(string option, long value, long minimum, long maximum)
        {
            if (value < minimum || value > maximum)
            {
                Fault(option, Text(value), $"{Text(minimum)} to {Text(maximum)}");
            }
        }

        void Fault(string option, string found, string wanted) => faults.Add($"{ServiceOptions.Section}:{option} is {found}; it wants {wanted}.");
    }

    private static string Text(IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);
}
