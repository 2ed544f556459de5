using System.CommandLine;
using System.Globalization;
using MlNetInvoice.Codes;
using MlNetInvoice.Documents;
using MlNetInvoice.Imaging;

namespace MlNetInvoice.Cli.Commands;

/// <summary>The options by which a command makes its reader; the same wherever one is made.</summary>
internal sealed class ReaderOptions
{
    private const string DefaultDigits = "8";

    public Option<string?> Model { get; } = new("--model") { Description = "A model to read by. Default: the embedded one.", HelpName = "model.zip" };

    public Option<bool> Crop { get; } = new("--crop") { Description = "The pictures are crops that the number fills but for a margin; nothing needs to be found." };

    public Option<string> Digits { get; } = new("--digits") { Description = "How many digits a number has: 8, another count from 4 to 20, or any.", DefaultValueFactory = _ => DefaultDigits, HelpName = "8|any" };

    public Option<float?> MinConfidence { get; } = new("--min-confidence")
    {
        Description = FormattableString.Invariant($"Numbers below this probability, 0 to 1, are rejected. Default: {InvoiceReaderOptions.Default.MinConfidence}."),
        CustomParser = OptionParsing.ParseSingle,
    };

    public Option<bool> Fields { get; } = new("--fields") { Description = "Reads what else stands on the invoice: period, date, random code, sums and tax numbers, off print and codes." };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Options.Add(Model);
        command.Options.Add(Crop);
        command.Options.Add(Digits);
        command.Options.Add(MinConfidence);
    }

    /// <summary>What every command decodes: all formats of MlNetInvoice.Documents.</summary>
    public static ImageDecoderOptions Pictures { get; } = new() { Codec = DocumentCodec.Default };

    /// <summary>A reader's options that read fields and decode codes.</summary>
    public static InvoiceReaderOptions WithFields(InvoiceReaderOptions options) => options with { Fields = true, Codes = CodeDecoder.Default };

    /// <summary>The reader that the command line asks for.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="strict">Whether damaged pictures are refused.</param>
    /// <exception cref="UsageException">A value is out of range.</exception>
    /// <exception cref="InvalidModelException">The model cannot be loaded.</exception>
    public InvoiceReader Create(ParseResult parsed, bool strict = false)
    {
        var options = new InvoiceReaderOptions { Decoder = Pictures, Strict = strict, Crop = parsed.GetValue(Crop), DigitCount = ParseDigits(parsed.GetValue(Digits) ?? DefaultDigits) };
        if (parsed.GetResult(Fields) is not null && parsed.GetValue(Fields))
        {
            options = options is { Crop: false, DigitCount: 8 }
                ? WithFields(options)
                : throw new UsageException("--fields reads whole invoices: leave --crop and --digits away.");
        }

        if (parsed.GetValue(MinConfidence) is float confidence)
        {
            if (confidence is < 0 or > 1)
            {
                throw new UsageException(FormattableString.Invariant($"--min-confidence is {confidence}, but must be 0 to 1."));
            }

            options = options with { MinConfidence = confidence };
        }

        return parsed.GetValue(Model) is string path ? InvoiceReader.Load(path, options) : InvoiceReader.Default.WithOptions(options);
    }

    private static int? ParseDigits(string text)
    {
        if (text == "any")
        {
            return null;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count is >= 4 and <= 20
            ? count
            : throw new UsageException($"--digits is \"{text}\", but must be any or a count from 4 to 20.");
    }
}
