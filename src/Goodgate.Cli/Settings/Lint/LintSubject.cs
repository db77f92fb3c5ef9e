using Goodgate.Gateway.Settings;

namespace Goodgate.Cli.Settings.Lint;

/// <summary>What the rules look at: settings without errors, with the places of their values.</summary>
internal sealed class LintSubject(GatewaySettings settings, IReadOnlyList<EffectiveValue> effective, int lowestFreePort)
{
    private readonly Dictionary<string, SettingsPlace> written = Places(effective);

    public GatewaySettings Settings => settings;

    /// <summary>The lowest port this process may listen on.</summary>
    public int LowestFreePort => lowestFreePort;

    /// <summary>A proxy stands in front: somebody is trusted to say who the client is.</summary>
    public bool HasProxyInFront => settings.TrustedProxies.Count > 0;

    public bool IsWritten(string path) => written.ContainsKey(path);

    /// <summary>Values written at paths that end so: <c>password_file</c>.</summary>
    public IEnumerable<EffectiveValue> WrittenEndingWith(string end) =>
        effective.Where(e => !e.Place.IsNowhere && e.Path.EndsWith(end, StringComparison.Ordinal));

    /// <summary>A finding at the first of these paths that somebody wrote; else at the nearest thing around it.</summary>
    public LintFinding At(string what, params IReadOnlyList<string> paths) => new(what, paths.Select(Written).FirstOrDefault(p =>
        p is not null) ?? Around(paths[0]));

    private static bool IsUnder(string path, string prefix) =>
        path.StartsWith(prefix, StringComparison.Ordinal) && (path.Length == prefix.Length || path[prefix.Length] is '.' or '[');

    private SettingsPlace? Written(string path) => written.TryGetValue(path, out var place) ? place : null;

    private static Dictionary<string, SettingsPlace> Places(IReadOnlyList<EffectiveValue> effective)
    {
        var places = new Dictionary<string, SettingsPlace>(StringComparer.Ordinal);
        foreach (var value in effective.Where(e => !e.Place.IsNowhere))
        {
            places.TryAdd(value.Path, value.Place);
        }

        return places;
    }

    private SettingsPlace Around(string path)
    {
        for (var end = path.Length; end > 0; end = path.LastIndexOfAny(['.', '['], end - 1))
        {
            var prefix = path[..end];
            var near = effective.FirstOrDefault(e => !e.Place.IsNowhere && IsUnder(e.Path, prefix));
            if (near is not null)
            {
                return near.Place;
            }
        }

        return new SettingsPlace(effective.Count > 0 ? effective[0].Place.File : "settings", 0, 0);
    }
}
