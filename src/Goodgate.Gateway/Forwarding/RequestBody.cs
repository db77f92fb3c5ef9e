using System.Buffers;
using System.Net.Sockets;
using Goodgate.Gateway.Exchanges;
using Goodgate.Gateway.Settings;
using Goodgate.Gateway.Spooling;
using Goodgate.Gateway.Upstreams;
using Goodgate.Wire.Http1;

namespace Goodgate.Gateway.Forwarding;

/// <summary>
/// A request's body on its way to a server. Small ones (up to 64 KiB, length declared) are read whole first, so that a slow client holds no
/// server connection and a safe retry can send it again; larger ones stream with backpressure while the response may already be coming.
/// </summary>
internal sealed class RequestBody : IDisposable
{
    /// <summary>Bytes kept for a retry, and read ahead of the first attempt. nginx keeps 8 or 16 KiB in memory; most forms and API calls are below 64.</summary>
    private const int MostKept = 64 * 1024;

    // RFC 9110 §10.1.1 leaves the wait to us; curl waits as long before it sends unasked.
    private static readonly TimeSpan ContinueWait = TimeSpan.FromSeconds(1);

    /// <summary>Most bytes of a streamed body in one frame (a chunk, a record).</summary>
    public const int MostInFrame = 16 * 1024;

    private const int MostWithHead = 16 * 1024;

    private readonly Exchange _exchange;
    private readonly IClient _client;
    private readonly TaskCompletionSource _continue = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _pumping = Task.CompletedTask;
    private BodySender? _sender;
    private readonly KeptBytes _kept;
    private ReadOnlyMemory<byte> _whole;
    private Spool? _spool;
    private bool _complete;
    private volatile bool _isGivenUp;
    private volatile bool _stopped;
    private volatile bool _sent;
    private ChunkFrame? _chunk;

    public RequestBody(Exchange exchange)
    {
        _exchange = exchange;
        _client = exchange.Client;
        Length = _client.BodyLength;
        _kept = new KeptBytes(MostKept, Length);
        ExpectsContinue = FieldLists.Contains(_client.Fields, KnownField.Expect, "100-continue"u8);
    }

    /// <summary>Declared length; null when the client sends chunks or HTTP/2 data without a length.</summary>
    public long? Length { get; private set; }

    /// <summary>True when the client waits for 100 (Continue).</summary>
    public bool ExpectsContinue { get; }

    /// <summary>True when all of it is in <see cref="Kept"/>: head and body go out in one write.</summary>
    public bool IsWhole => _complete && !_kept.IsLost && _spool is null && (Length is not null || _client.Trailers is null);

    /// <summary>True when what was read so far is still here.</summary>
    public bool CanReplay => !_kept.IsLost && !_isGivenUp;

    /// <summary>What was read so far.</summary>
    public ReadOnlyMemory<byte> Kept => _whole.IsEmpty ? _kept.Bytes : _whole;

    /// <summary>The part of a whole body that goes out together with the head: beyond it a second write costs less than the copy.</summary>
    public ReadOnlyMemory<byte> WithHead => Kept[..Math.Min(Kept.Length, MostWithHead)];

    /// <summary>The part of a whole body that follows.</summary>
    public ReadOnlyMemory<byte> BehindHead => Kept[Math.Min(Kept.Length, MostWithHead)..];

    /// <summary>True when the server has all of it: the pump is about to end.</summary>
    public bool IsSent => _sent;

    /// <summary>The server stopped taking it.</summary>
    public bool SendFailed { get; private set; }

    /// <summary>Status for the client when its own body was at fault (too slow, too large, broken off); null when not.</summary>
    public int? ClientFault { get; private set; }

    /// <summary>Reads a small body whole. False when the client broke it off.</summary>
    public async ValueTask<bool> PrepareAsync()
    {
        if (Length is null && _exchange.Upstream!.FastCgi is { } fastCgi)
        {
            return await CollectAsync(fastCgi.CollectBytes);
        }

        if (Length > MostKept && _exchange.Upstream!.Workers is { Gate.Limit: not null } workers)
        {
            return await SpoolAsync(workers.Spools);
        }

        // A FastCGI server is not asked whether it wants the body: the client is told to send it here.
        if ((ExpectsContinue && _exchange.Upstream!.FastCgi is null) || Length is not <= MostKept)
        {
            return true;
        }

        var whole = Take(await _client.ReadWholeBodyAsync());
        _whole = whole ?? default;
        _client.ReleaseBody();
        return whole is not null;
    }

    /// <summary>A piece as a chunk.</summary>
    public ReadOnlyMemory<byte> Chunk(ReadOnlySpan<byte> data) => (_chunk ??= new ChunkFrame(MostInFrame)).Around(data);

    /// <summary>The end of a chunked body, with its trailer fields.</summary>
    public ReadOnlyMemory<byte> LastChunk() => RequestTrailers.LastChunk(_client.Trailers);

    /// <summary>Sends it behind the head, piece by piece. Never throws.</summary>
    public Task PumpAsync(UpstreamConnection connection, AttemptRecord record, ResponseHeadWait response)
    {
        (_stopped, _sent) = (false, false);
        _sender = new BodySender(this, _exchange.Upstream!.Settings.Timeouts.Send, connection, record);
        return _pumping = PumpAllAsync(_sender, connection, response);
    }

