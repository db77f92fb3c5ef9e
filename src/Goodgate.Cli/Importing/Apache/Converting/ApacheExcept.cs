using Goodgate.Cli.Importing.Reading;

namespace Goodgate.Cli.Importing.Apache.Converting;

/// <summary>A path that is not handed on although a wider one is: <c>ProxyPass /static !</c>.</summary>
/// <param name="Line">The directive.</param>
/// <param name="Path">The path; null for a regular expression.</param>
internal sealed record ApacheExcept(Directive Line, string? Path)
{
    /// <summary>All of a virtual host, or of a file without one.</summary>
    public static IEnumerable<ApacheExcept> Of(Directive host)
    {
        foreach (var line in host.All().Where(one => one.Name is "proxypass" or "proxypassmatch" && one.Has("!")))
        {
            var section = line.Parent!.Name is "location" or "locationmatch" ? line.Parent : null;
            var isPattern = line.Name == "proxypassmatch" || section?.Name == "locationmatch" || section?.Argument(0) == "~";
            yield return new ApacheExcept(line, isPattern ? null : (section ?? line).Argument(0));
        }
    }

    /// <summary>True when one of these servers would be asked for the path. The first line that matches decides (mod_proxy), so an earlier, wider one leaves nothing to except.</summary>
    public bool IsTakenFrom(IEnumerable<ApacheWorker> workers)
    {
        var wider = workers.Where(worker => worker.IsPattern || worker.Path is { } path && Path!.StartsWith(path, StringComparison.Ordinal)).ToList();
        return wider.Count > 0 && (Line.Parent!.Name == "location" || !wider.Exists(worker => !worker.IsPattern && worker.Line.Parent == Line.Parent && IsBefore(worker.Line)));
    }

    private bool IsBefore(Directive other) => Line.Parent!.Inner.IndexOf(other) < Line.Parent.Inner.IndexOf(Line);
}
