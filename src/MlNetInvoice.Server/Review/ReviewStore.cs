using System.Data.Common;
using System.Text.Json;
using MlNetInvoice.Batch;

namespace MlNetInvoice.Server.Review;

/// <summary>
/// The list of readings to review. Every change is one statement, so that a program killed at any moment leaves it whole and two reviewers never take the same. Thread-safe.
/// </summary>
internal sealed class ReviewStore(ReviewDatabase database, ReviewOptions options, TimeProvider time)
{
    private const string Columns =
        "id, created_ms, source, why, reading, picture IS NOT NULL, picture_left, picture_top, picture_scale, reviewer, lease_ms, outcome, number, skip_reason, remark, decided_ms, undone";

    private long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Makes the table if it is not there.</summary>
    public Task MigrateAsync(CancellationToken cancellationToken) => database.MigrateAsync(cancellationToken);

    /// <summary>Puts a reading on the list, unless it is there.</summary>
    public Task AddAsync(ReviewEntry entry, CancellationToken cancellationToken) => database.ExecuteAsync(
        """
        INSERT INTO reviews (id, created_ms, source, why, reading, picture, picture_left, picture_top, picture_scale)
        VALUES (@id, @now, @source, @why, @reading, @picture, @left, @top, @scale) ON CONFLICT (id) DO NOTHING
        """,
        cancellationToken,
        ("id", entry.Id),
        ("now", Now),
        ("source", entry.Source),
        ("why", entry.Why),
        ("reading", ReadingJson.ToLine(entry.Picture).Replace("\\u0000", "", StringComparison.Ordinal)),
        ("picture", entry.CutOut?.Png),
        ("left", entry.CutOut?.Left ?? 0),
        ("top", entry.CutOut?.Top ?? 0),
        ("scale", entry.CutOut?.Scale ?? 1));

    /// <summary>Gives a reviewer what they have in hand, filled up with the oldest that nobody has, and renews their lease.</summary>
    /// <param name="reviewer">A name to show.</param>
    /// <param name="lease">Theirs alone.</param>
    /// <param name="count">How many they are to have.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task<IReadOnlyList<ReviewRow>> ClaimAsync(string reviewer, string lease, int count, CancellationToken cancellationToken)
    {
        long now = Now;
        List<ReviewRow> taken = await database.QueryAsync(
            $"""
            UPDATE reviews SET reviewer = @reviewer, lease = @lease, lease_ms = @until
            WHERE id IN (
                SELECT id FROM reviews WHERE outcome IS NULL AND (lease_ms IS NULL OR lease_ms < @now OR lease = @lease)
                ORDER BY CASE WHEN lease = @lease THEN 0 ELSE 1 END, created_ms, id LIMIT @count {database.SkipLocked})
            RETURNING {Columns}
            """,
            Read,
            cancellationToken,
            ("reviewer", reviewer),
            ("lease", lease),
            ("until", now + (options.LeaseSeconds * 1000L)),
            ("now", now),
            ("count", count)).ConfigureAwait(false);
        return [.. taken.OrderBy(row => row.CreatedMs).ThenBy(row => row.Id, StringComparer.Ordinal)];
    }

    /// <summary>Gives back what a reviewer has in hand; what they still decide on it counts until another takes it.</summary>
    public Task<int> ReleaseAsync(string lease, CancellationToken cancellationToken) => database.ExecuteAsync(
        "UPDATE reviews SET lease_ms = 0 WHERE lease = @lease AND outcome IS NULL", cancellationToken, ("lease", lease));

    /// <summary>Stores a decision; one that the same lease gave before is replaced.</summary>
    /// <returns>The reading with its decision, or null if it is not under this lease.</returns>
    public Task<ReviewRow?> DecideAsync(ReviewRow row, string lease, string outcome, string? number, string? skip, string? comment, CancellationToken cancellationToken) => ChangeAsync(
        row,
        (outcome, number, skip, comment),
        "SET outcome = @outcome, number = @number, skip_reason = @skip, remark = @remark, decided_ms = @now, undone = @undone WHERE id = @id AND lease = @lease",
        cancellationToken,
        ("id", row.Id),
        ("lease", lease),
        ("outcome", outcome),
        ("number", number),
        ("skip", skip),
        ("remark", comment),
        ("now", Now));

