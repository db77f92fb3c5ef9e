using Goodgate.Gateway.Settings;

namespace Goodgate.Gateway.Upstreams;

/// <summary>Idle connections of one server, the one used last on top: the others grow old and are closed before the server closes them.</summary>
public sealed class ConnectionPool(PoolSettings settings, TimeProvider time)
{
    // As many as answer at once on a busy machine; some 20 KB each.
    private const int MostRetired = 64;

    private readonly Lock _lock = new();
    private readonly Stack<UpstreamConnection> _retired = new();
    private readonly List<UpstreamConnection> _idle = [];
    private readonly IdleLimit _limit = new(settings.IdleTimeout, time);
    private int _mostKept = settings.MaxIdle ?? PoolSettings.DefaultMaxIdle;
    private int _open;
    private bool _draining;

    /// <summary>Most idle connections kept; 0 = none is.</summary>
    public int MaxIdle { get; } = settings.MaxIdle ?? PoolSettings.DefaultMaxIdle;

    /// <summary>Most idle connections kept now: <see cref="MaxIdle"/>, or less where each holds one of a server's few workers.</summary>
    internal int MostKept
    {
        get => Volatile.Read(ref _mostKept);
        set => Volatile.Write(ref _mostKept, Math.Min(value, MaxIdle));
    }

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
    public TimeSpan IdleLimit => TimeSpan.FromSeconds((double)_limit.At(time.GetTimestamp()) / time.TimestampFrequency);

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

            var state = connection.Resting;
            if (state == RestState.Clean)
            {
                return connection;
            }

            if (state == RestState.Ended)
            {
                var now = time.GetTimestamp();
                _limit.Seen(now - connection.IdleSince, now);
            }

            connection.Close();
        }

        return null;
    }

    /// <summary>Puts a connection back that can carry another exchange.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="now">Timestamp of the clock.</param>
    public void Return(UpstreamConnection connection, long now)
    {
        connection.Rest(now);
        connection.Deadline.SetAt(now + _limit.At(now));
        lock (_lock)
        {
            // It may have been closed since: then nobody would take it out again.
            if (_idle.Count < MostKept && !_draining && !connection.IsClosed)
            {
                connection.IsPooled = true;
                _idle.Add(connection);
                return;
            }
        }

        connection.Close();
    }

    /// <summary>
    /// Closes a connection whose exchange is complete, and keeps what lived as long as it (buffer, readers, writers, deadline) for the next one: where a
    /// connection carries one request, as to PHP-FPM, that would be garbage each time.
    /// </summary>
    internal void Retire(UpstreamConnection connection)
    {
        if (!connection.TryRetire())
        {
            return;
        }

        lock (_lock)
        {
            if (_retired.Count < MostRetired && !_draining)
            {
                _retired.Push(connection);
                return;
            }
        }

        connection.Forget();
    }

    /// <summary>A connection that was retired, to be opened anew; null when there is none.</summary>
    internal UpstreamConnection? TakeRetired()
    {
        lock (_lock)
        {
            return _retired.TryPop(out var retired) ? retired : null;
        }
    }

    /// <summary>Closes the connection that was idle longest: what holds it at the other end is needed.</summary>
    /// <returns>False when none is idle.</returns>
    internal bool CloseOldest()
    {
        UpstreamConnection oldest;
        lock (_lock)
        {
            if (_idle.Count == 0)
            {
                return false;
            }

            oldest = _idle[0];
            _idle.RemoveAt(0);
            oldest.IsPooled = false;
        }

        oldest.Close();
        return true;
    }

    /// <summary>Obeys <c>Keep-Alive: timeout=N</c> of the server (RFC 2068 §19.7.1.1; still what servers send).</summary>
    public void Obey(TimeSpan serverTimeout) => _limit.Announced(serverTimeout);

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

    /// <summary>Counts a connection that was not opened after all.</summary>
    public void NotOpened() => Interlocked.Decrement(ref _open);

    /// <summary>Counts a connection closed, and forgets it when it was idle.</summary>
    internal void Closed(UpstreamConnection connection)
    {
        Interlocked.Decrement(ref _open);
        lock (_lock)
        {
            if (connection.IsPooled)
            {
                connection.IsPooled = false;
                _idle.Remove(connection);
            }
        }
    }

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

        while (TakeRetired() is { } retired)
        {
            retired.Forget();
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
            last.IsPooled = false;
            return last;
        }
    }
}
