namespace Goodgate.Gateway.Fpm.Files;

/// <summary>
/// The directives of PHP-FPM up to 8.4 with their defaults, from the tables <c>ini_fpm_global_options</c> and <c>ini_fpm_pool_options</c> of fpm_conf.c.
/// Those of one system or build only (<c>listen.setfib</c>, <c>apparmor_hat</c>) are among them.
/// </summary>
public static class FpmDirectives
{
    /// <summary>Those of <c>[global]</c>.</summary>
    public static IReadOnlyDictionary<string, FpmDirective> Global { get; } = Table(
        new("pid", FpmValueKind.Text),
        new("error_log", FpmValueKind.Text),
        new("syslog.facility", FpmValueKind.Text, "daemon"),
        new("syslog.ident", FpmValueKind.Text, "php-fpm"),
        new("log_buffering", FpmValueKind.Flag, "1"),
        new("log_level", FpmValueKind.LogLevel, "notice"),
        new("log_limit", FpmValueKind.Number, "1024"),
        new("emergency_restart_threshold", FpmValueKind.Number, "0"),
        new("emergency_restart_interval", FpmValueKind.Time, "0"),
        new("process_control_timeout", FpmValueKind.Time, "0"),
        new("process.max", FpmValueKind.Number, "0"),
        new("process.priority", FpmValueKind.Number),
        new("daemonize", FpmValueKind.Flag, "1"),
        new("rlimit_files", FpmValueKind.Number),
        new("rlimit_core", FpmValueKind.Limit),
        new("events.mechanism", FpmValueKind.Text),
        new("systemd_interval", FpmValueKind.Time, "10"));

    /// <summary>Those of a pool.</summary>
    public static IReadOnlyDictionary<string, FpmDirective> Pool { get; } = Table(
        new("prefix", FpmValueKind.Text),
        new("user", FpmValueKind.Text),
        new("group", FpmValueKind.Text),
        new("listen", FpmValueKind.Text),
        new("listen.acl_users", FpmValueKind.Text),
        new("listen.acl_groups", FpmValueKind.Text),

        // As much as the kernel allows: what PHP 8.2 has on Linux; earlier versions had 511. The kernel tells which it is (QueueReading.Room).
        new("listen.backlog", FpmValueKind.Number, "-1"),
        new("listen.owner", FpmValueKind.Text),
        new("listen.group", FpmValueKind.Text),
        new("listen.mode", FpmValueKind.Text, "0660"),
        new("listen.setfib", FpmValueKind.Number),
        new("listen.allowed_clients", FpmValueKind.Text),
        new("process.priority", FpmValueKind.Number),
        new("process.dumpable", FpmValueKind.Flag),
        new("pm", FpmValueKind.ProcessControl),
        new("pm.max_children", FpmValueKind.Number),
        new("pm.start_servers", FpmValueKind.Number),
        new("pm.min_spare_servers", FpmValueKind.Number),
        new("pm.max_spare_servers", FpmValueKind.Number),
        new("pm.max_spawn_rate", FpmValueKind.Number, "32"),
        new("pm.process_idle_timeout", FpmValueKind.Time, "10"),
        new("pm.max_requests", FpmValueKind.Number, "0"),
        new("pm.status_path", FpmValueKind.Text),
        new("pm.status_listen", FpmValueKind.Text),
        new("ping.path", FpmValueKind.Text),
        new("ping.response", FpmValueKind.Text, "pong"),
        new("access.log", FpmValueKind.Text),
        new("access.format", FpmValueKind.Text),
        new("access.suppress_path", FpmValueKind.Listed),
        new("slowlog", FpmValueKind.Text),
        new("request_slowlog_timeout", FpmValueKind.Time, "0"),
        new("request_slowlog_trace_depth", FpmValueKind.Number, "20"),
        new("request_terminate_timeout", FpmValueKind.Time, "0"),
        new("request_terminate_timeout_track_finished", FpmValueKind.Flag),
        new("rlimit_files", FpmValueKind.Number),
        new("rlimit_core", FpmValueKind.Limit),
        new("chroot", FpmValueKind.Text),
        new("chdir", FpmValueKind.Text),
        new("catch_workers_output", FpmValueKind.Flag),
        new("decorate_workers_output", FpmValueKind.Flag, "1"),
        new("clear_env", FpmValueKind.Flag, "1"),
        new("security.limit_extensions", FpmValueKind.Text, ".php .phar"),
        new("apparmor_hat", FpmValueKind.Text),
        new("env", FpmValueKind.Keyed),
        new("php_value", FpmValueKind.Keyed),
        new("php_flag", FpmValueKind.Keyed),
        new("php_admin_value", FpmValueKind.Keyed),
        new("php_admin_flag", FpmValueKind.Keyed));

    private static Dictionary<string, FpmDirective> Table(params FpmDirective[] rows) => rows.ToDictionary(row => row.Name, StringComparer.Ordinal);
}
