namespace Goodgate.Comparison.Proxies;

/// <summary>What both uses of nginx (origin, proxy) share: one worker, no access log, all its files in the run's folder.</summary>
public static class NginxFiles
{
    public static StartedProcess Start(Workplace workplace, int core, string name, string http)
    {
        var folder = workplace.Folder(name);
        var file = workplace.Write($"{name}/nginx.conf", $$"""
            daemon off;
            worker_processes 1;
            worker_rlimit_nofile {{OpenFiles.Limit}};
            pid {{folder}}/pid;
            error_log {{folder}}/error.log warn;
            events { worker_connections {{OpenFiles.Limit - 100}}; }
            http {
                access_log off;
                sendfile on;
                tcp_nopush on;
                keepalive_timeout 3600;
                keepalive_requests 1000000000;
                client_max_body_size 0;
                client_body_temp_path {{folder}}/body;
                proxy_temp_path {{folder}}/proxy;
                fastcgi_temp_path {{folder}}/fastcgi;
                uwsgi_temp_path {{folder}}/uwsgi;
                scgi_temp_path {{folder}}/scgi;
            {{http}}
            }
            """);
        return workplace.Start(core, Requirements.Find("nginx")!, "-e", $"{folder}/error.log", "-p", folder, "-c", file);
    }
}
