using Goodgate.Comparison.Proxies;

namespace Goodgate.Comparison.Hits;

/// <summary>A server whose files are fresh for a day.</summary>
public static class CacheableOrigin
{
    /// <summary>Where the files are.</summary>
    public static string Root(Workplace workplace) => workplace.Folder("cacheable");

    public static StartedProcess Start(Workplace workplace, int port)
    {
        var root = Root(workplace);
        foreach (var (name, size) in ((string, int)[])[("1k", 1024), ("64k", 64 * 1024), ("1m", 1024 * 1024), ("4m", 4 * 1024 * 1024)])
        {
            File.WriteAllText(Path.Combine(root, name), new string('x', size));
        }

        return NginxFiles.Start(workplace, Machine.LoadCore, "cacheable-origin", $$"""
                default_type text/html;
                server {
                    listen 127.0.0.1:{{port}} backlog=4096;
                    root {{root}};
                    add_header Cache-Control max-age=86400;
                }
            """);
    }
}
