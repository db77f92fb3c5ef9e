using Goodgate.Verdicts.Judging;
using Goodgate.Verdicts.Observations;
using Goodgate.Verdicts.Php;
using Goodgate.Wire.FastCgi;

namespace Goodgate.Gateway.Forwarding.FastCgi;

/// <summary>What a script's STDERR says, read once an answer is in doubt.</summary>
/// <param name="Php">The message that tells most; null when PHP said none.</param>
/// <param name="FirstLine">Beginning of the output when it is not PHP's; null when there was none.</param>
/// <param name="PrimaryScriptUnknown">PHP-FPM did not find, or could not open, the file of SCRIPT_FILENAME.</param>
/// <param name="Total">Bytes of STDERR.</param>
internal sealed record ScriptErrors(PhpMessage? Php, string? FirstLine, bool PrimaryScriptUnknown, long Total)
{
    private const int LongestLine = 200;

    private static readonly ScriptErrors None = new(null, null, false, 0);

    /// <summary>True when the script was ended by an error.</summary>
    public bool IsFatal => Php is { IsFatal: true };

    public static ScriptErrors Of(ErrorOutput errors)
    {
        if (errors.Total == 0)
        {
            return None;
        }

        // fpm_main.c: "Primary script unknown", and "Unable to open primary script: FILE (Permission denied)".
        var text = errors.Text();
        var unknown = text.Contains("Primary script unknown", StringComparison.Ordinal) || text.Contains("Unable to open primary script", StringComparison.Ordinal);
        var php = PhpMessage.Find(text);
        var line = text.AsSpan().TrimStart();
        var end = line.IndexOfAny('\r', '\n');
        line = end < 0 ? line : line[..end];
        return new ScriptErrors(php, php is null ? UrlSecrets.Masked(line[..Math.Min(line.Length, LongestLine)].ToString()) : null, unknown, errors.Total);
    }

    /// <summary>Adds what it says to a list of facts.</summary>
    public void AddTo(List<Fact> facts)
    {
        Add(facts, FactNames.PhpMessage, Php is null ? null : $"{Php.Severity}: {Php.Text}");
        Add(facts, "php-file", Php?.File is { } file ? $"{file}:{Php.Line}" : null);
        Add(facts, "wordpress-extension", Php?.Extension);
        Add(facts, FactNames.Errors, FirstLine);
        Add(facts, "stderr-bytes", Total > 0 ? $"{Total}" : null);
    }

    private static void Add(List<Fact> facts, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            facts.Add(new Fact(name, value));
        }
    }
}
