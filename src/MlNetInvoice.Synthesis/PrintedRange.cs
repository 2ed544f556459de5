namespace MlNetInvoice.Synthesis;

/// <summary>The ranges that the printed generators' options share.</summary>
internal static class PrintedRange
{
    public static float Share(float value, string name) => Within(value, 0, 1, name);

    public static float Height(float value, string name) => Within(value, 5, 200, name);

    public static float Within(float value, float low, float high, string name) => value >= low && value <= high
        ? value
        : throw new ArgumentOutOfRangeException(name, value, FormattableString.Invariant($"{name} is {value}, but must lie between {low} and {high}."));

    public static void CheckHeights(float minimum, float maximum)
    {
        if (minimum > maximum)
        {
            throw new ArgumentException(FormattableString.Invariant($"MinimumCapHeight {minimum} exceeds MaximumCapHeight {maximum}."), nameof(minimum));
        }
    }

    public static void CheckSize(int count, int rows, int columns)
    {
        if ((long)count * rows * columns > Array.MaxLength)
        {
            throw new ArgumentException(FormattableString.Invariant($"{count} images of {rows}×{columns} exceed 2 GB; generate fewer at a time."), nameof(count));
        }
    }
}
