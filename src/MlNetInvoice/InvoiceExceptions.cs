namespace MlNetInvoice;

/// <summary>Base of every exception that this library raises for its input: catch it to handle all of them.</summary>
public abstract class MlNetInvoiceException : Exception
{
    /// <summary>Initialises the exception with a message and, where one fault led to another, its cause.</summary>
    /// <param name="message">What is wrong, where, and what to do.</param>
    /// <param name="innerException">The cause, or null.</param>
    protected MlNetInvoiceException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}

/// <summary>Bytes that claim to be a picture, or should be one, cannot be decoded.</summary>
public sealed class InvalidImageException : MlNetInvoiceException
{
    /// <summary>Initialises the exception.</summary>
    /// <param name="message">Which format, where, and why.</param>
    /// <param name="innerException">The cause, or null.</param>
    public InvalidImageException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}

/// <summary>A picture or its file is larger than <see cref="Imaging.ImageDecoderOptions"/> allow; raised from the header, before pixels are allocated.</summary>
public sealed class ImageTooLargeException : MlNetInvoiceException
{
    /// <summary>Initialises the exception.</summary>
    /// <param name="message">The declared size, the limit, and the option that raises it.</param>
    public ImageTooLargeException(string message)
        : base(message)
    {
    }
}

/// <summary>A model file is damaged, of another kind, or written by a later version of this library.</summary>
public sealed class InvalidModelException : MlNetInvoiceException
{
    /// <summary>Initialises the exception.</summary>
    /// <param name="message">The entry, the value found and what was expected.</param>
    /// <param name="innerException">The cause, or null.</param>
    public InvalidModelException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}

/// <summary>A data set (IDX file, label file, folder) is missing, damaged or contradicts itself.</summary>
public sealed class InvalidDataSetException : MlNetInvoiceException
{
    /// <summary>Initialises the exception.</summary>
    /// <param name="message">Which file, where, and why.</param>
    /// <param name="innerException">The cause, or null.</param>
    public InvalidDataSetException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
