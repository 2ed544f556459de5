using MlNetInvoice.Fuzzing.Targets;

namespace MlNetInvoice.Fuzzing;

/// <summary>All formats that the library reads from outside.</summary>
public static class FuzzTargets
{
    /// <summary>The formats, in the order of the report.</summary>
    public static IReadOnlyList<IFuzzTarget> All { get; } =
    [
        .. ImageTarget.All(), .. DocumentTarget.All(), new IdxTarget(isGzip: false), new IdxTarget(isGzip: true), new ModelTarget(), new OnnxTarget(),
        new ConfigTarget(isNetwork: false), new ConfigTarget(isNetwork: true), new CodeTextTarget(), new WinningTarget(),
    ];

    /// <summary>The format of a name, or null.</summary>
    public static IFuzzTarget? Find(string name) => All.FirstOrDefault(target => target.Name == name);
}
