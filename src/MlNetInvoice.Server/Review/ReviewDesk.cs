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
    /// <param name="reader">Read it.</param>
    /// <param name="readings">What was read off it.</param>
    public void Offer(ReadOnlyMemory<byte> content, DocumentReader reader, IReadOnlyList<PictureReading> readings)
    {
        if (!readings.Any(reading => WhyOf(reading) is not null))
        {
            return;
        }

        // Named by content: a picture that is sent twice is listed once.
        try
        {
            Add("service", NameOf(content), content, reader, readings);
        }
        catch (DbException fault)
        {
            LogFailure(logger, fault);
        }
    }

    /// <summary>Takes what was read for a job. A store that is away is waited for, then the job fails and comes again.</summary>
    /// <param name="id">The job's id.</param>
    /// <param name="content">The job's file.</param>
    /// <param name="reader">Read it.</param>
    /// <param name="readings">What was read off it.</param>
    /// <exception cref="DbException">The store is away.</exception>
    public void OfferJob(string id, ReadOnlyMemory<byte> content, DocumentReader reader, IReadOnlyList<PictureReading> readings)
    {
        // A part of addresses: an id of other signs is named by its hash.
        string name = id.All(sign => char.IsAsciiLetterOrDigit(sign) || sign is '-' or '_' or '.') ? id : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id)));
        for (TimeSpan waited = default; ; waited += _pause)
        {
            try
            {
                Add("worker", name, content, reader, readings);
                return;
            }
            catch (DbException fault) when (fault.IsTransient && waited < _longestWait)
            {
                Thread.Sleep(_pause);
            }
        }
    }

    /// <summary>The ids of a file's readings, whether or not they are listed.</summary>
    /// <param name="content">The file.</param>
    /// <param name="count">How many readings it has.</param>
    public static IEnumerable<string> IdsOf(ReadOnlyMemory<byte> content, int count)
    {
        string name = NameOf(content);
        return Enumerable.Range(1, count).Select(number => IdOf(name, number));
    }

    private static string NameOf(ReadOnlyMemory<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content.Span))[..32];

    private static string IdOf(string name, int number) => string.Create(CultureInfo.InvariantCulture, $"{name}-{number}");

    private void Add(string source, string name, ReadOnlyMemory<byte> content, DocumentReader reader, IReadOnlyList<PictureReading> readings)
    {
        List<DocumentPage>? decoded = null;
        IReadOnlyList<InvoiceReading>? guesses = null;
        for (int i = 0; i < readings.Count; i++)
        {
            if (WhyOf(readings[i]) is not { } why)
            {
                continue;
            }

            InvoiceReading reading = readings[i].Reading!;
            RgbImage? image = null;
            if (options.KeepPictures)
            {
                decoded ??= [.. reader.Decode(content)];
                image = decoded.ElementAtOrDefault((reading.Page ?? 1) - 1)?.Image;
            }

            if (reading is { Status: InvoiceReadingStatus.Rejected, Letters: null })
            {
                guesses ??= reader.With(o => o with { MinConfidence = 0 }).ReadAll(content);
                reading = WithLetters(reading, guesses);
            }

            // Where nothing was found, a person sees the whole picture.
            ReviewCutOut? cutOut = image is null ? null : ReviewCutOut.Of(image, reading.Box);
            PictureReading listed = PictureReading.FromReading(null, reading, readings[i].Elapsed) with { File = readings[i].File };
            store.AddAsync(new ReviewEntry(IdOf(name, i + 1), source, why, listed, cutOut), CancellationToken.None).GetAwaiter().GetResult();
        }
    }

    // A rejected reading has no letters: whoever looks at it is spared typing those that are sure.
    private static InvoiceReading WithLetters(InvoiceReading reading, IReadOnlyList<InvoiceReading> guesses) =>
        guesses.FirstOrDefault(guess => guess.Page == reading.Page && guess.Digits == reading.BestGuess && guess.Letters is not null) is { } lettered
            ? reading with { Letters = lettered.Letters, LettersConfidence = lettered.LettersConfidence }
            : reading;

    private string? WhyOf(PictureReading picture) => picture.Reading is { } reading ? ReviewEntry.WhyOf(reading, options.Incomplete) : null;

    [LoggerMessage(LogLevel.Error, "The list of readings to review takes none: it was answered without.")]
    private static partial void LogFailure(ILogger logger, Exception fault);
}
