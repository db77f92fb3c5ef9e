using System.Buffers;

namespace Goodgate.Gateway.Inbound.Http1;

/// <summary>
/// Bytes received from one client: the head of the request under way, then what came behind it. While an exchange lives its head stays where it
/// is; what must not move it goes into a second buffer, which takes over when the exchange has ended.
/// </summary>
internal sealed class ClientBuffer : IDisposable
{
    // What a connection holds while it is idle, two heads of curl or of a probe: 10,000 of them are 10 MiB. A browser's head does not fit; after its
    // first request the connection has the larger one, which fits nearly every head.
    private const int Initial = 1024;
    private const int Usual = 4 * 1024;

    // A read with less room than this would cut the next head in two more often than not.
    private const int LeastRoom = 512;

    // The heads of one client are alike: what one of them needed the next will need.
    private int _size = Initial;
    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(Initial);
    private byte[]? _next;
    private int _nextLength;

    public byte[] Bytes => _bytes;

    /// <summary>Where what was received and not taken begins.</summary>
    public int Start { get; private set; }

    public int End { get; private set; }

    public Span<byte> Unread => _bytes.AsSpan(Start, End - Start);

    public bool IsEmpty => End == Start;

    /// <summary>The room given last for what comes after the request under way.</summary>
    public Memory<byte> LastRoom { get; private set; }

    /// <summary>Room behind a head that is not complete yet; makes it by moving or growing. Only between exchanges.</summary>
    /// <param name="max">Most bytes of one head.</param>
    public Memory<byte> RoomForHead(int max)
    {
        if (Start > 0 && (IsEmpty || _bytes.Length - End < LeastRoom))
        {
            Unread.CopyTo(_bytes);
            End -= Start;
            Start = 0;
        }

        if (End == _bytes.Length)
        {
            _size = Usual;
            Replace(ArrayPool<byte>.Shared.Rent(Math.Max(Usual, Math.Min(_bytes.Length * 2, Math.Max(max, _bytes.Length + 1)))));
        }

        return _bytes.AsMemory(End);
    }

    /// <summary>Room for what comes after the request under way; moves nothing.</summary>
    public Memory<byte> RoomForNext()
    {
        if (_next is null && _bytes.Length - End >= LeastRoom && _bytes.Length <= Usual)
        {
            return LastRoom = _bytes.AsMemory(End);
        }

        _next ??= ArrayPool<byte>.Shared.Rent(_size);
        return LastRoom = _next.AsMemory(_nextLength);
    }

    /// <summary>Says that bytes were received into the room given last.</summary>
    public void Received(int count)
    {
        if (_next is null)
        {
            End += count;
        }
        else
        {
            _nextLength += count;
        }
    }

    /// <summary>Adds bytes of the next request that were read together with the body of this one.</summary>
    public void Append(ReadOnlySpan<byte> surplus)
    {
        if (surplus.IsEmpty)
        {
            return;
        }

        _next = ArrayPool<byte>.Shared.Rent(Math.Max(_size, surplus.Length + LeastRoom));
        surplus.CopyTo(_next);
        _nextLength = surplus.Length;
    }

    /// <summary>Takes bytes off the front.</summary>
    public void Take(int count)
    {
        Start += count;
        if (count > Initial / 2)
        {
            _size = Usual;
        }
    }

    /// <summary>The exchange has ended: what came for the next one is what is unread now. A read under way goes on in the same place.</summary>
    public void Turn()
    {
        if (_next is null)
        {
            return;
        }

        ArrayPool<byte>.Shared.Return(_bytes);
        (_bytes, Start, End) = (_next, 0, _nextLength);
        (_next, _nextLength) = (null, 0);
    }

    /// <summary>Nothing is to come: gives back what a large head needed.</summary>
    public void Rest()
    {
        if (IsEmpty && _bytes.Length > Usual)
        {
            ArrayPool<byte>.Shared.Return(_bytes);
            _bytes = ArrayPool<byte>.Shared.Rent(_size);
        }

        if (IsEmpty)
        {
            (Start, End) = (0, 0);
        }
    }

    /// <summary>Gives the memory back; not while a read is under way.</summary>
    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
        if (_next is not null)
        {
            ArrayPool<byte>.Shared.Return(_next);
            _next = null;
        }
    }

    private void Replace(byte[] larger)
    {
        Unread.CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_bytes);
        (_bytes, Start, End) = (larger, 0, End - Start);
    }
}
