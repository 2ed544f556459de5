using MlNetInvoice.Fields;
using MlNetInvoice.Imaging;
using MlNetInvoice.Segmentation;

namespace MlNetInvoice.Reading;

/// <summary>Reads what else stands on the invoices of a picture whose numbers were read, and holds print and codes against each other.</summary>
internal static class RecordReader
{
    /// <summary>Digits of eight in which a code agrees with print so that it settles the others.</summary>
    private const int Settling = 6;

    /// <summary>Share of its own probability from which a printed digit contradicts a code.</summary>
    private const float SureDigit = 0.9f;

    /// <summary>How sure a row is an invoice's number that stands between two months and a day of these.</summary>
    private const float OfCertificate = 0.995f;

    /// <summary>The same of a row close below two months that are as large, where no day is legible.</summary>
    private const float OfMonths = 0.975f;

    /// <summary>The readings with their records.</summary>
    /// <param name="image">The picture's luminance.</param>
    /// <param name="readings">The numbers, as decided without codes.</param>
    /// <param name="evidence">What they were decided from.</param>
    /// <param name="options">How to read.</param>
    /// <param name="print">Reads printed fields; null if the model cannot.</param>
    /// <returns>The accepted numbers, the most certain first, then the others; never empty.</returns>
    public static IReadOnlyList<InvoiceReading> Complete(GrayImage image, IReadOnlyList<InvoiceReading> readings, IReadOnlyList<NumberEvidence> evidence, InvoiceReaderOptions options, PrintedFieldReader? print)
    {
        List<CertificateCodes> codes = options.Codes is null ? [] : CertificateFinder.Find(image, options.Codes, readings);
        CertificateCodes?[] matches = Match(readings, codes);
        var complete = new List<InvoiceReading>();
        for (int i = 0; i < readings.Count; i++)
        {
            InvoiceReading reading = readings[i];
            string? digits = reading.Digits ?? reading.BestGuess;
            if (matches[i] is null && (reading.Status == InvoiceReadingStatus.NotFound || codes.Exists(code => digits is not null && (digits == code.Left?.Seller || digits == code.Left?.Buyer))))
            {
                // A certificate's code says that these digits are a tax number.
                continue;
            }

            complete.Add(reading.Status == InvoiceReadingStatus.Read || matches[i] is not null ? Complete(image, reading, matches[i], options, print, EndOf(reading, readings))
                : i == 0 && reading.ReasonCode is ReadingReason.MayBeAnotherNumber or ReadingReason.LineNotClear && print is not null ? Confirm(image, reading, evidence, options, print) : reading);
        }

        complete.AddRange(codes.Where(code => !matches.Contains(code)).Select(code => OfCode(code, options)));
        return complete.Count == 0
            ? readings
            : [.. complete.OrderByDescending(reading => reading.Status == InvoiceReadingStatus.Read).ThenByDescending(reading => reading.Confidence).Select(reading => reading with { OthersInView = complete.Count - 1 })];
    }

    // Each code goes with the number that it names; else with one at its place that has most of its digits; else with an accepted one at its place, which it then contradicts.
    private static CertificateCodes?[] Match(IReadOnlyList<InvoiceReading> readings, List<CertificateCodes> codes)
    {
        var matches = new CertificateCodes?[readings.Count];
        foreach (int least in (ReadOnlySpan<int>)[8, Settling, 0])
        {
            foreach (CertificateCodes code in codes)
            {
                if (matches.Contains(code))
                {
                    continue;
                }

                int best = -1, most = -1;
                for (int i = 0; i < readings.Count; i++)
                {
                    int agreeing = Agreeing(readings[i], code);
                    bool isHere = least == 8 || (readings[i].Box is { } box && code.HasBelow(box));
                    if (matches[i] is null && isHere && agreeing >= least && agreeing > most && (least > 0 || readings[i].Status == InvoiceReadingStatus.Read))
                    {
                        (best, most) = (i, agreeing);
                    }
                }

                if (best >= 0)
                {
                    matches[best] = code;
                }
            }
        }

        return matches;
    }

    private static int Agreeing(InvoiceReading reading, CertificateCodes code)
    {
        string digits = reading.Digits ?? reading.BestGuess ?? "";
        return digits.Length == 8 ? digits.Zip(code.Digits).Count(pair => pair.First == pair.Second) : 0;
    }

    // Where the next number below stands, in heights of this one: it belongs to another slip.
    private static float EndOf(InvoiceReading reading, IReadOnlyList<InvoiceReading> readings)
    {
        float end = float.PositiveInfinity;
        if (reading.Box is not { } box)
        {
            return end;
        }

        var number = new LineGeometry(box);
        foreach (InvoiceReading other in readings)
        {
            if (other.Box is { } place && FieldRows.DownOf(number, place.TopLeft, place.BottomRight) is var down && down > 1.5f && down < end
                && FieldRows.AlongOf(number, place.TopLeft) < 1 && FieldRows.AlongOf(number, place.TopRight) > 0)
            {
                end = down - 1;
            }
        }

        return end;
    }

