using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using MlNetInvoice.Batch;
using MlNetInvoice.Documents;
using MlNetInvoice.Imaging;

namespace MlNetInvoice.Server.Review;

/// <summary>Takes the readings that a person has to look at to the list, before they are answered: what a caller was told is there, whatever dies afterwards. Thread-safe.</summary>
internal sealed partial class ReviewDesk(ReviewStore store, ReviewOptions options, ILogger<ReviewDesk> logger)
{
    private static readonly TimeSpan _longestWait = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(1);

    /// <summary>Takes what was read over HTTP. A store that is away costs the list the readings, never the caller the answer.</summary>
    /// <param name="content">The file.</param>
    /// <param name="pages">Decodes it.</param>
    /// <param name="readings">What was read off it.</param>
    public void Offer(ReadOnlyMemory<byte> content, Func<IEnumerable<DocumentPage>> pages, IReadOnlyList<PictureReading> readings)
    {
        if (!readings.Any(reading => WhyOf(reading) is not null))
        {
            return;
        }

        // Named by content: a picture that is sent twice is listed once.
        string hash = Convert.ToHexStringLower(SHA256.HashData(content.Span));
        try
        {
            Add("service", hash[..32], pages, readings);
        }
        catch (DbException fault)
        {
            LogFailure(logger, fault);
        }
    }

    /// <summary>Takes what was read for a job. A store that is away is waited for, then the job fails and comes again.</summary>
    /// <param name="id">The job's id.</param>
    /// <param name="pages">Decodes the job's picture.</param>
    /// <param name="readings">What was read off it.</param>
    /// <exception cref="DbException">The store is away.</exception>
    public void OfferJob(string id, Func<IEnumerable<DocumentPage>> pages, IReadOnlyList<PictureReading> readings)
    {
        // A part of addresses: an id of other signs is named by its hash.
        string name = id.All(sign => char.IsAsciiLetterOrDigit(sign) || sign is '-' or '_' or '.') ? id : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id)));
        for (TimeSpan waited = default; ; waited += _pause)
        {
            try
            {
                Add("worker", name, pages, readings);
                return;
            }
            catch (DbException fault) when (fault.IsTransient && waited < _longestWait)
            {
                Thread.Sleep(_pause);
            }
        }
    }

    private void Add(string source, string name, Func<IEnumerable<DocumentPage>> pages, IReadOnlyList<PictureReading> readings)
    {
        List<DocumentPage>? decoded = null;
        for (int i = 0; i < readings.Count; i++)
        {
            if (WhyOf(readings[i]) is not { } why)
            {
                continue;
            }

            RgbImage? image = null;
            if (options.KeepPictures)
            {
                decoded ??= [.. pages()];
                image = decoded.ElementAtOrDefault((readings[i].Reading!.Page ?? 1) - 1)?.Image;
            }

            // Where the finder looked at nothing in particular, a person sees the whole picture.
            ReviewCutOut? cutOut = image is null ? null : ReviewCutOut.Of(image, readings[i].Reading!.Box);
            store.AddAsync(new ReviewEntry(string.Create(CultureInfo.InvariantCulture, $"{name}-{i + 1}"), source, why, readings[i], cutOut), CancellationToken.None).GetAwaiter().GetResult();
        }
    }

    private string? WhyOf(PictureReading picture) => picture.Reading is { } reading ? ReviewEntry.WhyOf(reading, options.Incomplete) : null;

    [LoggerMessage(LogLevel.Error, "The list of readings to review takes none: it was answered without.")]
    private static partial void LogFailure(ILogger logger, Exception fault);
}