    /// <summary>
    /// How sending failed; Success when it did not. Linux tells a reset once, to a write or to a read: when the write got it, the read
    /// that follows says that the peer has closed in order.
    /// </summary>
    public async ValueTask<SocketError> SendErrorAsync()
    {
        Stop();
        await Task.WhenAny(_pumping, Task.Delay(BodySender.ErrorWait, _exchange.Services.Time));
        return _sender?.Error ?? SocketError.Success;
    }

    /// <summary>The response is complete: waits for the end of the pump where that is at hand.</summary>
    public Task EndSendingAsync() => _sent ? _pumping : _sender!.EndAsync(_pumping, _exchange.Services.Time);

    private async Task PumpAllAsync(BodySender sender, UpstreamConnection connection, ResponseHeadWait response)
    {
        try
        {
            await PumpCoreAsync(sender, connection.Protocol, connection, response);
        }
        catch (IOException)
        {
            // The disk lost what was kept of it: the server must not wait for the rest.
            SendFailed = true;
            connection.Close();
        }
    }

    private async Task PumpCoreAsync(BodySender sender, IUpstreamProtocol protocol, UpstreamConnection connection, ResponseHeadWait response)
    {
        var sent = await sender.SendAsync(protocol.Composed(connection));
        if (sent && ExpectsContinue && protocol.AnswersExpect)
        {
            await Task.WhenAny(_continue.Task, Task.Delay(ContinueWait, _exchange.Services.Time));
        }

        if (_stopped)
        {
            return;
        }

        sent = sent && (_spool is null || await sender.SendAllAsync(_spool, () => _stopped));
        sender.IsLast = _complete;
        sent = sent && await sender.SendPieceAsync(Kept);
        while (sent && !_complete && !_stopped)
        {
            if (await ReadAsync() is not { } piece)
            {
                connection.Close();
                return;
            }

            _kept.Add(piece.Span);
            sender.IsLast = _complete;
            sent = await sender.SendPieceAsync(piece);
            _client.ReleaseBody();
        }

        if (_stopped)
        {
            return;
        }

        sent = sent && (protocol.EndOfBody(this) is not { IsEmpty: false } end || await sender.SendAsync(end));
        SendFailed = !sent;
        if (sent)
        {
            GiveUpSpool();
            _sent = true;
            response.RequestSent();
        }
    }

    // A script may run for minutes, and its client take as long for the answer: the room is for those who still send.
    private void GiveUpSpool()
    {
        if (_spool is not null && !RetryDecision.MayBeSentTwice(_exchange))
        {
            _isGivenUp = true;
            _spool.Dispose();
        }
    }

    /// <summary>Gives back what was kept; not while the pump runs.</summary>
    public void Dispose()
    {
        _kept.Dispose();
        _spool?.Dispose();
    }

    /// <summary>The server said 100 (Continue).</summary>
    public void Continue() => _continue.TrySetResult();

    /// <summary>Ends the pump: the response is complete, or the attempt has failed.</summary>
    public void Stop()
    {
        _stopped = true;
        _continue.TrySetResult();
        if (!_pumping.IsCompleted)
        {
            // Should the pump end before it sees this, the next attempt's first read is stopped in its place: that one reads again.
            _client.StopBody();
        }
    }

    /// <summary>Answers for a body that the client did not send as promised.</summary>
    public ValueTask<bool> RefuseAsync() => BodyRefusal.GiveAsync(_exchange, ClientFault, Length);

    // A script reads its input as it comes: a client that takes its time would hold a worker for it, or a place in the queue after it has gone.
    private async ValueTask<bool> SpoolAsync(SpoolRoom room)
    {
        _spool = new Spool(room);
        while (!_complete)
        {
            if (await ReadAsync() is not { } piece)
            {
                return false;
            }

            if (!await _spool.TryAppendAsync(piece))
            {
                // No more room: the rest goes its way as it comes.
                _kept.Add(piece.Span);
                return true;
            }

            _client.ReleaseBody();
        }

        return true;
    }

    // A server that must know the length first gets the body once it is here; the client is told to say it when there is too much.
    private async ValueTask<bool> CollectAsync(int most)
    {
        var all = new ArrayBufferWriter<byte>();
        while (!_complete)
        {
            if (await ReadAsync() is not { } piece)
            {
                return false;
            }

            if (all.WrittenCount + piece.Length > most)
            {
                ClientFault = 411;
                return false;
            }

            all.Write(piece.Span);
            _client.ReleaseBody();
        }

        (_whole, Length) = (all.WrittenMemory, all.WrittenCount);
        return true;
    }

    // The next piece; null when the client did not send it as promised. Empty when it was told to stop.
    private async ValueTask<ReadOnlyMemory<byte>?> ReadAsync() => Take(await _client.ReadBodyAsync());

    private ReadOnlyMemory<byte>? Take(BodyPiece piece)
    {
        _exchange.BytesIn += piece.Content.Length;
        _complete = piece.State == BodyState.Complete;
        ClientFault = piece.State switch
        {
            BodyState.Gone => 499,
            BodyState.Malformed => 400,
            BodyState.TooLarge => 413,
            BodyState.TooSlow => 408,
            _ => null,
        };
        // Not in one expression: there null would become an array that is null, and that an empty piece.
        if (ClientFault is not null)
        {
            return null;
        }

        return piece.Content;
    }
}
