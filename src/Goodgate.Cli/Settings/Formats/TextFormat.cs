namespace Goodgate.Cli.Settings.Formats;

/// <summary>What a text value must look like.</summary>
/// <param name="Expected">In words, for messages, manual and schema.</param>
/// <param name="Read">Checks one value.</param>
internal sealed record TextFormat(string Expected, Func<string, TextReading> Read)
{
    /// <summary>A good value, for the manual and the schema.</summary>
    public required string Example { get; init; }

    /// <summary>For editors; looser than <see cref="Read"/> where a regular expression cannot say it. null = none.</summary>
    public string? Pattern { get; init; }

    /// <summary>Text that may hold line breaks and other controls; elsewhere they would end up in logs, headers or file names.</summary>
    public bool IsFree { get; init; }

    /// <summary>A file or directory: relative ones count from the directory of the settings file.</summary>
    public bool IsPath { get; init; }
}

/// <summary>A text value after its check: the value in one spelling, or why it is refused and what was probably meant.</summary>
internal readonly record struct TextReading(string? Value, string Failure = "", string? Meant = null)
{
    public static TextReading Good(string value) => new(value);

    public static TextReading Bad(string failure, string? meant = null) => new(null, failure, meant);
}
