using System.Net;
using Goodgate.Gateway.Exchanges;
using Goodgate.Wire.Http1;

namespace Goodgate.Explaining;

/// <summary>A client that is asked for nothing but its target: what an exchange keeps is measured, not what it carries.</summary>
public sealed class StillClient : IClient
{
    public string Method => "GET";

    public string Target => "/1k";

    public string Host => "127.0.0.1";

    public string Protocol => "HTTP/1.1";

    public bool IsHttps => false;

    public bool IsHttp2 => false;

    public IPAddress? RemoteAddress => IPAddress.Loopback;

    public int RemotePort => 40000;

    public IPAddress? LocalAddress => IPAddress.Loopback;

    public int LocalPort => 80;

    public RequestFault? Fault => null;

    public bool HasBody => false;

    public long? BodyLength => null;

    public FieldSection? Trailers => null;

    public object? ConnectionItem { get; set; }

    public bool ResponseStarted => true;

    public bool CanUpgrade => false;

    public RequestHead Head => throw new NotSupportedException();

    public FieldSection Fields => throw new NotSupportedException();

    public ValueTask<BodyPiece> ReadBodyAsync() => throw new NotSupportedException();

    public ValueTask<BodyPiece> ReadWholeBodyAsync() => throw new NotSupportedException();

    public void ReleaseBody() => throw new NotSupportedException();

    public void StopBody() => throw new NotSupportedException();

    public void Begin(int status) => throw new NotSupportedException();

    public void DeclareLength(long? length) => throw new NotSupportedException();

    public void SetField(string name, string value) => throw new NotSupportedException();

    public void AddField(KnownField known, ReadOnlySpan<byte> name, ReadOnlySpan<byte> value, FieldStrings strings) => throw new NotSupportedException();

    public void AddBlock(FieldBlock block) => throw new NotSupportedException();

    public void AddTrailer(string name, string value) => throw new NotSupportedException();

    public ValueTask<bool> WriteAsync(ReadOnlyMemory<byte> content, bool last) => throw new NotSupportedException();

    public bool TryStage(ReadOnlySpan<byte> content) => throw new NotSupportedException();

    public ValueTask<bool> FlushAsync() => throw new NotSupportedException();

    public ValueTask WriteInterimAsync(ResponseHead head) => throw new NotSupportedException();

    public void Abort() => throw new NotSupportedException();

    public Task<Stream> UpgradeAsync() => throw new NotSupportedException();

    public void OnLeave(Exchange left) => throw new NotSupportedException();

    public void ForgetLeave() => throw new NotSupportedException();
}
