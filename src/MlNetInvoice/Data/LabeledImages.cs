
namespace MlNetInvoice.Data;

/// <summary>
/// Pictures of one size with a class each, held as bytes: image i is <see cref="Rows"/> × <see cref="Columns"/> bytes, row-major, 0 paper to 255 ink
/// (the MNIST convention). Immutable; safe to share between threads.
/// </summary>
public sealed class LabeledImages
{
    private readonly byte[] _pixels;
    private readonly byte[] _labels;

    /// <summary>Wraps pixels and labels that the caller hands over; they are not copied.</summary>
    /// <param name="rows">Rows of an image, at least 1.</param>
    /// <param name="columns">Columns of an image, at least 1.</param>
    /// <param name="classCount">Number of classes, 1 to 256; every label is below it.</param>
    /// <param name="pixels">Count × rows × columns bytes.</param>
    /// <param name="labels">One class index an image.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is out of range.</exception>
    /// <exception cref="InvalidDataSetException">The lengths contradict each other, or a label is not a class.</exception>
    public LabeledImages(int rows, int columns, int classCount, byte[] pixels, byte[] labels)
    {
        ArgumentNullException.ThrowIfNull(pixels);
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(classCount, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(classCount, 256);
        if (pixels.LongLength != (long)labels.Length * rows * columns)
        {
            throw new InvalidDataSetException(
                $"{labels.Length} labels with {rows}×{columns} images want {(long)labels.Length * rows * columns} bytes of pixels, but there are {pixels.LongLength}.");
        }

        int wrong = labels.AsSpan().IndexOfAnyExceptInRange((byte)0, (byte)(classCount - 1));
        if (wrong >= 0)
        {
            throw new InvalidDataSetException($"Label {wrong} is {labels[wrong]}, but the classes are 0 to {classCount - 1}.");
        }

        Rows = rows;
        Columns = columns;
        ClassCount = classCount;
        _pixels = pixels;
        _labels = labels;
    }

    /// <summary>Number of images.</summary>
    public int Count => _labels.Length;

    /// <summary>Rows of an image.</summary>
    public int Rows { get; }

    /// <summary>Columns of an image.</summary>
    public int Columns { get; }

    /// <summary>Number of classes.</summary>
    public int ClassCount { get; }

    /// <summary>All labels, one class index an image.</summary>
    public ReadOnlySpan<byte> Labels => _labels;

    /// <summary>All pixels, image after image.</summary>
    public ReadOnlySpan<byte> Pixels => _pixels;

    /// <summary>The pixels of one image, row-major.</summary>
    /// <param name="index">Which image, from 0.</param>
    public ReadOnlySpan<byte> GetImage(int index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count, nameof(index));
        int size = Rows * Columns;
        return _pixels.AsSpan(index * size, size);
    }

    /// <summary>A copy of a run of images, such as the first 55,000 for training.</summary>
    /// <param name="start">First image.</param>
    /// <param name="count">Number of images.</param>
    public LabeledImages Slice(int start, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Count - start);
        int size = Rows * Columns;
        return new LabeledImages(Rows, Columns, ClassCount, _pixels.AsSpan(start * size, count * size).ToArray(), _labels.AsSpan(start, count).ToArray());
    }

    /// <summary>These images followed by others of the same size; the class count is the larger of the two.</summary>
    /// <param name="other">What to append.</param>
    /// <exception cref="InvalidDataSetException">The image sizes differ.</exception>
    public LabeledImages Concat(LabeledImages other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other.Rows != Rows || other.Columns != Columns)
        {
            throw new InvalidDataSetException($"Images of {other.Rows}×{other.Columns} cannot follow images of {Rows}×{Columns}.");
        }

        return new LabeledImages(Rows, Columns, Math.Max(ClassCount, other.ClassCount), [.. _pixels, .. other._pixels], [.. _labels, .. other._labels]);
    }
}
