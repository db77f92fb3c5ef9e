using System.Buffers;
using System.Runtime.CompilerServices;
using Goodgate.Gateway.Waiting;
using Goodgate.Gateway.Exchanges;
using Goodgate.Wire.Http1;

namespace Goodgate.Gateway.Inbound.Http1;

/// <summary>
/// The body of the request under way: what came together with its head first, then what the client sends. Reads no further than the body goes where
/// its length is known; what was read beyond a chunked one belongs to the next request.
/// </summary>
internal sealed class Http1RequestBody(Inlet inlet, ClientBuffer buffer, ClientPatience patience, Http1Response response)
{
    // As much as a loopback or 10 Gbit/s peer delivers in one go.
    private const int LargestRead = 64 * 1024;

    /// <summary>Most bytes of a body that are read only to be dropped.</summary>
    public const int MostSkipped = 1024 * 1024;

    // A bound for trailers: nobody sends more than a checksum and a status.
    private static readonly HeadLimits TrailerLimits = new(8 * 1024, 32);

    private ChunkedReader? _chunks;
    private byte[]? _own;
    private byte[] _bytes = [];
    private int _start;
    private int _end;
    private int _given;
    private int _came;
    private long _left;
    private long _most;
    private long _received;
    private bool _chunked;
    private bool _asks;
    private BodyState _state = BodyState.Complete;

    /// <summary>True when all of it was read, or there is none.</summary>
    public bool IsComplete => _state == BodyState.Complete;

    /// <summary>
    /// True when the next request can be found behind it: it is read, or short enough to be read and dropped. One that the client was never told to send
    /// (100) may or may not come: there the connection has to end (RFC 9110 §10.1.1).
    /// </summary>
    public bool CanBeSkipped => IsComplete || (_state == BodyState.More && !_asks && (_chunked || _left <= MostSkipped));

    /// <summary>True when nothing that came for the next request is in hand.</summary>
    public bool NothingBeyond => IsComplete && _start == _end && _given == 0;

    /// <summary>The trailer section, once the body is complete.</summary>
    public FieldSection? Trailers => _chunked && IsComplete && _chunks!.Trailers.Count > 0 ? _chunks.Trailers : null;

    /// <summary>Begins the next one; the head lies at the front of the buffer.</summary>
    /// <param name="framing">How it ends.</param>
    /// <param name="head">Bytes of the head.</param>
    /// <param name="most">Most bytes allowed; 0 = no limit.</param>
    /// <param name="asks">The client waits for 100 (Continue).</param>
    public void Begin(BodyFraming framing, int head, long most, bool asks)
    {
        _chunked = framing.Kind == BodyKind.Chunked;
        _left = framing.Length;
        _most = most;
        _received = 0;
        _given = 0;
        _state = _chunked || _left > 0 ? BodyState.More : BodyState.Complete;
        _asks = asks && _state == BodyState.More;
        buffer.Take(head);
        (_bytes, _start, _end) = (buffer.Bytes, buffer.Start, buffer.End);
        if (_chunked)
        {
            (_chunks ??= new ChunkedReader(isRequest: true)).Reset();
        }
    }

    /// <summary>Reads the next piece.</summary>
    [AsyncMethodBuilder(typeof(ReusedState<>))]
    public async ValueTask<BodyPiece> ReadAsync()
    {
        Release();
        while (_state == BodyState.More)
        {
            if (_most > 0 && _received + (_chunked ? 0 : _left) > _most)
            {
                _state = BodyState.TooLarge;
                break;
            }

            if (_start < _end && Parse() is var length && (length > 0 || _state != BodyState.More))
            {
                return new BodyPiece(_bytes.AsMemory(_start, length), _state);
            }

            if (_state == BodyState.More && _start == _end)
            {
                if (await ReceiveAsync(inlet.IsBusy ? default : Room()) is { } ended)
                {
                    return new BodyPiece(default, ended);
                }

                _end += _came;
            }
        }

        return new BodyPiece(default, _state);
    }

