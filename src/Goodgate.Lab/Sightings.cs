using Goodgate.Verdicts.Judging;

namespace Goodgate.Lab;

/// <summary>What a lab server saw: proof, for example, that no POST arrived twice. Safe to read while the server runs.</summary>
public sealed class Sightings
{
    /// <summary>Requests kept by name; later ones are only counted. Enough for any test, small enough to forget about (about 3 MB at worst).</summary>
    public const int MaxKept = 10_000;

    private const int MaxDefects = 16;

    private readonly Lock _lock = new();
    private readonly List<SeenRequest> _requests = [];
    private readonly List<string> _defects = [];
    private int _connections;
    private int _requestCount;
    private long _bytesRead;

    /// <summary>Connections accepted.</summary>
    public int Connections => Volatile.Read(ref _connections);

    /// <summary>Requests whose head arrived whole.</summary>
    public int RequestCount => Volatile.Read(ref _requestCount);

    /// <summary>Bytes read from all connections.</summary>
    public long BytesRead => Interlocked.Read(ref _bytesRead);

    /// <summary>The first <see cref="MaxKept"/> requests, in order of arrival.</summary>
    public IReadOnlyList<SeenRequest> Requests
    {
        get
        {
            lock (_lock)
            {
                return [.. _requests];
            }
        }
    }

    /// <summary>Exceptions a lab server did not expect: defects of the lab itself. Empty in a sound lab.</summary>
    public IReadOnlyList<string> Defects
    {
        get
        {
            lock (_lock)
            {
                return [.. _defects];
            }
        }
    }

    /// <summary>How many kept requests have this method, and this X-Request-Id when one is given.</summary>
    public int Count(string method, string? requestId = null)
    {
        lock (_lock)
        {
            return _requests.Count(r => r.Method == method && (requestId is null || r.RequestId == requestId));
        }
    }

    internal void SawConnection() => Interlocked.Increment(ref _connections);

    internal void SawBytes(int count) => Interlocked.Add(ref _bytesRead, count);

    internal void SawRequest(string method, string target, string? requestId)
    {
        Interlocked.Increment(ref _requestCount);
        lock (_lock)
        {
            if (_requests.Count < MaxKept)
            {
                var id = requestId is null ? null : Evidence.Printable(requestId, 128);
                _requests.Add(new SeenRequest(Evidence.Printable(method, 64), Evidence.Printable(target), id));
            }
        }
    }

    internal void SawDefect(Exception defect)
    {
        lock (_lock)
        {
            if (_defects.Count < MaxDefects)
            {
                _defects.Add(defect.ToString());
            }
        }
    }
}
