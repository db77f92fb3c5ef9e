using Goodgate.Gateway.Settings;

namespace Goodgate.Gateway.Upstreams;

/// <summary>Idle connections of one server, the one used last on top: the others grow old and are closed before the server closes them.</summary>
public sealed class ConnectionPool(PoolSettings settings, TimeProvider time)
{
    // A server's own limit is obeyed with a margin of a fifth: its timer starts when it has sent, ours when we have received.
    private const double Margin = 0.8;

    private readonly Lock _lock = new();
    private readonly List<UpstreamConnection> _idle = [];
    private long _idleLimit = ToTicks(settings.IdleTimeout, time);
    private int _open;
    private bool _draining;

    /// <summary>Connections open, idle or busy.</summary>
    public int Open => Volatile.Read(ref _open);

    /// <summary>Connections idle.</summary>
    public int Idle
    {
        get
        {
            lock (_lock)
            {
                return _idle.Count;
            }
        }
    }

    /// <summary>How long a connection may be idle: the setting, or less when the server said or showed less.</summary>
    public TimeSpan IdleLimit => TimeSpan.FromSeconds((double)Volatile.Read(ref _idleLimit) / time.TimestampFrequency);

    /// <summary>
    /// Takes an idle connection that is still good; null when there is none. The operating system is asked each time, however short the
    /// connection was idle: bytes that came unasked (RFC 9112 §9.2) would be the next visitor's answer.
    /// </summary>
    public UpstreamConnection? Take()
    {
        while (Pop() is { } connection)
        {
            if (!connection.Deadline.Clear() || connection.IsClosed)
            {
                continue;
            }

            var idle = time.GetTimestamp() - connection.IdleSince;
            if (connection.HasUnasked)
            {
                Learn(idle);
                connection.Close();
                continue;
            }

            return connection;
        }

        return null;
    }

    /// <summary>Puts a connection back that can carry another exchange.</summary>
    public void Return(UpstreamConnection connection)
    {
        var now = time.GetTimestamp();
        connection.Rest(now);
        connection.Deadline.SetAt(now + Volatile.Read(ref _idleLimit));
        lock (_lock)
        {
            if (_idle.Count < settings.MaxIdle && !_draining)
            {
                _idle.Add(connection);
                return;
            }
        }

        connection.Close();
    }

    /// <summary>Obeys <c>Keep-Alive: timeout=N</c> of the server (RFC 2068 §19.7.1.1; still what servers send).</summary>
    public void Obey(TimeSpan serverTimeout) => Lower(ToTicks(serverTimeout * Margin, time));

    /// <summary>Counts a connection about to be opened.</summary>
    /// <returns>False when the limit is reached.</returns>
    public bool TryOpen()
    {
        var open = Interlocked.Increment(ref _open);
        if (settings.MaxConnections > 0 && open > settings.MaxConnections)
        {
            Interlocked.Decrement(ref _open);
            return false;
        }

        return true;
    }

    /// <summary>Counts a connection closed, or not opened after all.</summary>
    public void Closed() => Interlocked.Decrement(ref _open);

    /// <summary>Closes all idle connections, and those in use as soon as they come back.</summary>
    public void Drain()
    {
        lock (_lock)
        {
            _draining = true;
        }

        while (Pop() is { } connection)
        {
            connection.Close();
        }
    }

    private UpstreamConnection? Pop()
    {
        lock (_lock)
        {
            if (_idle.Count == 0)
            {
                return null;
            }

            var last = _idle[^1];
            _idle.RemoveAt(_idle.Count - 1);
            return last;
        }
    }

    // A close seen after N seconds of idleness: the server's limit is N or less. A second and more is a timer; less is a restart.
    private void Learn(long idle)
    {
        if (idle > time.TimestampFrequency)
        {
            Lower((long)(idle * Margin));
        }
    }

    private void Lower(long limit)
    {
        var now = Volatile.Read(ref _idleLimit);
        while (limit < now)
        {
            var before = Interlocked.CompareExchange(ref _idleLimit, limit, now);
            if (before == now)
            {
                return;
            }

            now = before;
        }
    }

    private static long ToTicks(TimeSpan span, TimeProvider time) => (long)(span.TotalSeconds * time.TimestampFrequency);
}
