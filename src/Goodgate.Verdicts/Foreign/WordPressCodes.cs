using Goodgate.Verdicts.Catalogue;

namespace Goodgate.Verdicts.Foreign;

/// <summary>Messages of PHP in its error log and in the debug.log of WordPress, each under a short name. Source: php-src main/main.c; wp-includes/class-wpdb.php.</summary>
internal static class WordPressCodes
{
    public static IReadOnlyList<ForeignCode> All { get; } =
    [
        Of("fatal-error", CauseIds.ApplicationScriptError, "'PHP Fatal error': the script ended (500, or 200 with half a page)"),
        Of("parse-error", CauseIds.ApplicationScriptError, "'PHP Parse error': the file is no valid PHP (500)"),
        Of("memory-limit", CauseIds.ApplicationScriptError, "'Allowed memory size of N bytes exhausted' (memory_limit): the script ended"),
        Of("execution-time", CauseIds.ApplicationScriptError, "'Maximum execution time of N seconds exceeded' (max_execution_time): the script ended"),
        Of("database-connection", CauseIds.DatabaseDown, "'Error establishing a database connection', 'Connection refused' or 'No such file or directory' of mysqli"),
        Of("database-gone", CauseIds.DatabaseDown, "'MySQL server has gone away' or 'Lost connection to MySQL server'",
            "a query larger than max_allowed_packet does the same"),
        Of("database-too-many", CauseIds.DatabaseDown, "'Too many connections' or 'max_user_connections'"),
        Of("database-error", CauseIds.DatabaseDown, "'WordPress database error' of another kind",
            "one wrong query, or a crashed table; the text behind it decides"),
        Of("http-timeout", CauseIds.ResponseTimeout, "'cURL error 28: Operation timed out': the script waited for another server",
            "only that call failed; the page may have been made without it"),
        Of("http-refused", CauseIds.ConnectRefused, "'cURL error 7: Failed to connect': the script could not reach another server",
            "only that call failed; the page may have been made without it"),
        Of("http-dns", CauseIds.DnsNameNotFound, "'cURL error 6: Could not resolve host': the script could not find another server",
            "only that call failed; the page may have been made without it"),
    ];

    private static ForeignCode Of(string code, string cause, string meaning, string? also = null, Party? party = null) =>
        new("wordpress", code, cause, meaning, also, party);
}
