using Goodgate.EndToEnd.Stage;

namespace Goodgate.EndToEnd.Importing;

/// <summary>One call of <c>goodgate import</c>.</summary>
internal static class ImportProgram
{
    public static Task<ProgramCall> RunAsync(params string[] args) => ProgramCall.RunAsync(["import", .. args]);
}