    /// <summary>Takes a decision back; the number is in the hands of the same reviewer again, and the decision among the undone ones.</summary>
    /// <returns>The reading, or null if it is not under this lease.</returns>
    public Task<ReviewRow?> UndoAsync(ReviewRow row, string lease, CancellationToken cancellationToken) => ChangeAsync(
        row,
        (null, null, null, null),
        "SET outcome = NULL, number = NULL, skip_reason = NULL, remark = NULL, decided_ms = NULL, lease_ms = @until, undone = @undone WHERE id = @id AND lease = @lease",
        cancellationToken,
        ("id", row.Id),
        ("lease", lease),
        ("until", Now + (options.LeaseSeconds * 1000L)));

    /// <summary>Stores what a user of the page says a number is, and puts it on the list if it is not there. Whoever has it in hand loses it; what is decided stays.</summary>
    /// <returns>The reading with its decision, or null if it was decided under another lease.</returns>
    public async Task<ReviewRow?> CorrectAsync(ReviewEntry entry, string lease, string reviewer, string number, CancellationToken cancellationToken)
    {
        await AddAsync(entry, cancellationToken).ConfigureAwait(false);
        ReviewRow row = (await FindAsync(entry.Id, cancellationToken).ConfigureAwait(false))!;
        string outcome = number == row.Guess ? "confirmed" : "corrected";
        return await ChangeAsync(
            row,
            (outcome, number, null, null),
            """
            SET source = 'page', reviewer = @reviewer, lease = @lease, lease_ms = @now, outcome = @outcome, number = @number, skip_reason = NULL, remark = NULL, decided_ms = @now, undone = @undone
            WHERE id = @id AND (outcome IS NULL OR lease = @lease)
            """,
            cancellationToken,
            ("id", entry.Id),
            ("reviewer", reviewer),
            ("lease", lease),
            ("outcome", outcome),
            ("number", number),
            ("now", Now)).ConfigureAwait(false);
    }

    /// <summary>One reading, or null.</summary>
    public async Task<ReviewRow?> FindAsync(string id, CancellationToken cancellationToken) =>
        (await database.QueryAsync($"SELECT {Columns} FROM reviews WHERE id = @id", Read, cancellationToken, ("id", id)).ConfigureAwait(false)).FirstOrDefault();

    /// <summary>The picture of a reading as PNG, or null if none is kept.</summary>
    public async Task<byte[]?> PictureAsync(string id, CancellationToken cancellationToken) =>
        (await database.QueryAsync("SELECT picture FROM reviews WHERE id = @id AND picture IS NOT NULL", row => row.GetFieldValue<byte[]>(0), cancellationToken, ("id", id)).ConfigureAwait(false)).FirstOrDefault();

    /// <summary>Readings in the order in which they came.</summary>
    /// <param name="state"><c>open</c>, <c>claimed</c>, <c>decided</c> or <c>all</c>.</param>
    /// <param name="after">Those behind this place alone.</param>
    /// <param name="count">At most so many.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task<IReadOnlyList<ReviewRow>> ListAsync(string state, (long CreatedMs, string Id) after, int count, CancellationToken cancellationToken)
    {
        string condition = state switch
        {
            "open" => "outcome IS NULL AND (lease_ms IS NULL OR lease_ms < @now)",
            "claimed" => "outcome IS NULL AND lease_ms >= @now",
            "decided" => "outcome IS NOT NULL AND @now > 0",
            _ => "@now > 0",
        };
        return await database.QueryAsync(
            $"SELECT {Columns} FROM reviews WHERE {condition} AND (created_ms, id) > (@created, @id) ORDER BY created_ms, id LIMIT @count",
            Read,
            cancellationToken,
            ("now", Now),
            ("created", after.CreatedMs),
            ("id", after.Id),
            ("count", count)).ConfigureAwait(false);
    }

