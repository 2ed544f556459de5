using System.Text;
using MlNetInvoice.Documents.Isolation;

namespace MlNetInvoice.Documents;

/// <summary>The child's side of <see cref="DecoderPool"/>: a program that offers a command for it calls <see cref="Run"/> there and nothing else.</summary>
public static class DecoderHost
{
    /// <summary>Decodes the files that come on the standard input until it ends, and writes their pages to the standard output.</summary>
    /// <returns>The exit code.</returns>
    public static int Run()
    {
        using Stream input = Console.OpenStandardInput();
        using Stream output = Console.OpenStandardOutput();
        Console.SetOut(Console.Error); // Whatever else is printed must not stand between the pages.
        using var reader = new BinaryReader(new BufferedStream(input, 64 * 1024), Encoding.UTF8);
        using var writer = new BinaryWriter(new BufferedStream(output, 64 * 1024), Encoding.UTF8);
        while (PageWire.ReadRequest(reader) is var (file, options))
        {
            try
            {
                foreach (DocumentPage page in PageDecoder.Instance.Decode(file, options))
                {
                    PageWire.WritePage(writer, page);
                }

                writer.Write((byte)PageWireKind.End);
            }
            catch (MlNetInvoiceException fault)
            {
                writer.Write((byte)(fault is ImageTooLargeException ? PageWireKind.TooLarge : PageWireKind.Invalid));
                writer.Write(fault.Message);
            }

            writer.Flush();
        }

        return 0;
    }
}
