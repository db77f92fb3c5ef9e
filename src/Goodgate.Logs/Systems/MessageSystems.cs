using System.Text.RegularExpressions;
using Goodgate.Logs.Lines;
using Goodgate.Logs.Times;

namespace Goodgate.Logs.Systems;

/// <summary>The systems that are all messages, and how their lines are known.</summary>
internal static partial class MessageSystems
{
    public static ILineReader Gunicorn { get; } = new MessageReader("gunicorn", line => GunicornLine().IsMatch(line.Text) || line.Program is "gunicorn", Iso);

    public static ILineReader Litespeed { get; } = new MessageReader("litespeed", line => LitespeedLine().IsMatch(line.Text) || line.Program is "lshttpd" or "litespeed" or "lsphp", Iso);

    public static ILineReader Uwsgi { get; } = new MessageReader("uwsgi", line => UwsgiLine().IsMatch(line.Text) || line.Program is "uwsgi", Asctime);

    public static ILineReader Kernel { get; } = new MessageReader("kernel", line => line.Program is "kernel" || KernelLine().IsMatch(line.Text), line => line.CarrierTime);

    public static ILineReader Systemd { get; } = new MessageReader("systemd", line => line.Program is "systemd" || SystemdLine().IsMatch(line.Text), line => line.CarrierTime);

    public static ILineReader Mysql { get; } = new MessageReader("mysql", line => line.Program is "mysqld" or "mariadbd" or "mysqld_safe" or "mariadb" || MysqlLine().IsMatch(line.Text), line =>
    {
        var iso = LogTimes.Iso(line.Text);
        return iso.Utc ?? line.Utc(iso.Written);
    });

    public static ILineReader Node { get; } = new MessageReader("node", line => NodeLine().IsMatch(line.Text) || line.Program is "node" or "pm2" or "PM2", Iso);

    public static ILineReader SquidCache { get; } = new MessageReader("squid", line => line.Program is "squid" || SquidLine().IsMatch(line.Text), line => line.Utc(LogTimes.Slashed(line.Text)));

    private static DateTimeOffset? Iso(LogLine line)
    {
        var (written, utc) = LogTimes.Iso(line.Text);
        return utc ?? line.Utc(written);
    }

    private static DateTimeOffset? Asctime(LogLine line) => line.Utc(LogTimes.Asctime(line.Text));

    [GeneratedRegex(@"\[\d{1,10}\] \[(?:CRITICAL|ERROR|WARNING|INFO|DEBUG)\] |WORKER TIMEOUT \(pid:|Worker \(pid:|gunicorn\.errors|^(?:redis\.exceptions|psycopg2?|pymysql\.err|MySQLdb\.\w{1,20}|django\.db\.utils|sqlalchemy\.exc)\.\w{1,40}: ", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex GunicornLine();

    [GeneratedRegex(@"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3,6} \[(?:ERROR|WARN|NOTICE|INFO|STDERR|DEBUG)\] \[|Reached max children process limit: \d|from LSAPI application, possible dead lock", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LitespeedLine();

    [GeneratedRegex(@"DAMN ! worker|HARAKIRI|\buWSGI\b|\buwsgi_|worker \d{1,5} (?:killed|lifetime|buried)|no python application found|unable to load app|SIGPIPE: writing to a closed|^IOError: write error|^OSError: write error|respawned uWSGI|\bspawned uWSGI",
        RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex UwsgiLine();

    [GeneratedRegex(@"Killed process \d|invoked oom-killer|oom-kill:|oom_reaper|segfault at [0-9a-f]|traps: |general protection|SYN flooding on port|nf_conntrack: |TCP: (?:out of memory|too many orphaned)|VFS: file-max|^\[ *\d{1,10}\.\d{6}\] ",
        RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex KernelLine();

    [GeneratedRegex(@"\b[\w@.\\-]{1,128}\.(?:service|scope|socket|slice): |systemd\[\d+\]: ", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SystemdLine();

    [GeneratedRegex(@"\[(?:ERROR|Warning|Note|System)\] (?:\[MY-\d{6}\]|/|InnoDB|mysqld|mariadbd|Aborted|Aborting|Can't|Could not|Plugin|Unknown|Disk|Out of|Too many|Table|Got|Error|Fatal|Incorrect|Event|Server|Slave|WSREP|Failed)|^\d{4}-\d\d-\d\d[ T][\d ]\d:\d\d:\d\d(?:\.\d{6}Z)?\s{1,3}\d{1,10} \[(?:ERROR|Warning|Note|System)\]|\d{6} [ \d]\d:\d\d:\d\d (?:\[ERROR\]|mysqld|InnoDB)|mysqld(?:_safe)? got (?:signal|exception)|mysqld: |mariadbd: |^InnoDB: ",
        RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex MysqlLine();

    [GeneratedRegex(@"\b(?:ECONNREFUSED|ECONNRESET|ETIMEDOUT|ESOCKETTIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN|EPIPE|EMFILE|EADDRINUSE|EPROTO|ERR_[A-Z_]{4,60}|HPE_[A-Z_]{3,40}|UNABLE_TO_VERIFY_LEAF_SIGNATURE|DEPTH_ZERO_SELF_SIGNED_CERT|CERT_HAS_EXPIRED|ERR_TLS_CERT_ALTNAME_INVALID|UND_ERR_[A-Z_]{3,40})\b|socket hang up|JavaScript heap out of memory|connect E(?:NOENT|ACCES) |\bApp \[|\bPM2\b|Unhandled(?:Promise)?Rejection|unhandled promise rejection|uncaughtException|Uncaught Exception|max_memory_limit|too many unstable restarts|timeout of \d{1,9}\s?ms exceeded|unable to verify the first certificate|^\s{0,4}(?:Error|TypeError|ReferenceError|RangeError|SyntaxError|AggregateError|FetchError|AxiosError)\b",
        RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NodeLine();

    [GeneratedRegex(@"^\d{4}/\d\d/\d\d \d\d:\d\d:\d\d(?:\.\d{3})?(?: kid\d{1,3})?\| ", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SquidLine();
}
