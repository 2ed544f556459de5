using System.Globalization;

namespace MlNetInvoice.MLNet;

/// <summary>The names that label keys carry.</summary>
internal static class ClassNames
{
    public static IReadOnlyList<string> For(int classCount, IReadOnlyList<string>? names)
    {
        if (names is null)
        {
            return [.. Enumerable.Range(0, classCount).Select(i => i.ToString(CultureInfo.InvariantCulture))];
        }

        if (names.Count != classCount || names.Distinct(StringComparer.Ordinal).Count() != classCount)
        {
            throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"{classCount} classes want as many distinct names, but the names are {string.Join(", ", names)}."),
                nameof(names));
        }

        return [.. names];
    }
}
