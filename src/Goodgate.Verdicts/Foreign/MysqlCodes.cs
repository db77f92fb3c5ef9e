using Goodgate.Verdicts.Catalogue;

namespace Goodgate.Verdicts.Foreign;

/// <summary>Lines of the error log of MySQL and MariaDB, each under a short name. Source: MariaDB sql/mysqld.cc, storage/innobase.</summary>
internal static class MysqlCodes
{
    public static IReadOnlyList<ForeignCode> All { get; } =
    [
        Of("got-signal", CauseIds.DatabaseDown, "'mysqld got signal N' or 'got exception': the server crashed"),
        Of("too-many-connections", CauseIds.DatabaseDown, "'Too many connections' (max_connections)"),
        Of("out-of-memory", CauseIds.DatabaseDown, "'Out of memory' or 'Cannot allocate memory for the buffer pool'"),
        Of("disk-full", CauseIds.DatabaseDown, "'Disk is full', 'No space left on device' or 'The table is full'"),
        Of("aborting", CauseIds.DatabaseDown, "'[ERROR] Aborting': the server did not start"),
        Of("cannot-start", CauseIds.DatabaseDown, "'Can't start server': the address or the socket is taken, or a folder denies"),
        Of("table-crashed", CauseIds.DatabaseDown, "'Table X is marked as crashed'"),
        Of("innodb-failed", CauseIds.DatabaseDown, "'[ERROR] InnoDB': the storage engine cannot work",
            "the text behind it decides: corruption, lock of the files, log too old"),
        Of("plugin-failed", CauseIds.DatabaseDown, "'Plugin 'InnoDB' registration as a STORAGE ENGINE failed' or 'Unknown/unsupported storage engine'"),
        Of("shutdown", CauseIds.DatabaseDown, "'Normal shutdown' or 'Shutdown complete': the server was stopped",
            "a restart; the line 'ready for connections' that follows ends it"),
        Of("deadlock-wait", CauseIds.ResponseTimeout, "'Lock wait timeout exceeded' or 'semaphore wait': queries wait for each other"),
        Of("aborted-connection", CauseIds.UpstreamReset, "'Aborted connection N to db': a client of the database ended without closing",
            "a script that died (worker-crashed) or wait_timeout; PHP-FPM's log decides"),
        Of("too-many-files", CauseIds.DatabaseDown, "'Too many open files' (errno 24)"),
    ];

    private static ForeignCode Of(string code, string cause, string meaning, string? also = null, Party? party = null) =>
        new("mysql", code, cause, meaning, also, party);
}
