using System.CommandLine.Parsing;
using System.Globalization;

namespace MlNetInvoice.Cli;

/// <summary>Parsers of option values that do not depend on the machine's culture.</summary>
internal static class OptionParsing
{
    public static float? ParseSingle(ArgumentResult result)
    {
        string text = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
        if (float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out float value) && float.IsFinite(value))
        {
            return value;
        }

        result.AddError($"\"{text}\" is no number.");
        return null;
    }

    /// <summary>Parses a share in percent, above 0 to 100.</summary>
    public static float? ParsePercent(ArgumentResult result)
    {
        if (ParseSingle(result) is not float value)
        {
            return null;
        }

        if (value is > 0 and <= 100)
        {
            return value;
        }

        result.AddError($"\"{result.Tokens[0].Value}\" is no share above 0 to 100 percent.");
        return null;
    }
}
