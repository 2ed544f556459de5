using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using MlNetInvoice.Imaging;
using MlNetInvoice.Reading;

namespace MlNetInvoice.Batch;

/// <summary>
/// Readings as JSON: <c>file</c>, <c>status</c>, <c>number</c>, <c>complete</c>, <c>letters</c>, <c>lettersConfidence</c>, <c>digits</c>, <c>bestGuess</c>, <c>confidence</c>, <c>reason</c>, <c>reasonCode</c>, <c>box</c>,
/// <c>glyphs</c>, <c>othersInView</c>, <c>damaged</c> and <c>elapsedMs</c>, in this order, each always present; then <c>record</c>, if the fields of the invoice were asked for and there are any. Probabilities are cut to four decimals; places have one, times two. Chinese file names stand as they are.
/// </summary>
public static class ReadingJson
{
    private static readonly JavaScriptEncoder Encoder = JavaScriptEncoder.Create(UnicodeRanges.All);

    /// <summary>A reading on one line without a line end, for JSON Lines.</summary>
    /// <param name="picture">The reading.</param>
    public static string ToLine(PictureReading picture)
    {
        ArgumentNullException.ThrowIfNull(picture);
        return Text(indented: false, json => Write(json, picture));
    }

    /// <summary>Readings as an array over several lines, for people.</summary>
    /// <param name="pictures">The readings.</param>
    public static string ToList(IEnumerable<PictureReading> pictures)
    {
        ArgumentNullException.ThrowIfNull(pictures);
        return Text(indented: true, json =>
        {
            json.WriteStartArray();
            foreach (PictureReading picture in pictures)
            {
                Write(json, picture);
            }

            json.WriteEndArray();
        });
    }

    /// <summary>Writes a reading as an object.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="picture">The reading.</param>
    public static void Write(Utf8JsonWriter json, PictureReading picture)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(picture);
        InvoiceReading? reading = picture.Reading;
        json.WriteStartObject();
        json.WriteString("file", picture.File);
        json.WriteString("status", picture.Status);
        json.WriteString("number", reading?.Number);
        json.WriteBoolean("complete", reading?.IsComplete ?? false);
        json.WriteString("letters", reading?.Letters);
        json.WriteNumber("lettersConfidence", Share(reading?.LettersConfidence ?? 0));
        json.WriteString("digits", reading?.Digits);
        json.WriteString("bestGuess", reading?.BestGuess);
        json.WriteNumber("confidence", Share(reading?.Confidence ?? 0));
        json.WriteString("reason", picture.Reason);
        json.WriteString("reasonCode", ReasonCodes.ToText(picture.ReasonCode));
        json.WritePropertyName("box");
        WriteBox(json, reading?.Box);
        json.WriteStartArray("glyphs");
        foreach (GlyphReading glyph in reading?.Glyphs ?? [])
        {
            WriteGlyph(json, glyph);
        }

        json.WriteEndArray();
        json.WriteNumber("othersInView", reading?.OthersInView ?? 0);
        json.WriteString("damaged", reading?.Damaged);
        json.WriteNumber("elapsedMs", Milliseconds(picture.Elapsed));
        if (reading?.Record is { } record)
        {
            json.WritePropertyName("record");
            RecordJson.Write(json, record);
        }

        json.WriteEndObject();
    }

    /// <summary>Reads what <see cref="ToLine"/> has written, by names and in any order.</summary>
    /// <param name="json">The object.</param>
    /// <exception cref="InvalidDataSetException">It is no reading.</exception>
    public static PictureReading Parse(string json) => ReadingJsonParser.Parse(json);

    /// <summary>A probability as it is written: cut to four decimals, so that it does not reach a threshold that the reading stayed below.</summary>
    /// <param name="value">The probability.</param>
    public static double Share(float value) => ConfidenceText.Cut(value, 4);

    internal static double Milliseconds(TimeSpan elapsed) => Round(elapsed.TotalMilliseconds, 2);

    private static double Round(double value, int decimals) => Math.Round(value, decimals, MidpointRounding.AwayFromZero);

    private static string Text(bool indented, Action<Utf8JsonWriter> write)
    {
        var utf8 = new ArrayBufferWriter<byte>(2048);
        using var json = new Utf8JsonWriter(utf8, new JsonWriterOptions { Encoder = Encoder, Indented = indented, NewLine = "\n" });
        write(json);
        json.Flush();
        return Encoding.UTF8.GetString(utf8.WrittenSpan);
    }

    private static void WriteGlyph(Utf8JsonWriter json, GlyphReading glyph)
    {
        json.WriteStartObject();
        json.WriteString("digit", glyph.Digit.ToString());
        json.WriteNumber("score", Share(glyph.Score));
        json.WriteString("runnerUp", glyph.RunnerUp.ToString());
        json.WriteNumber("runnerUpScore", Share(glyph.RunnerUpScore));
        json.WritePropertyName("box");
        WriteBox(json, glyph.Box);
        json.WriteEndObject();
    }

    // The corners: top left, top right, bottom right, bottom left, each x and y in pixels of the upright picture.
    internal static void WriteBox(Utf8JsonWriter json, Quad? box)
    {
        if (box is not { } quad)
        {
            json.WriteNullValue();
            return;
        }

        json.WriteStartArray();
        foreach (PixelPoint corner in (ReadOnlySpan<PixelPoint>)[quad.TopLeft, quad.TopRight, quad.BottomRight, quad.BottomLeft])
        {
            json.WriteStartArray();
            json.WriteNumberValue(Round(corner.X, 1));
            json.WriteNumberValue(Round(corner.Y, 1));
            json.WriteEndArray();
        }

        json.WriteEndArray();
    }
}
