using System.Runtime.CompilerServices;
using Goodgate.Gateway.Waiting;
using Goodgate.Gateway.Answers;
using Goodgate.Gateway.Exchanges;
using Goodgate.Gateway.Inbound.Listening;
using Goodgate.Gateway.Routing;
using Goodgate.Gateway.Settings;
using Goodgate.Gateway.Upstreams;
using Goodgate.Wire.Http1;

namespace Goodgate.Gateway.Inbound.Http1;

/// <summary>One HTTP/1 connection of a client: one request after the other, until either side has had enough.</summary>
internal sealed class Http1Connection : IClientConnection
{
    // As Kestrel and Apache: a hundred more than a browser sends.
    private const int MaxFields = 200;

    // Requests that are here already, and answered without a wait, keep the thread; after so many the others of its connections get their turn.
    private const int MostInARow = 32;

    private readonly ClientPeer _peer;
    private readonly Reception _reception;
    private readonly Inlet _inlet;
    private readonly ClientBuffer _buffer = new();
    private readonly ClientPatience _patience;
    private readonly Http1RequestBody _body;
    private readonly Http1Response _response;
    private readonly Http1Client _client;
    private readonly RequestHeadReader _reader = new();
    private volatile bool _draining;
    private volatile bool _idle;
    private volatile bool _lingering;

    // The client has closed, or was reset: there is nobody left to be polite to.
    private bool _over;
    private int _inARow;

    // The exchange under way, for the id in what is told of a defect.
    private Exchange? _serving;

    public Http1Connection(ClientPeer peer, Reception reception)
    {
        _peer = peer;
        _reception = reception;
        _inlet = new Inlet(peer.Transport);
        _patience = new ClientPatience(reception.Watch, _inlet, peer.Transport);
        _response = new Http1Response(peer.Transport, new Outlet(peer.Transport, _patience), reception.Date);
        _body = new Http1RequestBody(_inlet, _buffer, _patience, _response);
        _response.BodyCanBeSkipped = () => _body.CanBeSkipped;
        _client = new Http1Client(peer, _body, _response, _inlet, _buffer);
    }

    /// <summary>Serves it to its end. Never throws.</summary>
    public async Task RunAsync()
    {
        try
        {
            while (await ReadHeadAsync())
            {
                await ExchangeLife.RunAsync(BeginExchange());
                _serving = null;
                if (!await EndExchangeAsync())
                {
                    break;
                }

                Rest();
                if (++_inARow >= MostInARow)
                {
                    _inARow = 0;
                    await Task.Yield();
                }
            }
        }
        catch (Exception e)
        {
            // A defect of ours in reading or ending a request: this client's connection ends, nobody else's does.
            _over = true;
            _peer.Transport.Reset();
            Defect.Tell(_reception.Services, e, _serving?.RequestId);
        }

        await EndAsync();
    }

    public void Drain()
    {
        _draining = true;
        if (_idle || _lingering)
        {
            _inlet.Interrupt();
        }
    }

    /// <summary>After <see cref="RunAsync"/>.</summary>
    public void Dispose()
    {
        _patience.Dispose();
        _buffer.Dispose();
    }

    public void Close() => _peer.Transport.Close();

    // True when there is a request to answer, good or bad.
    [AsyncMethodBuilder(typeof(ReusedState<>))]
    private async ValueTask<bool> ReadHeadAsync()
    {
        var model = _reception.Model;
        var client = model.Client;
        var limits = new HeadLimits(client.MaxHeadBytes, MaxFields);
        _reader.Reset();
        _idle = _buffer.IsEmpty;
        _patience.Await(_idle ? client.KeepAlive : client.HeadTimeout);
        var begun = !_idle;
        while (true)
        {
            var status = _buffer.IsEmpty ? ReadStatus.NeedMore : _reader.Read(_buffer.Unread, limits);
            if (status != ReadStatus.NeedMore)
            {
                _patience.Came();
                Take(status, client);
                return true;
            }

            if (!_idle && !begun)
            {
                begun = true;
                _patience.Await(client.HeadTimeout);
            }

            if (!_inlet.IsBusy)
            {
                _inlet.Begin(_buffer.RoomForHead(client.MaxHeadBytes), _idle);
            }

            var waiting = _inlet.WaitAsync();
            _inARow = waiting.IsCompleted ? _inARow : 0;
            if (await waiting ? !Received() : IsEnough())
            {
                return _client.Fault is not null && !_idle && !_over;
            }
        }
    }

