using Goodgate.Cli.Settings;

namespace Goodgate.Cli.Importing.Writing;

/// <summary>An upstream to be written. Values are those of the settings file, as text.</summary>
/// <param name="Wish">The name it should have; another is chosen where that is taken.</param>
/// <param name="From">Where it comes from.</param>
internal sealed record PlannedUpstream(string Wish, SettingsPlace From)
{
    public List<string> Servers { get; } = [];

    public SortedDictionary<string, string> Timeouts { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, string> Pool { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, string> Tls { get; } = new(StringComparer.Ordinal);

    /// <summary>Certificate and key shown to the server; null when there are none.</summary>
    public (string Cert, string Key)? ClientCertificate { get; set; }

    public SortedDictionary<string, string> FastCgi { get; } = new(StringComparer.Ordinal);

    public string? Retries { get; set; }

    public string? MaxHead { get; set; }

    /// <summary>All that decides whether two are the same.</summary>
    public string Content => string.Join('\n', [
        .. Servers, .. Lines("timeouts", Timeouts), .. Lines("pool", Pool), .. Lines("tls", Tls), $"{ClientCertificate}", .. Lines("fastcgi", FastCgi), $"{Retries} {MaxHead}"]);

    private static IEnumerable<string> Lines(string group, SortedDictionary<string, string> values) => values.Select(one => $"{group}.{one.Key}={one.Value}");
}
