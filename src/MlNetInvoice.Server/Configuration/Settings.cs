using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Options;

namespace MlNetInvoice.Server.Configuration;

/// <summary>Takes options from the configuration, and names everything that is wrong with them at once.</summary>
internal static class Settings
{
    /// <summary>The options of a section.</summary>
    /// <param name="configuration">All settings.</param>
    /// <param name="section">The section's name.</param>
    /// <param name="check">The options' own check.</param>
    /// <exception cref="OptionsValidationException">Settings are unknown, no values of their type, or out of range; every fault is named.</exception>
    public static T Take<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] T>(IConfiguration configuration, string section, Func<T, IReadOnlyList<string>> check)
        where T : class, new()
    {
        var options = new T();
        var faults = new List<string>();
        foreach (IConfigurationSection setting in configuration.GetSection(section).GetChildren())
        {
            // One by one: a value that is no number shall not hide the next.
            if (typeof(T).GetProperties().All(p => !p.Name.Equals(setting.Key, StringComparison.OrdinalIgnoreCase)))
            {
                faults.Add($"{section}:{setting.Key} is no setting of this program.");
                continue;
            }

            try
            {
                new ConfigurationBuilder().AddInMemoryCollection(Pairs(setting, section.Length + 1)).Build().Bind(options);
            }
            catch (InvalidOperationException)
            {
                faults.Add($"{section}:{setting.Key} is {setting.Value}; that is no value of its type.");
            }
        }

        faults.AddRange(check(options));
        return faults.Count == 0 ? options : throw new OptionsValidationException(section, typeof(T), faults);
    }

    private static IEnumerable<KeyValuePair<string, string?>> Pairs(IConfigurationSection setting, int prefix) =>
        setting.AsEnumerable().Select(pair => KeyValuePair.Create(pair.Key[prefix..], pair.Value));
}
