using Goodgate.Comparison.Proxies;

namespace Goodgate.Comparison;

/// <summary>The server behind all proxies: nginx with files of 1 and 64 KiB, and an upload that is read whole before it is answered.</summary>
public static class Origin
{
    public static StartedProcess Start(Workplace workplace, int port)
    {
        var root = workplace.Folder("files");
        File.WriteAllText(Path.Combine(root, "1k"), new string('x', 1024));
        File.WriteAllText(Path.Combine(root, "64k"), new string('x', 64 * 1024));
        File.WriteAllText(Path.Combine(root, "upload"), "");
        File.WriteAllText(Path.Combine(root, "ok"), "ok");

        // nginx answers a POST for a file before it has read the body, which an application does not. The mirror makes it read first; the 405
        // that the file then gives is turned into an answer.
        return NginxFiles.Start(workplace, Machine.LoadCore, "origin", $$"""
                open_file_cache max=10;
                default_type text/html;
                server {
                    listen 127.0.0.1:{{port}} backlog=4096;
                    root {{root}};
                    location = /upload {
                        client_body_buffer_size 128k;
                        mirror /nowhere;
                        mirror_request_body on;
                        error_page 405 =200 /ok;
                    }
                    location = /nowhere { internal; return 204; }
                }
            """);
    }
}
