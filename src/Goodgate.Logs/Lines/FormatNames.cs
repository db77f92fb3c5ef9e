namespace Goodgate.Logs.Lines;

/// <summary>Names of the formats that lines are recognised by.</summary>
public static class FormatNames
{
    public static IReadOnlyList<string> All { get; } = [.. LineReaders.Names];
}
