using System.Net.Sockets;
using System.Text;
using Goodgate.Gateway.Forwarding;
using Goodgate.Gateway.Forwarding.FastCgi;
using Goodgate.Gateway.Settings;
using Goodgate.Gateway.Upstreams.UnixSockets;

namespace Goodgate.Gateway.Upstreams;

/// <summary>One address of an upstream, with its pool and its counters.</summary>
public sealed class Server(ServerAddress address, UpstreamSettings settings, TimeProvider time)
{
    // FPM counts a worker whose connection rests as busy, and ends it with request_terminate_timeout; a reload waits for it. So it may rest only as long as one
    // request follows the other.
    private static readonly TimeSpan LongestFastCgiRest = TimeSpan.FromSeconds(1);

    private long _requests;
    private long _failures;
    private int _active;

    public ServerAddress Address { get; } = address;

    public ConnectionPool Pool { get; } = new(
        settings.Pool with
        {
            MaxIdle = settings.Pool.MaxIdle ?? address.DefaultMaxIdle,
            IdleTimeout = address.IsFastCgi && settings.Pool.IdleTimeout > LongestFastCgiRest ? LongestFastCgiRest : settings.Pool.IdleTimeout,
        },
        time);

    /// <summary>The <c>struct sockaddr_un</c> of its Unix socket; null for TCP.</summary>
    internal byte[]? UnixAddress { get; } = address.SocketPath is { } path ? [.. BitConverter.GetBytes((ushort)AddressFamily.Unix), .. Encoding.UTF8.GetBytes(path), 0] : null;

    /// <summary>Attempts made.</summary>
    public long Requests => Volatile.Read(ref _requests);

    /// <summary>Attempts that brought no complete response.</summary>
    public long Failures => Volatile.Read(ref _failures);

    /// <summary>True once it has given a whole head of a response: it speaks the protocol that settings say.</summary>
    internal bool HasAnswered { get; private set; }

    /// <summary>Attempts under way.</summary>
    public int Active => Volatile.Read(ref _active);

    /// <summary>Cause of the last failure, and when; null when none.</summary>
    public LastFailure? LastFailure { get; private set; }

    /// <summary>Looks at the place of its Unix socket, when that cannot be opened.</summary>
    internal SocketLooks Looks { get; } = new(SocketEvidence.Of, time);

    /// <summary>The protocol of a new connection to it.</summary>
    internal IUpstreamProtocol NewProtocol() => Address.IsFastCgi ? new FastCgiProtocol(this, settings.FastCgi) : Http1Protocol.Instance;

    internal void Begin()
    {
        Interlocked.Increment(ref _requests);
        Interlocked.Increment(ref _active);
    }

    /// <summary>Notes an answer; written once only, since all cores read it.</summary>
    internal void Answered()
    {
        if (!HasAnswered)
        {
            HasAnswered = true;
        }
    }

    internal void End() => Interlocked.Decrement(ref _active);

    internal void Failed(string cause)
    {
        Interlocked.Increment(ref _failures);
        LastFailure = new LastFailure(cause, time.GetUtcNow());
    }
}

/// <summary>The last failure of a server.</summary>
public sealed record LastFailure(string Cause, DateTimeOffset Time);
