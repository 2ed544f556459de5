namespace MlNetInvoice.Documents.Isolation;

/// <summary>What a child process says next.</summary>
internal enum PageWireKind : byte
{
    /// <summary>A page.</summary>
    Page = 1,

    /// <summary>No more pages.</summary>
    End,

    /// <summary>An <see cref="InvalidImageException"/> with its message.</summary>
    Invalid,

    /// <summary>An <see cref="ImageTooLargeException"/> with its message.</summary>
    TooLarge,
}
