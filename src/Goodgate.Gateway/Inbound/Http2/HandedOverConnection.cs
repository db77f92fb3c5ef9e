using System.IO.Pipelines;
using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Goodgate.Gateway.Upstreams;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace Goodgate.Gateway.Inbound.Http2;

/// <summary>A client's connection as Kestrel wants to see it: bytes both ways, addresses, and what TLS agreed on.</summary>
internal sealed class HandedOverConnection : ConnectionContext, IDuplexPipe, ITlsConnectionFeature, ITlsApplicationProtocolFeature
{
    // As large as the frames Kestrel writes, and as the records of TLS.
    private const int BufferSize = 16 * 1024;

    // A peer that has got GOAWAY closes at once.
    private static readonly TimeSpan Linger = TimeSpan.FromSeconds(1);

    private readonly Stream _stream;
    private readonly Transport _below;
    private readonly SocketStream _bytes;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _closed = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _disposed;

    /// <param name="below">The client's socket.</param>
    /// <param name="bytes">What it says.</param>
    /// <param name="stream">The same, or TLS inside it.</param>
    /// <param name="ends">Address the client came to, and its own.</param>
    /// <param name="time">Clock.</param>
    public HandedOverConnection(Transport below, SocketStream bytes, Stream stream, (EndPoint? Local, EndPoint? Remote) ends, TimeProvider time)
    {
        _below = below;
        _bytes = bytes;
        _time = time;
        _stream = stream;
        (LocalEndPoint, RemoteEndPoint) = ends;
        ConnectionClosed = _closed.Token;
        Transport = this;
        Input = PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: BufferSize, minimumReadSize: 1024, leaveOpen: true, useZeroByteReads: true));
        Output = PipeWriter.Create(stream, new StreamPipeWriterOptions(leaveOpen: true));
        if (stream is SslStream)
        {
            Features.Set<ITlsConnectionFeature>(this);
            Features.Set<ITlsApplicationProtocolFeature>(this);
        }
    }

    public PipeReader Input { get; }

    public PipeWriter Output { get; }

    public override IDuplexPipe Transport { get; set; }

    public override string ConnectionId { get; set; } = Guid.NewGuid().ToString("n");

    public override IFeatureCollection Features { get; } = new FeatureCollection();

    public override IDictionary<object, object?> Items { get; set; } = new ConnectionItems();

    /// <summary>Completes when Kestrel has done with it.</summary>
    public Task Ended => _ended.Task;

    public X509Certificate2? ClientCertificate { get; set; }

    public ReadOnlyMemory<byte> ApplicationProtocol => SslApplicationProtocol.Http2.Protocol;

    public Task<X509Certificate2?> GetClientCertificateAsync(CancellationToken cancellationToken) => Task.FromResult<X509Certificate2?>(null);

    public override void Abort(ConnectionAbortedException abortReason)
    {
        Input.CancelPendingRead();
        Output.CancelPendingFlush();
        _below.Close();
    }

    public override async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            await EndAsync();
        }

        await base.DisposeAsync();
    }

    private async ValueTask EndAsync()
    {
        try
        {
            await Input.CompleteAsync();
            await Output.CompleteAsync();
            if (_stream is SslStream tls)
            {
                await tls.ShutdownAsync();
            }

            await _bytes.LingerAsync(Linger, _time);
        }
        catch (Exception)
        {
            // The client is gone already, or broke the protocol.
        }
        finally
        {
            _below.Close();
            await _stream.DisposeAsync();
            await _closed.CancelAsync();
            _closed.Dispose();
            _ended.TrySetResult();
        }
    }
}
