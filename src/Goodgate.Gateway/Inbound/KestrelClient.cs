using System.IO.Pipelines;
using System.Net;
using System.Runtime.CompilerServices;
using Goodgate.Gateway.Exchanges;
using Goodgate.Wire.Http1;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace Goodgate.Gateway.Inbound;

/// <summary>The client's side of an exchange on Kestrel: the only type that knows Kestrel's features. One per connection (HTTP/2: per stream), used again.</summary>
internal sealed class KestrelClient : IClient, IDisposable
{
    private IFeatureCollection _features = null!;
    private IHttpRequestFeature _request = null!;
    private IHttpResponseFeature _response = null!;
    private IHttpResponseBodyFeature _output = null!;
    private IHttpConnectionFeature _connection = null!;
    private LeaveWatch? _leave;

    public string Method => _request.Method;

    public string Target => _request.RawTarget;

    public string Protocol => _request.Protocol;

    public bool IsHttps => _request.Scheme == "https";

    public bool IsHttp2 { get; private set; }

    public IPAddress? RemoteAddress => _connection.RemoteIpAddress;

    public int LocalPort => _connection.LocalPort;

    public IHeaderDictionary Fields => _request.Headers;

    public bool HasBody => _features.Get<IHttpRequestBodyDetectionFeature>()!.CanHaveBody;

    public PipeReader Body => _features.Get<IRequestBodyPipeFeature>()!.Reader;

    public object? ConnectionItem { get; set; }

    public bool ResponseStarted => _response.HasStarted;

    public bool CanUpgrade => !IsHttp2 && _features.Get<IHttpUpgradeFeature>() is { IsUpgradableRequest: true };

    /// <summary>Takes over the features of the next request.</summary>
    public KestrelClient On(IFeatureCollection features)
    {
        _features = features;
        _request = features.Get<IHttpRequestFeature>()!;
        _response = features.Get<IHttpResponseFeature>()!;
        _output = features.Get<IHttpResponseBodyFeature>()!;
        _connection = features.Get<IHttpConnectionFeature>()!;
        IsHttp2 = _request.Protocol == "HTTP/2";
        return this;
    }

    public void Begin(int status)
    {
        _response.Headers.Clear();
        _response.StatusCode = status;
    }

    public void DeclareLength(long? length) => _response.Headers.ContentLength = length;

    public void SetField(string name, string value) => _response.Headers[name] = value;

    public void AddField(KnownField known, ReadOnlySpan<byte> name, ReadOnlySpan<byte> value, FieldStrings strings)
    {
        var headers = _response.Headers;
        switch (known)
        {
            case KnownField.ContentType:
                headers.ContentType = strings.Value(known, value);
                break;
            case KnownField.Date:
                headers.Date = strings.Value(known, value);
                break;
            case KnownField.Server:
                headers.Server = strings.Value(known, value);
                break;
            case KnownField.LastModified:
                headers.LastModified = strings.Value(known, value);
                break;
            case KnownField.ETag:
                headers.ETag = strings.Value(known, value);
                break;
            case KnownField.AcceptRanges:
                headers.AcceptRanges = strings.Value(known, value);
                break;
            case KnownField.Other:
                var (otherName, otherValue) = strings.Other(name, value);
                Append(headers, otherName, otherValue);
                break;
            default:
                Append(headers, known.Name(), strings.Value(known, value));
                break;
        }
    }

    public void AddTrailer(string name, string value)
    {
        if (IsHttp2 && _features.Get<IHttpResponseTrailersFeature>() is { } trailers)
        {
            trailers.Trailers.Append(name, value);
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<bool> WriteAsync(ReadOnlyMemory<byte> content)
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

    public async ValueTask FlushHeadAsync()
    {
        try
        {
            // StartAsync only writes the head into Kestrel's pipe; it would wait there for the first content.
            await _output.Writer.FlushAsync();
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The client is gone; the next write says so.
        }
    }

    public async ValueTask<bool> WriteInterimAsync(int status, IReadOnlyList<KeyValuePair<string, string>> fields) =>
        !IsHttp2 && Protocol == "HTTP/1.1" && !ResponseStarted && await InterimResponse.WriteAsync(_features, status, fields);

    public void Abort() => _features.Get<IHttpRequestLifetimeFeature>()!.Abort();

    public Task<Stream> UpgradeAsync() => _features.Get<IHttpUpgradeFeature>()!.UpgradeAsync();

    public void OnLeave(Exchange left)
    {
        if (IsHttp2)
        {
            _leave = new LeaveWatch(_features.Get<IHttpRequestLifetimeFeature>()!.RequestAborted);
        }
        else
        {
            // One registration per connection, not per request: a token of each request would be an allocation each time.
            _leave ??= new LeaveWatch(_features.Get<IConnectionLifetimeFeature>()?.ConnectionClosed ?? _features.Get<IHttpRequestLifetimeFeature>()!.RequestAborted);
        }

        _leave.Set(left);
    }

    public void ForgetLeave()
    {
        _leave?.Set(null);
        if (IsHttp2)
        {
            _leave?.Dispose();
            _leave = null;
        }
    }

    /// <summary>The connection has ended.</summary>
    public void Dispose() => _leave?.Dispose();

    private static void Append(IHeaderDictionary headers, string name, string value)
    {
        if (!headers.TryAdd(name, value))
        {
            headers[name] = StringValues.Concat(headers[name], value);
        }
    }
}