    /// <summary>How many readings there are by their state.</summary>
    public async Task<ReviewCounts> CountAsync(CancellationToken cancellationToken)
    {
        Dictionary<string, long> counts = (await database.QueryAsync(
            """
            SELECT CASE WHEN outcome IS NOT NULL THEN outcome WHEN lease_ms >= @now THEN 'claimed' ELSE 'open' END AS state, count(*) FROM reviews GROUP BY 1
            """,
            row => (State: row.GetString(0), Count: row.GetInt64(1)),
            cancellationToken,
            ("now", Now)).ConfigureAwait(false)).ToDictionary(pair => pair.State, pair => pair.Count);
        return new ReviewCounts(
            counts.GetValueOrDefault("open"), counts.GetValueOrDefault("claimed"), counts.GetValueOrDefault("confirmed"), counts.GetValueOrDefault("corrected"), counts.GetValueOrDefault("skipped"));
    }

    /// <summary>Deletes the pictures that are older than they may be.</summary>
    /// <returns>How many.</returns>
    public Task<int> ForgetPicturesAsync(CancellationToken cancellationToken) => database.ExecuteAsync(
        $"{database.Thoroughly} UPDATE reviews SET picture = NULL WHERE picture IS NOT NULL AND created_ms < @limit",
        cancellationToken,
        ("limit", Now - (options.RetentionDays * 24L * 3600 * 1000)));

    // The former decision goes to the undone ones in the same statement. It was read before: if another changed it in between, both are read and written anew.
    private async Task<ReviewRow?> ChangeAsync(
        ReviewRow row, (string? Outcome, string? Number, string? Skip, string? Comment) next, string change, CancellationToken cancellationToken, params (string Name, object? Value)[] values)
    {
        while (true)
        {
            bool isReplaced = row.Outcome is not null && next != (row.Outcome, row.Number, row.SkipReason, row.Comment);
            IReadOnlyList<ReviewUndone> undone = !isReplaced
                ? row.Undone
                : [.. row.Undone, new ReviewUndone(row.Reviewer, row.Outcome!, row.Number, row.SkipReason, row.Comment, DateTimeOffset.FromUnixTimeMilliseconds(row.DecidedMs ?? 0), time.GetUtcNow())];
            ReviewRow? changed = (await database.QueryAsync(
                $"UPDATE reviews {change} AND COALESCE(decided_ms, 0) = @seen RETURNING {Columns}",
                Read,
                cancellationToken,
                [.. values, ("undone", undone.Count == 0 ? null : JsonSerializer.Serialize(undone, ReviewJson.ForFiles.Undone)), ("seen", row.DecidedMs ?? 0)]).ConfigureAwait(false)).FirstOrDefault();
            ReviewRow? now = changed is null ? await FindAsync(row.Id, cancellationToken).ConfigureAwait(false) : null;
            if (changed is not null || now is null || now.DecidedMs == row.DecidedMs)
            {
                return changed;
            }

            row = now;
        }
    }

    private static ReviewRow Read(DbDataReader row) => new()
    {
        Id = row.GetString(0),
        CreatedMs = row.GetInt64(1),
        Source = row.GetString(2),
        Why = row.GetString(3),
        Picture = ReadingJson.Parse(row.GetString(4)),
        HasPicture = Convert.ToBoolean(row.GetValue(5), System.Globalization.CultureInfo.InvariantCulture),
        Left = row.GetDouble(6),
        Top = row.GetDouble(7),
        Scale = row.GetDouble(8),
        Reviewer = Text(row, 9),
        LeaseMs = Number(row, 10),
        Outcome = Text(row, 11),
        Number = Text(row, 12),
        SkipReason = Text(row, 13),
        Comment = Text(row, 14),
        DecidedMs = Number(row, 15),
        Undone = Text(row, 16) is { } undone ? JsonSerializer.Deserialize(undone, ReviewJson.ForFiles.Undone)! : [],
    };

    private static string? Text(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static long? Number(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt64(column);
}