    private static InvoiceReading Complete(GrayImage image, InvoiceReading reading, CertificateCodes? codes, InvoiceReaderOptions options, PrintedFieldReader? print, float end)
    {
        InvoiceRecord printed = print is null || reading.Box is not { } box ? new InvoiceRecord() : print.Read(image, box, codes?.Place);
        if (codes is null && print is not null && reading.Box is { } digits && printed is { Date: null, RandomCode: null })
        {
            // No certificate, or none whose lines are sure: eight digits at their places may be a telephone's.
            InvoiceRecord slip = print.ReadSlip(image, digits, end);
            printed = slip with { Period = slip.Period ?? (slip.Date is null ? printed.Period : null), Time = printed.Time };
        }

        InvoiceRecord record = RecordMerge.Of(codes, printed with { Number = Printed(reading, codes) }, options.MinConfidence);
        if (record.Conflicts.Count > 0)
        {
            return reading with
            {
                Status = InvoiceReadingStatus.Rejected,
                Digits = null,
                Letters = null,
                LettersConfidence = 0,
                BestGuess = reading.Digits ?? reading.BestGuess,
                ReasonCode = ReadingReason.SourcesDisagree,
                Reason = string.Join(' ', record.Conflicts),
                Record = record,
            };
        }

        return codes is null ? reading with { Record = record } : reading with
        {
            Status = InvoiceReadingStatus.Read,
            Digits = codes.Digits,
            Letters = codes.Letters,
            LettersConfidence = record.Number!.Confidence,
            Confidence = record.Number.Confidence,
            BestGuess = null,
            ReasonCode = ReadingReason.None,
            Reason = "",
            Record = record,
        };
    }

    // A row that may be another number than the invoice's is the invoice's if it stands as on a certificate: two months above it, and a day of these below, if any is legible.
    private static InvoiceReading Confirm(GrayImage image, InvoiceReading reading, IReadOnlyList<NumberEvidence> evidence, InvoiceReaderOptions options, PrintedFieldReader print)
    {
        NumberEvidence? number = evidence.FirstOrDefault(number => number.Digits == reading.BestGuess && number.Box == reading.Box);
        if (number is null || number.DigitsConfidence * OfCertificate < options.MinConfidence)
        {
            return reading;
        }

        InvoiceRecord printed = print.Read(image, number.Box, null);
        float belief = BeliefIn(number.Box, printed, options.MinConfidence);
        // Months alone do not make a line clear.
        if ((reading.ReasonCode == ReadingReason.LineNotClear && belief < OfCertificate) || number.DigitsConfidence * belief < options.MinConfidence)
        {
            return reading;
        }

        InvoiceReading accepted = ReadingDecision.Accept(number with { Belief = belief }, options);
        return accepted with { Record = RecordMerge.Of(null, printed with { Number = Printed(accepted, null) }, options.MinConfidence) };
    }

    private static float BeliefIn(Quad number, InvoiceRecord printed, float least)
    {
        if (printed.Period is not { } period || period.Confidence < least)
        {
            return 0;
        }

        if (printed.Date is { } date && date.Confidence >= least)
        {
            return period.Value.Contains(date.Value) ? OfCertificate : 0;
        }

        LineGeometry row = new(number), months = new(period.Place!.Value);
        float size = months.Height / Math.Max(1f, row.Height);
        return size is > 0.8f and < 1.25f && FieldRows.DownOf(row, period.Place.Value.TopLeft, period.Place.Value.BottomRight) is > -1.9f and < -1.1f
            && FieldRows.AlongOf(row, months.At(0.5f, 0.5f)) is > 0 and < 0.7f ? OfMonths : 0;
    }

    // The number as print has it, as far as it can contradict: a digit that was not sure is no contradiction to a code that agrees on the others.
    private static InvoiceField<string>? Printed(InvoiceReading reading, CertificateCodes? codes)
    {
        string? digits = reading.Digits ?? reading.BestGuess;
        if (digits is null || (reading.Status != InvoiceReadingStatus.Read && codes is null))
        {
            return null;
        }

        if (codes is not null && digits != codes.Digits)
        {
            bool isSure = reading.Status == InvoiceReadingStatus.Read && reading.Glyphs.Count == digits.Length
                && Enumerable.Range(0, digits.Length).Any(i => digits[i] != codes.Digits[i] && reading.Glyphs[i].Score > SureDigit);
            return isSure ? new InvoiceField<string>(Whole(reading.Letters, digits), FieldSource.Print, reading.Confidence, reading.Box) : null;
        }

        return new InvoiceField<string>(Whole(codes is not null && reading.Letters != codes.Letters && !IsSureOfLetters(reading) ? null : reading.Letters, digits), FieldSource.Print, reading.Confidence, reading.Box);
    }

    private static bool IsSureOfLetters(InvoiceReading reading) => reading.LettersConfidence > 0.97f;

    private static string Whole(string? letters, string digits) => letters is null ? digits : $"{letters}-{digits}";

    // The print was not found or not read: the code alone tells.
    private static InvoiceReading OfCode(CertificateCodes codes, InvoiceReaderOptions options)
    {
        InvoiceRecord record = RecordMerge.Of(codes, new InvoiceRecord(), options.MinConfidence);
        bool isDisputed = record.Conflicts.Count > 0;
        float confidence = codes.Left is null ? RecordMerge.OfBars : RecordMerge.OfSquare;
        return new InvoiceReading
        {
            Status = isDisputed ? InvoiceReadingStatus.Rejected : InvoiceReadingStatus.Read,
            Digits = isDisputed ? null : codes.Digits,
            Letters = isDisputed ? null : codes.Letters,
            LettersConfidence = isDisputed ? 0 : confidence,
            BestGuess = isDisputed ? codes.Digits : null,
            Confidence = confidence,
            ReasonCode = isDisputed ? ReadingReason.SourcesDisagree : ReadingReason.None,
            Reason = string.Join(' ', record.Conflicts),
            Box = codes.Place,
            Record = record,
        };
    }
}
