using Goodgate.Cli.Importing.Reading;
using Goodgate.Cli.Importing.Writing;

namespace Goodgate.Cli.Importing.Nginx.Converting;

/// <summary>Says what nobody took along: each directive that does something visible and is neither converted nor needless.</summary>
internal static class NginxLeftOver
{
    // Taken along, or a part of something that was; or needless here: HTTP/1.1 and kept connections always, buffers that grow, processes of its own.
    private static readonly HashSet<string> Silent = new(StringComparer.Ordinal)
    {
        "listen", "server_name", "root", "index", "try_files", "return", "server", "location", "upstream", "http", "events", "types", "set_real_ip_from", "resolver", "resolver_timeout",
        "proxy_pass", "fastcgi_pass", "uwsgi_pass", "scgi_pass", "grpc_pass", "fastcgi_param", "fastcgi_index", "fastcgi_split_path_info", "client_max_body_size", "client_header_timeout",
        "client_body_timeout", "keepalive_timeout", "keepalive", "keepalive_requests", "keepalive_time", "limit_req", "limit_req_zone", "limit_req_status", "limit_conn_zone", "limit_except",
        "user", "worker_processes", "worker_connections", "worker_rlimit_nofile", "worker_priority", "worker_shutdown_timeout", "worker_cpu_affinity", "pid", "lock_file", "daemon", "master_process", "load_module", "multi_accept", "use", "accept_mutex", "env", "thread_pool", "pcre_jit",
        "sendfile", "sendfile_max_chunk", "tcp_nopush", "tcp_nodelay", "types_hash_max_size", "types_hash_bucket_size", "server_names_hash_bucket_size", "server_names_hash_max_size", "variables_hash_max_size", "variables_hash_bucket_size", "map_hash_bucket_size", "default_type", "charset", "directio", "aio", "output_buffers", "postpone_output", "read_ahead",
        "server_tokens", "etag", "log_not_found", "log_subrequest", "open_file_cache", "open_file_cache_valid", "open_file_cache_min_uses", "open_file_cache_errors", "reset_timedout_connection", "send_timeout", "lingering_close", "lingering_time", "lingering_timeout", "server_name_in_redirect", "port_in_redirect", "absolute_redirect", "merge_slashes", "underscores_in_headers", "ignore_invalid_headers", "large_client_header_buffers", "client_header_buffer_size", "client_body_buffer_size", "client_body_temp_path", "max_ranges", "if_modified_since", "disable_symlinks", "chunked_transfer_encoding", "connection_pool_size", "request_pool_size",
        "http2", "http3", "http2_max_concurrent_streams", "quic_retry", "zone", "random", "least_conn", "map", "geo", "split_clients", "set", "real_ip_header", "real_ip_recursive", "auth_basic_user_file", "satisfy", "allow",
        "auth_basic", "auth_request", "auth_jwt", "deny", "internal", "secure_link", "ssl_verify_client", "ssl_client_certificate", "ssl_certificate", "ssl_certificate_key", "ssl_protocols", "ssl_ciphers", "ssl_prefer_server_ciphers", "ssl_session_cache", "ssl_session_timeout", "ssl_session_tickets", "ssl_session_ticket_key", "ssl_dhparam", "ssl_ecdh_curve", "ssl_buffer_size", "ssl_stapling", "ssl_stapling_verify", "ssl_trusted_certificate", "ssl_early_data", "ssl_conf_command",
    };

    // All of a kind.
    private static readonly string[] SilentBeginnings = ["gzip", "brotli", "proxy_temp", "fastcgi_temp", "uwsgi_temp", "scgi_temp", "proxy_buffer", "fastcgi_buffer", "proxy_busy", "fastcgi_busy", "proxy_max_temp", "fastcgi_max_temp", "proxy_ssl_", "proxy_http_version", "fastcgi_keep_conn", "proxy_next_upstream", "fastcgi_next_upstream", "proxy_connect_timeout", "proxy_read_timeout", "proxy_send_timeout", "fastcgi_connect_timeout", "fastcgi_read_timeout", "fastcgi_send_timeout", "proxy_headers_hash", "variables_hash", "proxy_socket_keepalive", "proxy_request_buffering", "fastcgi_request_buffering", "log_format", "proxy_pass_header", "uwsgi_param", "scgi_param"];

