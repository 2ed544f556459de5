using System.CommandLine;
using System.Reflection;
using MlNetInvoice.Cli.Output;

namespace MlNetInvoice.Cli.Commands;

/// <summary><c>new</c>: writes a project that reads invoice numbers with ML.NET, as ML.NET's Model Builder does.</summary>
internal static class NewCommand
{
    private static readonly string[] Kinds = ["console", "webapi", "worker"];

    public static Command Create(CommandContext context)
    {
        var kind = new Argument<string>("kind") { Description = $"One of {string.Join(", ", Kinds)}." };
        kind.AcceptOnlyFromAmong(Kinds);
        var folder = new Option<string>("--out") { Description = "Where; the folder must be empty or new.", Required = true, HelpName = "folder" };
        var model = new Option<string?>("--model") { Description = "A model that reads invoices, of either kind. Default: the one of the library.", HelpName = "model.zip" };
        var version = new Option<string?>("--package-version") { Description = "The version of MlNetInvoice.MLNet that the project takes. Default: that of this program." };
        var command = new Command("new", "Writes a project with model, typed input and output, training pipeline, prediction and README: ML.NET from the first build.") { kind, folder, model, version };
        command.SetAction(parsed =>
        {
            string target = parsed.GetRequiredValue(folder);
            IReadOnlyList<string> files = ProjectTemplate.Write(parsed.GetRequiredValue(kind), target, parsed.GetValue(model), parsed.GetValue(version) ?? OwnVersion());
            context.Output.WriteLine($"{target}: {string.Join(", ", files)}");
            return ExitCode.Success;
        });
        return command;
    }

    private static string OwnVersion() => typeof(NewCommand).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
}
