using Goodgate.Gateway.Files;
using Goodgate.Gateway.Files.Disk;
using Goodgate.Gateway.Settings;
using Goodgate.Gateway.Upstreams;

namespace Goodgate.Gateway.Tests.Files;

/// <summary>A folder of a site with real files, made for one test, with a neighbour that must not be reached.</summary>
internal sealed class SiteFolder : IDisposable
{
    private readonly DirectoryInfo _around = Directory.CreateTempSubdirectory("goodgate-files-");

    public SiteFolder()
    {
        Directory.CreateDirectory(Root);
        Directory.CreateDirectory(Outside);
        File.WriteAllText(Path.Combine(Outside, "secret.txt"), "secret");
    }

    public string Root => Path.Combine(_around.FullName, "www");

    public string Outside => Path.Combine(_around.FullName, "outside");

    /// <summary>Makes files; each holds its own name. Those that end with a slash are folders.</summary>
    public SiteFolder With(params IEnumerable<string> names)
    {
        foreach (var name in names)
        {
            var path = Path.Combine(Root, name);
            Directory.CreateDirectory(name.EndsWith('/') ? path : Path.GetDirectoryName(path)!);
            if (!name.EndsWith('/'))
            {
                File.WriteAllText(path, name);
            }
        }

        return this;
    }

    public SiteFolder Link(string name, string target)
    {
        File.CreateSymbolicLink(Path.Combine(Root, name), target);
        return this;
    }

    public SiteFiles Site(FilesSettings? settings = null, bool php = true) => new(
        (settings ?? new FilesSettings { Root = "" }) with { Root = Root },
        "site",
        php ? new Upstream(new UpstreamSettings { Name = "php", Servers = [] }, TimeProvider.System) : null);

    /// <summary>What a target leads to: <c>file a.txt</c>, <c>script /index.php + /info</c>, <c>slash</c>, <c>404 no-file</c>, <c>failure 13</c>.</summary>
    public string Find(string target, FilesSettings? settings = null, bool php = true)
    {
        var site = Site(settings, php);
        if (SitePath.Read(target) is not { } path)
        {
            return "400 bad-path";
        }

        using var root = SiteRoot.Open(site.Opening, out var errno);
        if (root is null)
        {
            return $"failure {errno}";
        }

        var found = new FindFile(site, root, path).Run();
        using var file = found.File;
        return found switch
        {
            { File: not null } => "file " + found.Path,
            { Script: { } script } => $"script {script.Script}{(script.PathInfo.Length > 0 ? " + " + script.PathInfo : "")}",
            { LacksSlash: true } => "slash",
            { Fault: { } fault } => $"{fault.Status} {fault.Reason}",
            _ => $"failure {found.Failure!.Errno}",
        };
    }

    public void Dispose() => _around.Delete(recursive: true);
}
