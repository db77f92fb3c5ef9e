using Goodgate.Verdicts.Catalogue;

namespace Goodgate.Verdicts.Foreign;

/// <summary>What Node.js programs and pm2 write as they fail, each under a short name. Source: nodejs/node lib/internal/errors, libuv error names; Unitech/pm2.</summary>
internal static class NodeCodes
{
    public static IReadOnlyList<ForeignCode> All { get; } =
    [
        Of("econnrefused", CauseIds.ConnectRefused, "'connect ECONNREFUSED ADDRESS:PORT': something this program calls is not running",
            "a proxy written in Node.js says the same of the application; what listens on that port decides", Party.Application),
        Of("econnrefused-proxy", CauseIds.ConnectRefused, "'Error occurred while proxying request ... [ECONNREFUSED]'"),
        Of("econnrefused-database", CauseIds.DatabaseDown, "'connect ECONNREFUSED ADDRESS:PORT' with the port of a database: MySQL, PostgreSQL, Redis, MongoDB, SQL Server, memcached",
            "connect-refused when something else was to listen on that port"),
        Of("econnreset", CauseIds.UpstreamReset, "'read ECONNRESET' or 'socket hang up': the other side broke off",
            "the client's connection shows the same (client-aborted); the name behind it decides"),
        Of("socket-hang-up", CauseIds.UpstreamClosedBeforeResponse, "'socket hang up': the other side closed before its response",
            "keepalive-race on a reused connection; the other side's log decides"),
        Of("etimedout", CauseIds.ConnectTimeout, "'connect ETIMEDOUT'"),
        Of("esockettimedout", CauseIds.ResponseTimeout, "'ESOCKETTIMEDOUT' or 'timeout of N ms exceeded'"),
        Of("ehostunreach", CauseIds.RouteUnreachable, "'EHOSTUNREACH' or 'ENETUNREACH'"),
        Of("enotfound", CauseIds.DnsNameNotFound, "'getaddrinfo ENOTFOUND NAME': a name this program calls does not exist",
            "database-down when NAME is that of its database; requests that do not need it are not harmed", Party.Application),
        Of("eai-again", CauseIds.DnsTimeout, "'getaddrinfo EAI_AGAIN NAME': the resolver did not answer",
            "dns-server-failure; a query of the name decides", Party.Application),
        Of("epipe", CauseIds.UpstreamReset, "'write EPIPE'", "the client's connection shows the same (client-aborted)"),
        Of("emfile", CauseIds.GatewayOutOfResources, "'EMFILE: too many open files'"),
        Of("eaddrinuse", CauseIds.ConnectRefused, "'listen EADDRINUSE': the port is taken and this program does not start"),
        Of("enoent-socket", CauseIds.SocketMissing, "'connect ENOENT PATH': the socket does not exist"),
        Of("eacces-socket", CauseIds.SocketPermissionDenied, "'connect EACCES PATH': the socket denies us"),
        Of("parse-error", CauseIds.MalformedStatusLine, "'Parse Error: ...' (HPE_*): the answer is no valid HTTP",
            "invalid-response-header or invalid-framing; the name behind HPE_ decides"),
        Of("header-overflow", CauseIds.ResponseHeaderTooLarge, "'HPE_HEADER_OVERFLOW': the headers are over --max-http-header-size"),
        Of("certificate", CauseIds.TlsCertificateUntrusted, "'unable to verify the first certificate', 'self-signed certificate' or 'certificate has expired'"),
        Of("certificate-name", CauseIds.TlsCertificateNameMismatch, "'Hostname/IP does not match certificate's altnames' (ERR_TLS_CERT_ALTNAME_INVALID)"),
        Of("wrong-version-number", CauseIds.TlsWrongProtocol, "'wrong version number' (EPROTO): the other side does not speak TLS on that port"),
        Of("heap-out-of-memory", CauseIds.WorkerCrashed, "'JavaScript heap out of memory': --max-old-space-size is reached and the process ends"),
        Of("unhandled", CauseIds.WorkerCrashed, "an unhandled exception or rejection ended the process"),
        Of("pm2-exited", CauseIds.WorkerCrashed, "'App [NAME:N] exited with code [C] via signal [S]'", "a reload or stop; SIGINT with code 0 is one"),
        Of("pm2-errored", CauseIds.WorkerCrashed, "'Script ... had too many unstable restarts': pm2 gave the application up"),
        Of("pm2-memory", CauseIds.WorkerCrashed, "'current_memory=... max_memory_limit=...': pm2 restarts the process for its memory"),
    ];

    private static ForeignCode Of(string code, string cause, string meaning, string? also = null, Party? party = null) =>
        new("node", code, cause, meaning, also, party);
}
