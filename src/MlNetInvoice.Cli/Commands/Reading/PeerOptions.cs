using System.CommandLine;
using MlNetInvoice.Cli.Peers;

namespace MlNetInvoice.Cli.Commands;

/// <summary>The options by which <c>score</c> compares with other programs.</summary>
internal sealed class PeerOptions
{
    private readonly Option<bool> _peers = new("--peers") { Description = "Lets PP-OCRv4 (mobile, by Node.js and ONNX Runtime) and Tesseract read the same pictures, where they are installed." };

    private readonly Option<string> _folder = new("--peers-folder")
    {
        Description = "Where the npm packages of PP-OCRv4 lie, by default mlnetinvoice-peers in the user's cache.",
        DefaultValueFactory = _ => PeerFolder.Default,
        HelpName = "folder",
    };

    private readonly Option<bool> _install = new("--install-peers") { Description = "Installs the npm packages of PP-OCRv4 there first, where they are missing. Nothing is fetched without it." };

    private readonly Option<int> _side = new("--peers-side")
    {
        Description = "To how many pixels PP-OCRv4 reduces the longest side of a photograph before it looks for lines.",
        DefaultValueFactory = _ => 960,
        HelpName = "pixels",
    };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Options.Add(_peers);
        command.Options.Add(_folder);
        command.Options.Add(_install);
        command.Options.Add(_side);
    }

    /// <summary>The comparison that the command line asks for, or null; what it asks to be installed is installed.</summary>
    /// <exception cref="UsageException">A value is out of range.</exception>
    /// <exception cref="PeerFaultException">Something was to be installed, and could not be.</exception>
    public PeerComparison? Create(ParseResult parsed, InvoiceReaderOptions options, CancellationToken cancellationToken)
    {
        if (parsed.GetValue(_side) is not (>= 64 and <= 8192) and int side)
        {
            throw new UsageException($"--peers-side is {side}, but must be 64 to 8192.");
        }

        if (!parsed.GetValue(_peers))
        {
            return parsed.GetValue(_install) ? throw new UsageException("--install-peers is for --peers; give both.") : null;
        }

        var folder = new PeerFolder(parsed.GetValue(_folder)!);
        if (parsed.GetValue(_install) && folder.Missing() is not null)
        {
            folder.Install(cancellationToken);
        }

        return new PeerComparison(folder, parsed.GetValue(_side), options);
    }
}