    // False when the client has closed.
    private bool Received()
    {
        var result = _inlet.Take();
        _over = result.Bytes <= 0;
        if (!_over)
        {
            _buffer.Received(result.Bytes);
            _idle = false;
        }

        return !_over;
    }

    // The wait was interrupted: true when it is not to go on.
    private bool IsEnough()
    {
        if (_patience.IsOver && !_idle)
        {
            Refuse(new RequestFault(408, "request-timeout"));
        }

        return _patience.IsOver || (_draining && _idle);
    }

    private void Take(ReadStatus status, ClientSettings settings)
    {
        var head = _reader.Head;
        head.Attach(_buffer.Bytes, _buffer.Start);
        if (status == ReadStatus.Invalid)
        {
            Refuse(RequestFaults.Of(_reader.Violation!));
            return;
        }

        var framing = RequestFraming.Decide(head, out var violation);
        if (violation is not null)
        {
            Refuse(RequestFaults.Of(violation));
            return;
        }

        var fields = head.Fields;
        var minor = head.MinorVersion;
        var keepOpen = !_draining && (minor == 1 ? !FieldLists.Contains(fields, KnownField.Connection, "close"u8) : FieldLists.Contains(fields, KnownField.Connection, "keep-alive"u8));
        _response.Reset(minor, head.Method == "HEAD", FieldLists.Contains(fields, KnownField.TE, "trailers"u8), keepOpen);
        _body.Begin(framing, head.Length, settings.MaxBodyBytes, minor == 1 && FieldLists.Contains(fields, KnownField.Expect, "100-continue"u8));
        _patience.BeginBody();
        _client.On(head, framing, null);
    }

    // What follows a request that could not be read cannot be told from its body.
    private void Refuse(RequestFault fault)
    {
        var head = _reader.Head;
        head.Attach(_buffer.Bytes, _buffer.Start);
        _response.Reset(1, head.Method == "HEAD", false, keepOpen: false);
        _body.Begin(default, 0, 0, false);
        _client.On(head, default, fault);
    }

    private Exchange BeginExchange()
    {
        var services = _reception.Services;
        services.Outlets.Counters.Started();
        return _serving = new Exchange(_client, _reception.Model, services);
    }

    // True when another request may follow.
    private ValueTask<bool> EndExchangeAsync() => _response.HasEndedWell && _body.IsComplete
        ? new ValueTask<bool>(MayFollow)
        : MendEndAsync();

    private bool MayFollow => _response.KeepsOpen && !_response.Upgraded && !_draining;

    private async ValueTask<bool> MendEndAsync()
    {
        if (!await _response.CompleteAsync())
        {
            // Nothing was sent, or not all that was promised: the client must not take it for a response.
            _over = true;
            _peer.Transport.Reset();
            return false;
        }

        return MayFollow && await SkipBodyAsync();
    }

    // The rest of a body that nobody wanted stands before the next request.
    private async ValueTask<bool> SkipBodyAsync()
    {
        var skipped = 0;
        _lingering = true;
        while (!_body.IsComplete && !_draining)
        {
            var piece = await _body.ReadAsync();
            skipped += piece.Content.Length;
            _over |= piece.State == BodyState.Gone;
            if (piece.State is not (BodyState.More or BodyState.Complete or BodyState.Stopped) || skipped > Http1RequestBody.MostSkipped)
            {
                return false;
            }
        }

        _lingering = false;
        return _body.IsComplete;
    }

    private void Rest()
    {
        _body.End();
        _buffer.Turn();
        _response.Rest();
        if (!_inlet.IsBusy)
        {
            _buffer.Rest();
        }
    }

    private async ValueTask EndAsync()
    {
        if (!_over)
        {
            // One that was told 408 may still be sending, and lingers like any other; one that was silent between two requests does not.
            if (!_idle)
            {
                _patience.Renew();
            }

            _lingering = true;
            await Lingering.RunAsync(_peer.Transport, _inlet, _patience, () => _draining);
        }

        _peer.Transport.Close();
        while (_inlet.IsBusy)
        {
            if (await _inlet.WaitAsync())
            {
                _ = _inlet.Take();
            }
        }

        _body.End();
        _response.Rest();
    }
}
