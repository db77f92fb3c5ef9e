using Goodgate.Cli.Settings.Formats;
using Goodgate.Cli.Settings.Shapes;

namespace Goodgate.Cli.Settings.Table;

/// <summary>Keys of the pool behind a FastCGI upstream.</summary>
internal static class FpmPoolKeys
{
    public static readonly GroupShape Pool = new(
    [
        new("workers", new NumberShape(1, 65_535))
        {
            Doc = "Most requests in flight, all servers of the upstream together. When absent `pm.max_children` of `conf`, else the size of a static pool as its status "
                + "page has it; where none of them tells, nobody waits.",
        },
        new("conf", new TextShape(PlainFormats.File with { Example = "/etc/php/8.2/fpm/pool.d/www.conf" }))
        {
            Doc = "The pool's file: `pm.max_children`, `pm.status_path`, `pm.status_listen` and `request_terminate_timeout` are read from it. For one server.",
        },
        new("find", new FlagShape())
        {
            Default = "true",
            Origin = "only a file that names this very socket counts",
            Doc = "When `conf` is absent, look for the pool's file where distributions keep it (`/etc/php/*/fpm`, `/etc/php-fpm.d` and the like). For one server.",
        },
        new("status_path", new TextShape(PlainFormats.ScriptName with { Example = "/fpm-status" }))
        {
            Doc = "Path of FPM's status page (`pm.status_path`), asked for every 5 s. For one server.",
        },
        new("status_listen", new TextShape(PhpFormats.Listener))
        {
            Doc = "Where that page is asked for (`pm.status_listen`): a full pool cannot answer for itself. The server itself when absent.",
        },
        new("log", new TextShape(PlainFormats.File with { Example = "/var/log/php8.2-fpm.log" }))
        {
            Doc = "FPM's own log (`error_log`): it says whether a worker crashed, was killed by a limit of time, or ended with a reload.",
        },
        new("queue", new NumberShape(0, 65_535)) { Doc = "Most requests that wait for a worker; 0 = none does. When absent ten for each worker, 1000 at most." },
        new("queue_timeout", new DurationShape("10ms", "10m"))
        {
            Default = "10s",
            Origin = "visitors leave after about that long",
            Doc = "Longest wait for a worker; then 503 with Retry-After.",
        },
        new("spool", new SizeShape("1B", "1024GiB", "none"))
        {
            Default = "1GiB",
            Origin = "as nginx lets one answer take (`fastcgi_max_temp_file_size`); here for all together",
            Doc = "Most bytes of uploads and answers kept for slow clients, so that they hold no worker: 64 KiB of each in memory, beyond that in files without a name in "
                + "the temporary folder (TMPDIR). 0 = none: a worker waits for its client.",
        },
    ]);
}
