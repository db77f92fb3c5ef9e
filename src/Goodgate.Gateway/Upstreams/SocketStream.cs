using System.Runtime.CompilerServices;

using Goodgate.Gateway.Waiting;
namespace Goodgate.Gateway.Upstreams;

/// <summary>
/// A transport as a stream, for TLS to stand on. Keeps the first bytes that came: when they are no TLS, they say what the server really speaks.
/// </summary>
internal sealed class SocketStream(Transport below) : TransportStream(below)
{
    private const int FirstBytes = 64;
    private const int LingerBytes = 256 * 1024;

    private readonly byte[] _first = new byte[FirstBytes];
    private int _kept;
    private Task<IoResult>? _abandoned;

    /// <summary>The first bytes received.</summary>
    public ReadOnlySpan<byte> First => _first.AsSpan(0, _kept);

    /// <summary>True when the peer has ended the connection (FIN).</summary>
    public bool Ended { get; private set; }

    /// <summary>Called before each write; null = nobody wants to know.</summary>
    public Action? OnSending { get; set; }

    [AsyncMethodBuilder(typeof(ReusedState<>))]
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var result = cancellationToken.CanBeCanceled ? await ReceiveAsync(buffer, cancellationToken) : await Below.ReceiveAsync(buffer);
        if (result.Failed)
        {
            throw Broken(result);
        }

        var keep = Math.Min(FirstBytes - _kept, result.Bytes);
        buffer.Span[..keep].CopyTo(_first.AsSpan(_kept));
        _kept += keep;
        Ended |= result.Bytes == 0 && buffer.Length > 0;
        return result.Bytes;
    }

    /// <summary>Says that no more will be sent, and takes in what the peer still sends: a close before that would be a reset, which can overtake our last words.</summary>
    /// <param name="limit">Longest wait for the peer to close.</param>
    /// <param name="time">Clock.</param>
    public async Task LingerAsync(TimeSpan limit, TimeProvider time)
    {
        await Below.ShutdownSendAsync();
        using var over = new CancellationTokenSource(limit, time);
        var space = new byte[1024];
        try
        {
            for (var taken = 0; taken < LingerBytes; taken += space.Length)
            {
                if ((await ReceiveAsync(space, over.Token)).Bytes <= 0)
                {
                    return;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // It has had its time.
        }
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        OnSending?.Invoke();
        return base.WriteAsync(buffer, cancellationToken);
    }

    // A read cannot be taken back from the socket. The one that nobody waits for any more was for no bytes (HTTP/2 waits so), or its bytes are not wanted.
    private async ValueTask<IoResult> ReceiveAsync(Memory<byte> buffer, CancellationToken cancel)
    {
        if (_abandoned is { } before)
        {
            _ = await before.WaitAsync(cancel);
            _abandoned = null;
        }

        // What is there already needs nothing made for the wait.
        var coming = Below.ReceiveAsync(buffer);
        if (coming.IsCompletedSuccessfully)
        {
            return coming.Result;
        }

        var receiving = coming.AsTask();
        try
        {
            return await receiving.WaitAsync(cancel);
        }
        catch (OperationCanceledException)
        {
            _abandoned = receiving;
            throw;
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Below.Close();
        }

        base.Dispose(disposing);
    }
}
