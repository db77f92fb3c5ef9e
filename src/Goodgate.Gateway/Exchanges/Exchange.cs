using Goodgate.Gateway.Cache;
using Goodgate.Gateway.Routing;
using Goodgate.Gateway.Settings;
using Goodgate.Gateway.Upstreams;
using Goodgate.Gateway.Workers;
using Goodgate.Verdicts.Judging;
using Goodgate.Verdicts.Observations;

namespace Goodgate.Gateway.Exchanges;

/// <summary>One client request with its response: one owner, one typed object. The steps of <see cref="ExchangeLife"/> fill it in order.</summary>
public sealed class Exchange(IClient client, GatewayModel model, GatewayServices services)
{
    private UpstreamConnection? _connection;
    private WaitingRequest? _waiting;
    private int _clientLeft;
    private string? _requestId;
    private string? _traceParent;
    private AttemptList _attempts;

    public IClient Client { get; } = client;

    /// <summary>Settings in force when the exchange began; a reload does not change it.</summary>
    public GatewayModel Model { get; } = model;

    public GatewayServices Services { get; } = services;

    /// <summary>Timestamp of the clock at the beginning.</summary>
    public long Began { get; } = services.Time.GetTimestamp();

    /// <summary>The ids we gave it, where it did not bring its own.</summary>
    public TraceIds Ids { get; } = TraceIds.New();

    /// <summary>X-Request-ID: the client's when it is sane, else ours.</summary>
    public string RequestId
    {
        get => _requestId ??= Ids.Id();
        set => _requestId = value;
    }

    /// <summary>W3C trace context sent to the server.</summary>
    public string TraceParent
    {
        get => _traceParent ??= Ids.TraceParent();
        set => _traceParent = value;
    }

    /// <summary>True when the client brought an id or a trace of its own.</summary>
    public bool HasForeignIds { get; set; }

    /// <summary>Host the request is for, as received; empty when there was none.</summary>
    public string Host { get; set; } = "";

    /// <summary>Request target as routes see it and servers get it: byte for byte, absolute-form cut down to path and query.</summary>
    public string Target { get; set; } = client.Target;

    public Site? Site { get; set; }

    public Route? Route { get; set; }

    public Upstream? Upstream { get; set; }

    /// <summary>Script to run, where the site's files decided that; null = the server decides by the target alone.</summary>
    public ScriptTarget? Script { get; set; }

    /// <summary>Its place among the workers behind the upstream; null where there are none to be had.</summary>
    public WorkerPlace? Place { get; set; }

    /// <summary>What became of it in the cache; null where it was not the cache's to answer.</summary>
    public CacheResult? CacheResult { get; set; }

    /// <summary>What the cache has to do with it; null where there is none, or where it answered at once.</summary>
    internal CacheUse? Cached { get; set; }

    /// <summary>How the request goes to its server other than it came; null = it does not.</summary>
    internal RequestEdit? Edit => Cached?.Edit;

    /// <summary>Attempts made, in order.</summary>
    public AttemptList Attempts => _attempts;

    /// <summary>Status the client got; 0 = none yet, 499 = it left before.</summary>
    public int Status { get; set; }

    /// <summary>Who made the response.</summary>
    public ResponseSource ResponseSource { get; set; } = ResponseSource.Gateway;

    /// <summary>Bytes of content sent to the client.</summary>
    public long BytesOut { get; set; }

    /// <summary>Bytes of content received from the client.</summary>
    public long BytesIn { get; set; }

    /// <summary>The failure that decides the answer; null when nothing failed.</summary>
    public Observation? Failure { get; set; }

    /// <summary>The verdict on <see cref="Failure"/>.</summary>
    public Verdict? Verdict { get; set; }

    /// <summary>True when the verdict is counted and stands in the access log, and is not told beside: of one like it, it was a moment ago.</summary>
    public bool IsTold { get; set; }

    /// <summary>Why no further attempt was made.</summary>
    public string? NotRetried { get; set; }

    /// <summary>Why the request was refused before it went anywhere: a short, fixed word; null when it was not.</summary>
    public string? Refusal { get; set; }

    /// <summary>Seconds the client is told to wait; null = none.</summary>
    public TimeSpan? RetryAfter { get; set; }

    /// <summary>True when the client is watched for leaving.</summary>
    public bool IsWatched { get; set; }

    /// <summary>True when the client has closed or reset its connection.</summary>
    public bool ClientLeft => Volatile.Read(ref _clientLeft) != 0;

    /// <summary>Timestamp at which the limit on the whole exchange fires; 0 = no limit.</summary>
    public long TotalDue { get; set; }

    /// <summary>Timestamp at which the wait for a response fires: that of <see cref="TotalDue"/>, or earlier where a stored page can take its place; 0 = no limit.</summary>
    public long HeadDue => Cached is { AnswerDue: > 0 and var due } && (TotalDue == 0 || due < TotalDue) ? due : TotalDue;

    public void Add(AttemptRecord attempt) => _attempts.Add(attempt);

    /// <summary>Says which connection is in use, so that a client that leaves ends the wait for it.</summary>
    public void Use(UpstreamConnection connection)
    {
        Interlocked.Exchange(ref _connection, connection);
        if (ClientLeft)
        {
            Release()?.Close();
        }
    }

    /// <summary>Says where it waits for a worker, so that a client that leaves ends the wait; null when it waits no longer.</summary>
    public void Wait(WaitingRequest? waiting)
    {
        Interlocked.Exchange(ref _waiting, waiting);
        if (ClientLeft)
        {
            waiting?.Leave();
        }
    }

    /// <summary>It needs no worker any more: what is left of it is the client's. Again does nothing.</summary>
    public void LeavePlace()
    {
        var place = Place;
        Place = null;
        place?.Release();
    }

    /// <summary>Takes the connection back; null when the client's leaving has closed it.</summary>
    public UpstreamConnection? Release() => Interlocked.Exchange(ref _connection, null);

    /// <summary>The client has gone: nobody waits for the answer any more.</summary>
    public void Leave()
    {
        Interlocked.Exchange(ref _clientLeft, 1);
        Volatile.Read(ref _waiting)?.Leave();
        Release()?.Close();
    }
}

/// <summary>Who made the response a client got.</summary>
public enum ResponseSource
{
    Gateway,
    Upstream,

    /// <summary>A file of the site, sent by us.</summary>
    File,

    /// <summary>A stored response.</summary>
    Cache,
}
