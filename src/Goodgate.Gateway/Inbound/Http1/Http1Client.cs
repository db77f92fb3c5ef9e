using System.Net;
using System.Text;
using Goodgate.Gateway.Exchanges;
using Goodgate.Gateway.Files.Disk;
using Goodgate.Gateway.Forwarding;
using Goodgate.Wire.Http1;

namespace Goodgate.Gateway.Inbound.Http1;

/// <summary>The client's side of the exchanges on one HTTP/1 connection, one after the other.</summary>
internal sealed class Http1Client(ClientPeer peer, Http1RequestBody body, Http1Response response, Inlet inlet, ClientBuffer buffer) : IClient
{
    // A client asks for the same host, and often the same target, again and again: no string is made for what was just seen.
    private string _target = "";
    private string _host = "";
    private RequestHead _head = null!;

    public RequestHead Head => _head;

    public RequestFault? Fault { get; private set; }

    public string Method => _head.Method;

    public string Target => _target;

    public string Host => _host;

    public string Protocol => _head.MinorVersion == 0 ? "HTTP/1.0" : "HTTP/1.1";

    public bool IsHttps => peer.IsHttps;

    public bool IsHttp2 => false;

    public IPAddress? RemoteAddress => peer.Address;

    public int RemotePort => peer.RemotePort;

    public IPAddress? LocalAddress => peer.LocalAddress;

    public int LocalPort => peer.LocalPort;

    public FieldSection Fields => _head.Fields;

    public bool HasBody { get; private set; }

    public long? BodyLength { get; private set; }

    public FieldSection? Trailers => body.Trailers;

    public object? ConnectionItem { get; set; }

    public bool ResponseStarted => response.Started;

    public bool CanUpgrade => _head.MinorVersion == 1 && !HasBody;

    /// <summary>Takes over a request.</summary>
    /// <param name="head">Its head; what could be read of it when there is a fault.</param>
    /// <param name="framing">How its body ends.</param>
    /// <param name="fault">Why it cannot be served; null when it can.</param>
    public void On(RequestHead head, BodyFraming framing, RequestFault? fault)
    {
        _head = head;
        Fault = fault;
        HasBody = framing.Kind == BodyKind.Chunked || framing.Length > 0;
        BodyLength = framing.Kind == BodyKind.Length ? framing.Length : null;
        _target = Same(_target, head.Target);
        var host = head.Fields.Find(KnownField.Host);

        // HTTP/1.0 has no Host; an address in absolute-form says it as well (RFC 9112 §3.2.2).
        _host = Same(_host, host < 0 ? head.Authority : head.Fields.Value(host));
    }

    public ValueTask<BodyPiece> ReadBodyAsync() => body.ReadAsync();

    public ValueTask<BodyPiece> ReadWholeBodyAsync() => body.ReadWholeAsync();

    public void ReleaseBody()
    {
        body.Release();
        WatchForLeaving();
    }

    public void StopBody() => inlet.Interrupt();

    public void Begin(int status) => response.Begin(status);

    public void DeclareLength(long? length) => response.DeclareLength(length);

    public void SetField(string name, string value) => response.Set(name, value);

    public void AddField(KnownField known, ReadOnlySpan<byte> name, ReadOnlySpan<byte> value, FieldStrings strings) => response.Add(known, name, value);

    public void AddBlock(FieldBlock block) => response.Add(block);

    public void AddTrailer(string name, string value) => response.AddTrailer(name, value);

    public ValueTask<bool> WriteAsync(ReadOnlyMemory<byte> content, bool last) => response.WriteAsync(content, last);

    public bool SendsFile(long length) => response.SendsFile(length);

    public ValueTask<FileSent> SendFileAsync(FileStretch file, bool last) => response.SendFileAsync(file, last);

    public bool TryStage(ReadOnlySpan<byte> content) => response.TryStage(content);

    public ValueTask<bool> FlushAsync() => response.FlushHeadAsync();

    public ValueTask WriteInterimAsync(ResponseHead head)
    {
        var writer = new ResponseHeadWriter();
        writer.Start(head.Status);
        var options = head.Fields.Find(KnownField.Connection);
        for (var i = 0; i < head.Fields.Count; i++)
        {
            if (ResponseField.PassesOn(head.Fields, i, options))
            {
                writer.Field(head.Fields.Name(i), head.Fields.Value(i));
            }
        }

        writer.End();
        var message = writer.Written.ToArray();
        writer.Release();
        return response.InterimAsync(message);
    }

    public void Abort() => response.Abort();

    public async Task<Stream> UpgradeAsync()
    {
        // Without it the first write of the tunnel fails, and ends it.
        _ = await response.UpgradeAsync();
        return new ClientStream(peer.Transport, inlet, buffer);
    }

    public void OnLeave(Exchange left)
    {
        inlet.Tell(left);
        WatchForLeaving();
    }

    public void ForgetLeave() => inlet.Tell(null);

    // A read that waits for the next request is what hears of the end of the connection. Nothing is read ahead of a request that is here already:
    // while that waits, its client is not seen to leave.
    private void WatchForLeaving()
    {
        if (body.NothingBeyond && buffer.IsEmpty && !inlet.IsBusy && Fault is null)
        {
            inlet.Begin(buffer.RoomForNext(), idle: true);
        }
    }

    private static string Same(string before, ReadOnlySpan<byte> bytes) => Ascii.Equals(bytes, before) ? before : Encoding.Latin1.GetString(bytes);
}
