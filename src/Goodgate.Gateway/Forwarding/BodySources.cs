using Goodgate.Gateway.Upstreams;
using Goodgate.Wire.Http1;

namespace Goodgate.Gateway.Forwarding;

/// <summary>Sizes of reading bodies.</summary>
internal static class BodySizes
{
    /// <summary>Bytes asked for at once: as much as a loopback or 10 Gbit/s peer delivers in one go.</summary>
    public const int Read = 64 * 1024;

    /// <summary>Bodies up to this size are held until complete: below it, waiting costs nothing that can be measured.</summary>
    public const int Held = 16 * 1024;
}

/// <summary>A response without a body.</summary>
internal sealed class NoBody : IBodySource
{
    public static readonly NoBody Instance = new();

    public bool EndsAtClose => false;

    public long? Expected => null;

    public Violation? Violation => null;

    public FieldSection? Trailers => null;

    public ReadStatus Take(UpstreamConnection connection, out ReadOnlyMemory<byte> content)
    {
        content = default;
        return ReadStatus.Done;
    }

    public bool Holds(UpstreamConnection connection) => false;

    public void Written(UpstreamConnection connection, int count)
    {
    }

    public Memory<byte> Space(UpstreamConnection connection) => connection.FreeSpace(BodySizes.Read);
}

/// <summary>A body of a declared length.</summary>
internal sealed class LengthBody : IBodySource
{
    private readonly long _length;
    private long _left;

    public LengthBody(long length) => _length = _left = length;

    public bool EndsAtClose => false;

    public long? Expected => _length;

    public Violation? Violation => null;

    public FieldSection? Trailers => null;

    public ReadStatus Take(UpstreamConnection connection, out ReadOnlyMemory<byte> content)
    {
        content = connection.UnreadMemory;
        if (content.Length >= _left)
        {
            content = content[..(int)_left];
            return ReadStatus.Done;
        }

        return ReadStatus.NeedMore;
    }

    public bool Holds(UpstreamConnection connection) => _length <= BodySizes.Held;

    public void Written(UpstreamConnection connection, int count)
    {
        _left -= count;
        connection.Take(count);
    }

    public Memory<byte> Space(UpstreamConnection connection) => connection.FreeSpace((int)Math.Min(BodySizes.Read, _left));
}

/// <summary>A body that ends when the server closes.</summary>
internal sealed class UntilCloseBody : IBodySource
{
    public bool EndsAtClose => true;

    public long? Expected => null;

    public Violation? Violation => null;

    public FieldSection? Trailers => null;

    public ReadStatus Take(UpstreamConnection connection, out ReadOnlyMemory<byte> content)
    {
        content = connection.UnreadMemory;
        return ReadStatus.NeedMore;
    }

    public bool Holds(UpstreamConnection connection) => false;

    public void Written(UpstreamConnection connection, int count) => connection.Take(count);

    public Memory<byte> Space(UpstreamConnection connection) => connection.FreeSpace(BodySizes.Read);
}

/// <summary>A chunked body: the framing is squeezed out in place, so that one write carries the content of many chunks.</summary>
internal sealed class ChunkedBody : IBodySource
{
    private readonly ChunkedReader _chunks;
    private readonly HeadLimits _limits;
    private int _raw;

    public ChunkedBody(ChunkedReader chunks, HeadLimits limits)
    {
        _chunks = chunks;
        _limits = limits;
        chunks.Reset();
    }

    public bool EndsAtClose => false;

    public long? Expected => null;

    public Violation? Violation => _chunks.Violation;

    public FieldSection? Trailers => _chunks.Trailers;

    public ReadStatus Take(UpstreamConnection connection, out ReadOnlyMemory<byte> content)
    {
        var status = _chunks.Squeeze(connection.Unread, _limits, out _raw, out var kept);
        content = connection.UnreadMemory[..kept];
        if (kept == 0)
        {
            Written(connection, 0);
        }

        return status;
    }

    public bool Holds(UpstreamConnection connection) => false;

    public void Written(UpstreamConnection connection, int count)
    {
        connection.Take(_raw);
        _raw = 0;
    }

    public Memory<byte> Space(UpstreamConnection connection) => connection.FreeSpace(BodySizes.Read);
}
