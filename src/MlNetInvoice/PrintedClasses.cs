namespace MlNetInvoice;

/// <summary>The classes of printed characters, in the order of every score: 0 to 9 the digits, 10 to 35 the capitals A to Z, 36 anything else.</summary>
public static class PrintedClasses
{
    /// <summary>Number of classes: 37.</summary>
    public const int Count = 37;

    /// <summary>The class of what is no single digit or capital: 36.</summary>
    public const int None = 36;

    /// <summary>Characters in the order of their classes: 0–9, then A–Z.</summary>
    public const string Characters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    /// <summary>The class of a character; <see cref="None"/> for all but 0–9 and A–Z.</summary>
    /// <param name="character">A character as printed.</param>
    public static int IndexOf(char character) => character switch
    {
        >= '0' and <= '9' => character - '0',
        >= 'A' and <= 'Z' => character - 'A' + 10,
        _ => None,
    };

    /// <summary>The character of a class, or null for <see cref="None"/>.</summary>
    /// <param name="index">A class, 0 to 36.</param>
    /// <exception cref="ArgumentOutOfRangeException">The class does not exist.</exception>
    public static char? CharacterOf(int index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count, nameof(index));
        return index == None ? null : Characters[index];
    }
}
