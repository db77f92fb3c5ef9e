using Goodgate.EndToEnd.Stage;
using Goodgate.Gateway.Settings;

namespace Goodgate.EndToEnd.Files;

/// <summary>A folder with real files, and settings for a gateway that serves it.</summary>
internal sealed class ServedSite : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("goodgate-site-");

    public string Root => _folder.FullName;

    public string PathOf(string name) => Path.Combine(Root, name);

    /// <summary>Writes a file; with a time of change long gone, so that its date is a strong validator.</summary>
    public ServedSite With(string name, string content = "content\n")
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(name))!);
        File.WriteAllText(PathOf(name), content);
        File.SetLastWriteTimeUtc(PathOf(name), new DateTime(2024, 2, 29, 12, 0, 0, DateTimeKind.Utc));
        return this;
    }

    /// <summary>Makes a file of many bytes whose value follows from their place.</summary>
    public ServedSite WithLarge(string name, int mebibytes)
    {
        using var file = File.Create(PathOf(name));
        var piece = Enumerable.Range(0, 1024 * 1024).Select(i => (byte)(i % 251)).ToArray();
        for (var i = 0; i < mebibytes; i++)
        {
            file.Write(piece);
        }

        return this;
    }

    /// <summary>Settings; a server stands for PHP when there is one.</summary>
    public GatewaySettings Settings(string? php = null, Func<FilesSettings, FilesSettings>? change = null)
    {
        var files = new FilesSettings { Root = Root, Php = php is null ? null : "php" };
        return new GatewaySettings
        {
            Listen = [new ListenSettings { Url = "http://127.0.0.1:0" }],
            Upstreams = php is null ? [] : [new UpstreamSettings { Name = "php", Servers = [php], Timeouts = RunningGateway.LongLimits }],
            Sites = [new SiteSettings { Name = "site", Hosts = ["*"], Routes = [], Files = change?.Invoke(files) ?? files }],
            Admin = new AdminSettings { Listen = "off" },
        };
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
