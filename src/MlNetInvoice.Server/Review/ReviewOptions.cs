using MlNetInvoice.Server.Configuration;

namespace MlNetInvoice.Server.Review;

/// <summary>
/// How readings that a person has to look at are kept, from <c>appsettings.json</c> (section <c>Review</c>), the environment (<c>Review__Enabled=true</c>) or the command line
/// (<c>--Review:Enabled=true</c>). Its ranges are stated in <see cref="Faults"/> and nowhere else.
/// </summary>
internal sealed class ReviewOptions
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "Review";

    /// <summary>Whether there is a list of readings to review. Default false: nothing is kept.</summary>
    public bool Enabled { get; set; }

    /// <summary>The SQLite file that holds the list, made if it is not there. Default <c>reviews.db</c> in the working directory; not used if PostgreSQL is named.</summary>
    public string File { get; set; } = "reviews.db";

    /// <summary>The list's database as an Npgsql connection string, or null (the default) for <see cref="File"/>. A worker keeps its list beside its results unless this says otherwise.</summary>
    public string? Postgres { get; set; }

    /// <summary>A file that holds what <see cref="Postgres"/> would.</summary>
    public string? PostgresFile { get; set; }

    /// <summary>Whether the cut-out of each number is kept, for people to look at and to learn from. Default false: then a reviewer sees guesses and names of files alone.</summary>
    public bool KeepPictures { get; set; }

    /// <summary>Days after which a kept picture is deleted, decided or not; the reading and its decision stay. Default 30; 1 to 3,650.</summary>
    public int RetentionDays { get; set; } = 30;

    /// <summary>Seconds for which a number belongs to the reviewer who took it. Default 300; 10 to 86,400. Later it may go to another.</summary>
    public int LeaseSeconds { get; set; } = 300;

    /// <summary>Whether numbers whose letters were not read are listed as well. Default false: rejected, contradicting and damaged ones alone.</summary>
    public bool Incomplete { get; set; }

    /// <summary>Every fault of the settings; none if they are good.</summary>
    public IReadOnlyList<string> Faults()
    {
        var faults = new SettingFaults(Section);
        if (string.IsNullOrWhiteSpace(File))
        {
            faults.Add(nameof(File), "empty", "it must name a file.");
        }
        else if (Enabled && Database() is null)
        {
            faults.ExistingFolder(nameof(File), Path.GetDirectoryName(Path.GetFullPath(File)));
        }

        if (Postgres is not null && PostgresFile is not null)
        {
            faults.Add(nameof(Postgres), "set twice", $"set {nameof(Postgres)} or {nameof(PostgresFile)}, not both.");
        }

        faults.ExistingFile(nameof(PostgresFile), PostgresFile);
        faults.Range(nameof(RetentionDays), RetentionDays, 1, 3650);
        faults.Range(nameof(LeaseSeconds), LeaseSeconds, 10, 86_400);
        return faults.All;
    }

    /// <summary>The connection string of PostgreSQL, or null if the list is a file.</summary>
    public string? Database() => Postgres ?? (PostgresFile is { } file && System.IO.File.Exists(file) ? System.IO.File.ReadAllText(file).Trim() : null);
}
