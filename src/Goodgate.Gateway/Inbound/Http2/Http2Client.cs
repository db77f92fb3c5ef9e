using System.Net;
using System.Runtime.CompilerServices;
using Goodgate.Gateway.Waiting;
using Goodgate.Gateway.Exchanges;
using Goodgate.Gateway.Settings;
using Goodgate.Wire.Http1;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace Goodgate.Gateway.Inbound.Http2;

/// <summary>The client's side of an exchange over HTTP/2: the only type that knows Kestrel's features. One per stream, used again.</summary>
internal sealed class Http2Client : IClient, IDisposable
{
    private readonly RequestHeadBuilder _head = new();
    private IFeatureCollection _features = null!;
    private IHttpRequestFeature _request = null!;
    private IHttpResponseFeature _response = null!;
    private IHttpResponseBodyFeature _output = null!;
    private IHttpConnectionFeature _connection = null!;
    private LeaveWatch? _leave;
    private Http2RequestBody? _body;
    private RequestFault? _tooLarge;

    /// <summary>Most fields of a request, as over HTTP/1.1.</summary>
    internal const int MaxFields = 200;

    public RequestHead Head => _head.Head;

    public RequestFault? Fault => _tooLarge is not null ? _tooLarge : _head.Violation is { } violation ? RequestFaults.Of(violation) with { Where = violation.Kind.Clause() } : null;

    public string Method => _request.Method;

    public string Target => _request.RawTarget;

    public string Host { get; private set; } = "";

    public string Protocol => "HTTP/2";

    public bool IsHttps => _request.Scheme == "https";

    public bool IsHttp2 => true;

    public IPAddress? RemoteAddress => _connection.RemoteIpAddress;

    public int RemotePort => _connection.RemotePort;

    public IPAddress? LocalAddress => _connection.LocalIpAddress;

    public int LocalPort => _connection.LocalPort;

    public FieldSection Fields => _head.Head.Fields;

    public bool HasBody => _body is not null;

    public long? BodyLength { get; private set; }

    public FieldSection? Trailers => _body?.Trailers;

    public object? ConnectionItem { get; set; }

    public bool ResponseStarted => _response.HasStarted;

    public bool CanUpgrade => false;

    /// <summary>Takes over the features of the next request.</summary>
    public Http2Client On(IFeatureCollection features)
    {
        _features = features;
        _request = features.Get<IHttpRequestFeature>()!;
        _response = features.Get<IHttpResponseFeature>()!;
        _output = features.Get<IHttpResponseBodyFeature>()!;
        _connection = features.Get<IHttpConnectionFeature>()!;
        Host = _request.Headers.Host.ToString();
        BodyLength = _request.Headers.ContentLength;
        _body = features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: true } ? new Http2RequestBody(features) : null;
        Compose();
        return this;
    }

    /// <summary>Sets the limits in force for this request.</summary>
    public void Limit(ClientSettings settings)
    {
        _tooLarge = Target.Length > settings.MaxHeadBytes ? new RequestFault(414, "target-too-long")
            : Head.Length > settings.MaxHeadBytes || Fields.Count > MaxFields ? new RequestFault(431, "head-too-large")
            : null;
        if (_features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = settings.MaxBodyBytes > 0 ? settings.MaxBodyBytes : null;
        }
    }

    public ValueTask<BodyPiece> ReadBodyAsync() => _body?.ReadAsync() ?? new ValueTask<BodyPiece>(new BodyPiece(default, BodyState.Complete));

    public ValueTask<BodyPiece> ReadWholeBodyAsync() => _body?.ReadWholeAsync((int)BodyLength!.Value) ?? ReadBodyAsync();

    public void ReleaseBody() => _body?.Release();

    public void StopBody() => _body?.Stop();

    public void Begin(int status)
    {
        _response.Headers.Clear();
        _response.StatusCode = status;
    }

    public void DeclareLength(long? length) => _response.Headers.ContentLength = length;

    public void SetField(string name, string value) => _response.Headers[name] = value;

    public void AddField(KnownField known, ReadOnlySpan<byte> name, ReadOnlySpan<byte> value, FieldStrings strings)
    {
        if (known == KnownField.Other)
        {
            var (otherName, otherValue) = strings.Other(name, value);
            Append(otherName, otherValue);
        }
        else
        {
            Append(known.Name(), strings.Value(known, value));
        }
    }

    public void AddBlock(FieldBlock block)
    {
        foreach (var (name, value) in block.Pairs)
        {
            Append(name, value);
        }
    }

    public void AddTrailer(string name, string value) => _features.Get<IHttpResponseTrailersFeature>()?.Trailers.Append(name, value);

    [AsyncMethodBuilder(typeof(ReusedState<>))]
    public async ValueTask<bool> WriteAsync(ReadOnlyMemory<byte> content, bool last)
    {
        if (content.IsEmpty)
        {
            return true;
        }

        try
        {
            var result = await _output.Writer.WriteAsync(content);
            return !result.IsCompleted && !result.IsCanceled;
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
        {
            return false;
        }
    }

    public bool TryStage(ReadOnlySpan<byte> content) => false;

    public async ValueTask<bool> FlushAsync()
    {
        try
        {
            // StartAsync only writes the head into Kestrel's pipe; it would wait there for the first content.
            var result = await _output.Writer.FlushAsync();
            return !result.IsCompleted && !result.IsCanceled;
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
        {
            return false;
        }
    }

    /// <summary>Kestrel has no call for an interim response, and nobody else may write to its connection: hints are left out.</summary>
    public ValueTask WriteInterimAsync(ResponseHead head) => default;

    public void Abort() => _features.Get<IHttpRequestLifetimeFeature>()!.Abort();

    public Task<Stream> UpgradeAsync() => throw new InvalidOperationException("HTTP/2 has no Upgrade (RFC 9113 §8.6)");

    public void OnLeave(Exchange left)
    {
        _leave = new LeaveWatch(_features.Get<IHttpRequestLifetimeFeature>()!.RequestAborted);
        _leave.Set(left);
    }

    public void ForgetLeave()
    {
        _leave?.Set(null);
        _leave?.Dispose();
        _leave = null;
    }

    /// <summary>Gives back what a large request needed.</summary>
    public void Rest() => _head.Trim();

    public void Dispose() => _leave?.Dispose();

    private void Compose()
    {
        _head.Begin(_request.Method, _request.RawTarget, 2, 0);
        foreach (var (name, values) in _request.Headers)
        {
            for (var i = 0; i < values.Count; i++)
            {
                _head.Field(name, values[i] ?? "");
            }
        }

        _head.Complete();
    }

    private void Append(string name, string value)
    {
        var headers = _response.Headers;
        if (!headers.TryAdd(name, value))
        {
            headers[name] = StringValues.Concat(headers[name], value);
        }
    }
}