    /// <summary>Reads a body whose length is known to its end: one piece, valid until the exchange has ended.</summary>
    [AsyncMethodBuilder(typeof(ReusedState<>))]
    public async ValueTask<BodyPiece> ReadWholeAsync()
    {
        if (_most > 0 && _left > _most)
        {
            return new BodyPiece(default, _state = BodyState.TooLarge);
        }

        var length = (int)_left;
        var filled = Math.Min(length, _end - _start);
        _own = ArrayPool<byte>.Shared.Rent(ClaimedLength.Room(length, filled));
        _bytes.AsSpan(_start, filled).CopyTo(_own);
        buffer.Take(filled);
        while (filled < length)
        {
            if (filled == _own.Length)
            {
                Grow(ClaimedLength.Room(length, filled));
            }

            var ended = await ReceiveAsync(_own.AsMemory(filled, Math.Min(length, _own.Length) - filled));
            if (ended is not (null or BodyState.Stopped))
            {
                // What came of it is of no use to anybody.
                (_bytes, _start, _end) = (_own, 0, 0);
                return new BodyPiece(default, ended.Value);
            }

            filled += ended is null ? _came : 0;
        }

        (_bytes, _start, _end, _left, _received) = (_own, length, length, 0, length);
        return new BodyPiece(_own.AsMemory(0, length), _state = BodyState.Complete);
    }

    /// <summary>The piece given last is not needed any more.</summary>
    public void Release()
    {
        _start += _given;
        if (_own is null)
        {
            buffer.Take(_given);
        }

        _given = 0;
    }

    /// <summary>The exchange has ended: what was read beyond the body goes to the next request.</summary>
    public void End()
    {
        Release();
        if (_own is not null)
        {
            buffer.Append(_own.AsSpan(_start, _end - _start));
            ArrayPool<byte>.Shared.Return(_own);
            _own = null;
        }

        _bytes = [];
    }

    // Length of the content at _start; 0 = only framing was there, and is taken.
    private int Parse()
    {
        var available = _bytes.AsSpan(_start, _end - _start);
        if (_chunked)
        {
            return Squeeze(available);
        }

        var length = (int)Math.Min(_left, available.Length);
        _left -= length;
        _received += length;
        _given = length;
        _state = _left == 0 ? BodyState.Complete : BodyState.More;
        return length;
    }

    // One piece carries the content of many chunks.
    private int Squeeze(Span<byte> available)
    {
        var status = _chunks!.Squeeze(available, TrailerLimits, out var from, out var kept);
        _received += kept;
        _given = from;
        _state = status switch { ReadStatus.Done => BodyState.Complete, ReadStatus.Invalid => BodyState.Malformed, _ => BodyState.More };
        if (_most > 0 && _received > _most)
        {
            _state = BodyState.TooLarge;
        }

        if (kept == 0 && _state == BodyState.More)
        {
            Release();
        }

        return _state is BodyState.Malformed or BodyState.TooLarge ? 0 : kept;
    }

    // Null when bytes came: so many as _came says. A read under way goes on where it was begun.
    private async ValueTask<BodyState?> ReceiveAsync(Memory<byte> target)
    {
        if (_asks)
        {
            _asks = false;
            await response.ContinueAsync();
        }

        if (!inlet.IsBusy)
        {
            inlet.Begin(target, idle: false);
        }

        var waiting = inlet.WaitAsync();
        if (!waiting.IsCompleted)
        {
            patience.AwaitBody();
        }

        var came = await waiting;
        if (!came)
        {
            _state = patience.IsOver ? BodyState.TooSlow : _state;
            return patience.IsOver ? BodyState.TooSlow : BodyState.Stopped;
        }

        var result = inlet.Take();
        patience.BodyCame(result.Bytes);
        if (result.Bytes <= 0)
        {
            return _state = BodyState.Gone;
        }

        _came = result.Bytes;
        return null;
    }

    private void Grow(int size)
    {
        var larger = ArrayPool<byte>.Shared.Rent(size);
        _own!.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(_own!);
        _own = larger;
    }

    private Memory<byte> Room()
    {
        _own ??= ArrayPool<byte>.Shared.Rent(_chunked ? LargestRead : (int)Math.Min(LargestRead, _left));
        (_bytes, _start, _end) = (_own, 0, 0);
        return _own.AsMemory(0, _chunked ? _own.Length : (int)Math.Min(_own.Length, _left));
    }
}
