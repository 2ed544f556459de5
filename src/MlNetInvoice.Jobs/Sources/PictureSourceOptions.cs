namespace MlNetInvoice.Jobs.Sources;

/// <summary>From where a worker fetches pictures. By default from nowhere but the job itself.</summary>
public sealed class PictureSourceOptions
{
    /// <summary>The folder under which <c>path</c> sources lie, or null (the default): such jobs are refused.</summary>
    public string? RootFolder { get; set; }

    /// <summary>Hosts from which <c>url</c> sources are fetched, by exact name (<c>scans.example.com</c>). Default none: such jobs are refused.</summary>
    public IList<string> AllowedHosts { get; } = [];

    /// <summary>Largest picture in bytes. Default 64 MiB; 1,024 to 1 GiB.</summary>
    public int MaxBytes { get; set; } = 64 * 1024 * 1024;

    /// <summary>Seconds that fetching one picture may take. Default 30; 1 to 3,600.</summary>
    public int TimeoutSeconds { get; set; } = 30;
}
