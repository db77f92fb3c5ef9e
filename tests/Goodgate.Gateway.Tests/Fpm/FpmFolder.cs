using Goodgate.Gateway.Fpm.Files;

namespace Goodgate.Gateway.Tests.Fpm;

/// <summary>A scratch folder with configuration files.</summary>
internal sealed class FpmFolder : IDisposable
{
    /// <summary>A pool FPM starts with, and the lint has nothing to say about.</summary>
    public const string Good = """
        [www]
        user = www-data
        group = www-data
        listen = /run/php/www.sock
        listen.owner = www-data
        listen.group = www-data
        pm = dynamic
        pm.max_children = 5
        pm.start_servers = 2
        pm.min_spare_servers = 1
        pm.max_spare_servers = 3

        """;

    public string Path { get; } = Directory.CreateTempSubdirectory("goodgate-fpm-").FullName;

    public string Write(string name, string text)
    {
        var path = System.IO.Path.Combine(Path, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    public FpmConfiguration Read(string text, string name = "www.conf") => FpmConfiguration.Read(Write(name, text));

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
