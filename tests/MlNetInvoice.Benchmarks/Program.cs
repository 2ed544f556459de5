using MlNetInvoice.Benchmarks;
using MlNetInvoice.Benchmarks.Detection;
using MlNetInvoice.Benchmarks.Figures;
using MlNetInvoice.Benchmarks.Peers;

// One file a command; a new bench is a class beside these and a line here.
Dictionary<string, (string Summary, Func<string[], int> Run)> commands = new()
{
    ["peers"] = ("this engine against ONNX Runtime, libtorch and PyTorch on the same works, in turns in one run [--json] [--rounds n] [--only work,…] [--processor-time]", PeersCommand.Run),
    ["layers"] = ("multiply-adds a second of every layer, forward and backward, against this core's peak [architecture] [--lanes n]", LayersCommand.Run),
    ["calibrate"] = ("fits the weights of the reading confidence on printed lines and prints the reliability tables [lines] [model.zip] [--save calibrated.zip]", CalibrateCommand.Run),
    ["belief"] = ("fits which rows with letters in front are invoices' numbers, on generated scenes [scenes] [model.zip]", BeliefCommand.Run),
    ["service"] = ("the service under load against the library alone <picture|folder> [seconds] [seconds above capacity]", ServiceCommand.Run),
    ["stages"] = ("where the time of photographs goes, on one core <folder> [rounds]", StagesCommand.Run),
    ["detector"] = ("finding the line: connected components against a trained detector train|score <model.zip> [folder]", DetectorCommand.Run),
    ["certificates"] = ("generated certificates: codes and fields [count]", CertificatesCommand.Run),
    ["slips"] = ("generated slips of tills, forms and A4 certificates: printed fields [count] [seed] [--verbose]", SlipsCommand.Run),
    ["fields"] = ("fields of pictures and what they cost <folder with labels.csv> [--print]", FieldsCommand.Run),
    ["face"] = ("numbers in a face that no training has seen, as a labelled folder to tune by: <folder> [count] [seed]", FaceCommand.Run),
    ["codes"] = ("left QR codes found in pictures, beside zbarimg <folder> … [--verbose]", CodesCommand.Run),
    ["figures"] = ("draws the documents' pictures that show a table, a reference or a reading anew <root of the repository> [name]", FiguresCommand.Run),
    ["decode"] = ("decoding of a picture, whole and reduced, against djpeg <picture> [rounds]", DecodeCommand.Run),
    ["kernels"] = ("the kernels by BenchmarkDotNet [its own arguments]", KernelsCommand.Run),
};

if (args.Length > 0 && commands.TryGetValue(args[0], out (string Summary, Func<string[], int> Run) command))
{
    return command.Run(args[1..]);
}

Console.Error.WriteLine("Usage: dotnet run -c Release --project tests/MlNetInvoice.Benchmarks -- <command>");
foreach ((string name, (string summary, _)) in commands)
{
    Console.Error.WriteLine($"  {name,-10} {summary}");
}

return 1;
