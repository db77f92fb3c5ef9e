using System.Net;
using System.Text;
using Goodgate.Gateway.Exchanges;
using Goodgate.Wire.Http1;

namespace Goodgate.Gateway.Cache.Fetching;

/// <summary>Stands where a client would: asks for a page as the client did whose request showed that it is old, and reads nothing of the answer.</summary>
internal sealed class BackgroundClient : IClient
{
    private readonly RequestHeadBuilder _head = new();

    /// <param name="from">The client's exchange; its head is copied.</param>
    /// <param name="keepsCookies">True when the page depends on cookies: else a visitor's are nothing to it.</param>
    public BackgroundClient(Exchange from, bool keepsCookies)
    {
        var client = from.Client;
        (Target, Host, Protocol, IsHttps, IsHttp2) = (from.Target, client.Host, client.Protocol, client.IsHttps, client.IsHttp2);
        (RemoteAddress, RemotePort, LocalAddress, LocalPort) = (client.RemoteAddress, client.RemotePort, client.LocalAddress, client.LocalPort);
        _head.Begin("GET", Target, 1, 1);
        var fields = client.Fields;
        for (var i = 0; i < fields.Count; i++)
        {
            if (GoesAlong(fields, i, keepsCookies))
            {
                _head.Field(Encoding.Latin1.GetString(fields.Name(i)), Encoding.Latin1.GetString(fields.Value(i)));
            }
        }

        _head.Complete();
    }

    public RequestHead Head => _head.Head;

    public RequestFault? Fault => null;

    public string Method => "GET";

    public string Target { get; }

    public string Host { get; }

    public string Protocol { get; }

    public bool IsHttps { get; }

    public bool IsHttp2 { get; }

    public IPAddress? RemoteAddress { get; }

    public int RemotePort { get; }

    public IPAddress? LocalAddress { get; }

    public int LocalPort { get; }

    public FieldSection Fields => _head.Head.Fields;

    public bool HasBody => false;

    public long? BodyLength => null;

    public FieldSection? Trailers => null;

    public object? ConnectionItem { get; set; }

    public bool ResponseStarted { get; private set; }

    public bool CanUpgrade => false;

    public ValueTask<BodyPiece> ReadBodyAsync() => new(new BodyPiece(default, BodyState.Complete));

    public ValueTask<BodyPiece> ReadWholeBodyAsync() => ReadBodyAsync();

    public void ReleaseBody()
    {
    }

    public void StopBody()
    {
    }

    public void Begin(int status)
    {
    }

    public void DeclareLength(long? length)
    {
    }

    public void SetField(string name, string value)
    {
    }

    public void AddField(KnownField known, ReadOnlySpan<byte> name, ReadOnlySpan<byte> value, FieldStrings strings)
    {
    }

    public void AddBlock(FieldBlock block)
    {
    }

    public void AddTrailer(string name, string value)
    {
    }

    public ValueTask<bool> WriteAsync(ReadOnlyMemory<byte> content, bool last)
    {
        ResponseStarted = true;
        return new ValueTask<bool>(true);
    }

    public bool TryStage(ReadOnlySpan<byte> content) => true;

    public ValueTask<bool> FlushAsync() => new(true);

    public ValueTask WriteInterimAsync(ResponseHead head) => default;

    public void Abort()
    {
    }

    public Task<Stream> UpgradeAsync() => throw new InvalidOperationException("a background request asks for no other protocol");

    public void OnLeave(Exchange left)
    {
    }

    public void ForgetLeave()
    {
    }

    private static bool GoesAlong(FieldSection fields, int index, bool keepsCookies) => fields[index].Known switch
    {
        KnownField.Cookie => keepsCookies,
        KnownField.CacheControl or KnownField.Pragma or KnownField.XRequestId or KnownField.TraceParent or KnownField.TraceState or KnownField.Expect
            or KnownField.ContentLength or KnownField.TransferEncoding or KnownField.Connection or KnownField.Upgrade or KnownField.TE => false,
        KnownField.Other => !IsCondition(fields.Name(index)),
        _ => true,
    };

    private static bool IsCondition(ReadOnlySpan<byte> name) =>
        Ascii.EqualsIgnoreCase(name, "Range"u8) || (name.Length > 3 && Ascii.EqualsIgnoreCase(name[..3], "If-"u8));
}