    // Said in other words than "no equivalent".
    private static readonly Dictionary<string, string> Instead = new(StringComparer.Ordinal)
    {
        ["access_log"] = "give Goodgate a log of its own: access_log: { path: FILE, format: combined }",
        ["error_log"] = "failures are told on standard error and kept in the data folder (data: DIR)",
        ["error_page"] = "a folder with 502.html or 5xx.html: error_pages: DIR of the site",
        ["ip_hash"] = "servers take turns; a visitor does not stay with one",
        ["hash"] = "servers take turns; a visitor does not stay with one",
        ["sticky"] = "servers take turns; a visitor does not stay with one",
        ["limit_conn"] = "client.max_connections_per_address limits connections of one address, for all sites together",
        ["proxy_intercept_errors"] = "an application's own errors pass through unchanged",
        ["rewrite"] = "paths are not rewritten; redirects are routes with redirect",
        ["if"] = "there are no conditions",
        ["stream"] = "TCP and UDP are not carried",
        ["mail"] = "mail is not carried",
        ["expires"] = "files.assets_cache_control says it of all files but HTML",
        ["alias"] = "a folder is served whole, as files of a site",
        ["stub_status"] = "the admin port has health and metrics",
    };

    public static void Say(NginxConfig config, Plan plan)
    {
        foreach (var one in config.All)
        {
            if (one.Outward().Skip(1).Any(up => up.Name is "types" or "map" or "geo" or "split_clients" or "events" or "stream" or "mail" or "if" or "limit_except" || up.Name.EndsWith("_by_lua_block", StringComparison.Ordinal)))
            {
                continue;
            }

            if (one.Name == "proxy_set_header")
            {
                Field(one, plan);
            }
            else if (one.Name == "location" && NginxPath.IsNarrower(one) && one.Inner.Count > 0)
            {
                plan.Miss(one, $"the route takes {NginxPath.Of(one)![..^2]} and what is below it, not names that go on without a slash");
            }
            else if (Instead.TryGetValue(one.Name, out var instead) && one.Argument(0) != "off")
            {
                plan.Miss(one, instead);
            }
            else if (!Silent.Contains(one.Name) && !Instead.ContainsKey(one.Name) && !SilentBeginnings.Any(start => one.Name.StartsWith(start, StringComparison.Ordinal)))
            {
                plan.Miss(one, "no equivalent");
            }
        }

        foreach (var pass in config.Passes.Where(pass => pass.IsHttp && NginxConfig.HeaderInForce(pass.Scope, "Host") is null))
        {
            plan.Miss(pass.Directive, $"nginx sent the Host {pass.Target.Authority}; Goodgate sends the client's");
        }
    }

    private static void Field(Directive set, Plan plan)
    {
        var value = set.Argument(1);
        switch (set.Argument(0).ToLowerInvariant())
        {
            case "host" when value is "$host" or "$http_host" or "$host:$server_port":
            case "x-forwarded-for" or "x-forwarded-proto" or "x-forwarded-host" or "x-forwarded-port" or "x-request-id" or "connection" or "upgrade" or "x-forwarded-server" or "forwarded" or "proxy" or "early-data":
                return;
            case "host":
                plan.Miss(set, "the client's Host is sent unchanged");
                return;
            case "x-real-ip":
                plan.Miss(set, "not sent: the client's address is in X-Forwarded-For and Forwarded");
                return;
            default:
                plan.Miss(set, "fields are not added to requests");
                return;
        }
    }
}
