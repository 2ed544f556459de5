using System.Globalization;

namespace MlNetInvoice.Server.Configuration;

/// <summary>Gathers the faults of one section of the configuration, each with the setting, the value found and what it must be.</summary>
internal sealed class SettingFaults(string section)
{
    private readonly List<string> _faults = [];

    public IReadOnlyList<string> All => _faults;

    public void Add(string setting, string found, string required) => _faults.Add($"{section}:{setting} is {found}; {required}");

    public void Range(string setting, long value, long minimum, long maximum)
    {
        if (value < minimum || value > maximum)
        {
            Add(setting, Text(value), $"it must be {Text(minimum)} to {Text(maximum)}.");
        }
    }

    /// <summary>Asks options of the library, which know their own ranges.</summary>
    public void Accepted(string setting, IFormattable value, Action set)
    {
        try
        {
            set();
        }
        catch (ArgumentOutOfRangeException fault)
        {
            Add(setting, Text(value), fault.Message.Split(" (Parameter ")[0]);
        }
    }

    public void ExistingFile(string setting, string? path)
    {
        if (path is not null && !File.Exists(path))
        {
            Add(setting, path, "it must be an existing file.");
        }
    }

    public void ExistingFolder(string setting, string? path)
    {
        if (path is not null && !Directory.Exists(path))
        {
            Add(setting, path, "it must be an existing folder.");
        }
    }

    private static string Text(IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);
}
