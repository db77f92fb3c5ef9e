using System.CommandLine;

namespace Goodgate.Cli.Commands;

/// <summary><c>--json</c>, the same everywhere.</summary>
internal static class JsonOption
{
    public static Option<bool> Create() => new("--json") { Description = "Writes JSON, for programs." };
}
