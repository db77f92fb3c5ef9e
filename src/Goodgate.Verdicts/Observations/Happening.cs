namespace Goodgate.Verdicts.Observations;

/// <summary>What happened, without saying why. Ids go to logs and JSON as kebab-case; new ones go at the end.</summary>
public enum Happening
{
    /// <summary>The resolver says the name does not exist (NXDOMAIN), or it has no address.</summary>
    NameNotFound,

    /// <summary>The resolver answered with an error (SERVFAIL, REFUSED, FORMERR, NOTIMP) or could not be used.</summary>
    NameServerFailed,

    /// <summary>The operating system says the connection was refused (ECONNREFUSED).</summary>
    Refused,

    /// <summary>A limit of time ran out; <see cref="Observation.Limit"/> names it.</summary>
    TimedOut,

    /// <summary>No route to the address (EHOSTUNREACH, ENETUNREACH).</summary>
    Unreachable,

    /// <summary>The resolved address is one we may not connect to.</summary>
    Prohibited,

    /// <summary>A file that must exist does not (ENOENT on a Unix socket).</summary>
    NotFound,

    /// <summary>The operating system denied it (EACCES, EPERM).</summary>
    PermissionDenied,

    /// <summary>The listen queue is full (EAGAIN on a Unix socket).</summary>
    QueueFull,

    /// <summary>The peer closed the connection in order (FIN).</summary>
    Closed,

    /// <summary>The peer reset the connection (RST, EPIPE).</summary>
    Reset,

    /// <summary>Bytes that break the protocol; <see cref="Observation.Violation"/> says which rule.</summary>
    Violation,

    /// <summary>Bytes that are plainly another protocol; <see cref="Observation.Protocol"/> names it.</summary>
    OtherProtocol,

    /// <summary>The peer's TLS bytes or versions do not fit ours.</summary>
    TlsProtocol,

    /// <summary>The peer sent a fatal TLS alert; <see cref="Observation.TlsAlert"/>.</summary>
    TlsAlert,

    /// <summary>The certificate chain is not trusted, expired, or not yet valid.</summary>
    CertificateUntrusted,

    /// <summary>The certificate is for other names.</summary>
    CertificateNameMismatch,

    /// <summary>The server answered an upgrade with something else, or upgraded unasked.</summary>
    UpgradeRefused,

    /// <summary>Every server of the upstream is out of use.</summary>
    NoServer,

    /// <summary>No route, or an upstream without servers.</summary>
    NothingConfigured,

    /// <summary>A limit on connections, or the queue for one, is full.</summary>
    ConnectionLimit,

    /// <summary>A limit on the rate of requests.</summary>
    RateLimit,

    /// <summary>File descriptors, source ports or memory of the gateway are used up (EMFILE, EADDRNOTAVAIL, ENOMEM).</summary>
    OutOfResources,

    /// <summary>The server sent a 5xx of its own; <see cref="Observation.UpstreamStatus"/>.</summary>
    UpstreamError,

    /// <summary>An answer that settings ask for.</summary>
    ConfiguredAnswer,

    /// <summary>A service asked for permission (auth, WAF) failed.</summary>
    PolicyFailed,

    /// <summary>The request has been through this gateway before.</summary>
    Loop,

    /// <summary>Settings make it impossible.</summary>
    Misconfigured,

    /// <summary>A defect of ours; <see cref="Observation.Detail"/> carries its reference.</summary>
    InternalError,

    /// <summary>The client wants a stored answer and there is none.</summary>
    OnlyIfCached,

    /// <summary>The client closed or reset its connection before the end.</summary>
    ClientLeft,

    /// <summary>The pool of workers behind the server is exhausted.</summary>
    WorkersExhausted,

    /// <summary>A worker process died of a signal.</summary>
    WorkerCrashed,

    /// <summary>A worker process was ended by its own time limit.</summary>
    WorkerTimedOut,

    /// <summary>The script or handler failed.</summary>
    ScriptFailed,

    /// <summary>An HTTP/2 error code or GOAWAY from the server.</summary>
    Http2Error,

    /// <summary>The application says its database does not answer.</summary>
    DatabaseFailed,

    /// <summary>Something between us and the server interfered.</summary>
    Interference,

    /// <summary>A stored error page was served again.</summary>
    StoredError,

    /// <summary>The address in use is no longer the one the name has.</summary>
    StaleAddress,

    /// <summary>Others reach the site; this visitor does not.</summary>
    VisitorLocal,

    /// <summary>A CDN and the origin behind it disagree.</summary>
    CdnMismatch,

    /// <summary>A file of the site could not be opened or read (EACCES, EIO), or became shorter while it was sent.</summary>
    FileUnreadable,

    /// <summary>A stored response could not be read back from the disk of the cache, or was not what had been written there.</summary>
    StoredPageUnreadable,
}
