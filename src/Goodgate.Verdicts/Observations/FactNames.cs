namespace Goodgate.Verdicts.Observations;

/// <summary>
/// Names of the facts the Judge reads from <see cref="Observation.Facts"/>. Sources may add others: they become evidence unread.
/// Values are text as received, hostile like everything else.
/// </summary>
public static class FactNames
{
    /// <summary>A foreign code, <c>haproxy:SH</c>; see <c>ForeignCodes</c>.</summary>
    public const string Code = "code";

    /// <summary>Field of a relayed answer (RFC 9110 §10.2.3).</summary>
    public const string RetryAfter = "retry-after";

    /// <summary>Field of a relayed answer (RFC 9110 §10.2.4).</summary>
    public const string Server = "server";

    /// <summary>Field of a relayed answer (RFC 9110 §7.6.3).</summary>
    public const string Via = "via";

    /// <summary>What the chain check said: <c>expired</c>, <c>not yet valid</c>, <c>self-signed</c>, <c>unknown issuer</c>, …</summary>
    public const string CertificateProblem = "certificate-problem";

    /// <summary>End of validity as the source writes it.</summary>
    public const string CertificateNotAfter = "certificate-not-after";

    /// <summary>Who signed the certificate.</summary>
    public const string CertificateIssuer = "certificate-issuer";

    /// <summary>Names the certificate covers, comma-separated.</summary>
    public const string CertificateNames = "certificate-names";

    /// <summary>The name that was asked for (SNI).</summary>
    public const string AskedName = "asked-name";

    /// <summary>Workers that run the very page that was asked for, for clients that gave up on it.</summary>
    public const string GivenUp = "given-up";

    /// <summary>Number of the signal that ended a worker.</summary>
    public const string Signal = "signal";

    /// <summary>Script or handler that ran.</summary>
    public const string Script = "script";

    /// <summary>First line of what a script wrote to STDERR, when it is no message of PHP.</summary>
    public const string Errors = "stderr";

    /// <summary>The message of PHP that tells most.</summary>
    public const string PhpMessage = "php-message";

    /// <summary>Sockets that do exist where one is missing.</summary>
    public const string SocketsThere = "sockets-there";

    /// <summary>Which folder or socket denies us, with its owner, group and mode, and who we are.</summary>
    public const string DeniedAt = "denied-at";

    /// <summary>Pool of workers.</summary>
    public const string Pool = "pool";

    /// <summary>What the master of the workers did: <c>reload</c>, <c>stop</c>, <c>emergency restart</c>.</summary>
    public const string PoolEvent = "pool-event";

    /// <summary><c>none</c> when a server has given no answer since the gateway began to ask it.</summary>
    public const string AnswersSoFar = "answers-so-far";

    /// <summary>Workers that ended at the time and in different ways, each with its signal, where the log does not say which of them had the request.</summary>
    public const string DeathsThen = "deaths-at-the-time";

    /// <summary>HTTP/2 error code, number or name (RFC 9113 §7).</summary>
    public const string Http2Error = "http2-error";

    /// <summary>Where the rule stands that answered: <c>goodgate.yaml:12</c>.</summary>
    public const string Rule = "rule";

    /// <summary>The service asked for permission.</summary>
    public const string Service = "service";

    /// <summary>What ran out: <c>file descriptors</c>, <c>source ports</c>, <c>memory</c>, …</summary>
    public const string Resource = "resource";

    /// <summary>The setting concerned.</summary>
    public const string Setting = "setting";

    /// <summary>Protocol asked for in an upgrade.</summary>
    public const string UpgradeAsked = "upgrade-asked";

    /// <summary>Protocol the server switched to.</summary>
    public const string UpgradeGot = "upgrade-got";

    /// <summary>Name and size of the largest field of a head that is too large.</summary>
    public const string LargestField = "largest-field";

    /// <summary>What the reader of a broken message found, in one sentence without the bytes.</summary>
    public const string Found = "found";

    /// <summary>Why the last server was taken out of use.</summary>
    public const string LastFailure = "last-failure";

    /// <summary>The address the name has now.</summary>
    public const string CurrentAddress = "current-address";

    /// <summary>Path of the file concerned.</summary>
    public const string File = "file";

    /// <summary>The log or setting that would tell the cause, when a log line cannot.</summary>
    public const string Decides = "decides";
}
