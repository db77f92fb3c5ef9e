using System.Buffers;
using System.IO.Pipelines;
using Goodgate.Gateway.Exchanges;
using Goodgate.Wire.Http1;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Goodgate.Gateway.Inbound.Http2;

/// <summary>The body of a request over HTTP/2, piece by piece.</summary>
internal sealed class Http2RequestBody(IFeatureCollection features)
{
    private readonly PipeReader _reader = features.Get<IRequestBodyPipeFeature>()!.Reader;
    private ReadOnlySequence<byte> _unread;
    private SequencePosition _given;
    private bool _holds;
    private bool _complete;

    /// <summary>The trailer section, once the body is complete; null when there is none.</summary>
    public FieldSection? Trailers => _complete && features.Get<IHttpRequestTrailersFeature>() is { Available: true, Trailers: { Count: > 0 } trailers } ? Section(trailers) : null;

    /// <summary>Reads the next piece.</summary>
    public async ValueTask<BodyPiece> ReadAsync()
    {
        Release();
        try
        {
            var read = await _reader.ReadAsync();
            _unread = read.Buffer;
            _holds = true;
            if (read.IsCanceled)
            {
                _given = _unread.Start;
                Release();
                return new BodyPiece(default, BodyState.Stopped);
            }

            var first = _unread.First;
            _given = _unread.GetPosition(first.Length);
            _complete = read.IsCompleted && first.Length == _unread.Length;
            return new BodyPiece(first, _complete ? BodyState.Complete : BodyState.More);
        }
        catch (BadHttpRequestException e)
        {
            return new BodyPiece(default, e.StatusCode switch { 413 => BodyState.TooLarge, 408 => BodyState.TooSlow, _ => BodyState.Malformed });
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or InvalidOperationException)
        {
            return new BodyPiece(default, BodyState.Gone);
        }
    }

    /// <summary>Reads it to its end.</summary>
    /// <param name="length">Its declared length: Kestrel sees to it that it has that.</param>
    public async ValueTask<BodyPiece> ReadWholeAsync(int length)
    {
        var whole = new byte[ClaimedLength.Room(length, 0)];
        var filled = 0;
        while (true)
        {
            var piece = await ReadAsync();
            if (piece.State is not (BodyState.More or BodyState.Complete or BodyState.Stopped) || filled + piece.Content.Length > length)
            {
                return piece with { Content = default, State = piece.State is BodyState.More or BodyState.Complete ? BodyState.Malformed : piece.State };
            }

            if (filled + piece.Content.Length > whole.Length)
            {
                Array.Resize(ref whole, ClaimedLength.Room(length, filled + piece.Content.Length));
            }

            piece.Content.CopyTo(whole.AsMemory(filled));
            filled += piece.Content.Length;
            Release();
            if (piece.State == BodyState.Complete)
            {
                return new BodyPiece(whole.AsMemory(0, filled), BodyState.Complete);
            }
        }
    }

    /// <summary>The piece read last is not needed any more.</summary>
    public void Release()
    {
        if (_holds)
        {
            _holds = false;
            _reader.AdvanceTo(_given);
        }
    }

    /// <summary>Ends the read under way, or the next one.</summary>
    public void Stop() => _reader.CancelPendingRead();

    private static FieldSection Section(IHeaderDictionary trailers)
    {
        var head = new RequestHeadBuilder();
        head.Begin("GET", "/", 2, 0);
        foreach (var (name, values) in trailers)
        {
            for (var i = 0; i < values.Count; i++)
            {
                head.Field(name, values[i] ?? "");
            }
        }

        head.Complete();
        return head.Head.Fields;
    }
}
