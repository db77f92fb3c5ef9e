using System.IO.Pipelines;
using System.Net;
using Goodgate.Wire.Http1;
using Microsoft.AspNetCore.Http;

namespace Goodgate.Gateway.Exchanges;

/// <summary>
/// The client's side of one exchange. The exchange knows only this; one adapter per server underneath (today Kestrel) implements it.
/// Strings hold bytes as ISO 8859-1 characters, so that nothing is re-encoded.
/// </summary>
public interface IClient
{
    string Method { get; }

    /// <summary>Request target, byte for byte as received.</summary>
    string Target { get; }

    /// <summary><c>HTTP/1.0</c>, <c>HTTP/1.1</c>, <c>HTTP/2</c>.</summary>
    string Protocol { get; }

    bool IsHttps { get; }

    bool IsHttp2 { get; }

    IPAddress? RemoteAddress { get; }

    /// <summary>Port the request came in on.</summary>
    int LocalPort { get; }

    /// <summary>Request fields.</summary>
    IHeaderDictionary Fields { get; }

    /// <summary>True when the request has a body, or may have one.</summary>
    bool HasBody { get; }

    /// <summary>The request's body, decoded.</summary>
    PipeReader Body { get; }

    /// <summary>Value that lives as long as the client's connection; the exchange keeps prepared forwarding fields there.</summary>
    object? ConnectionItem { get; set; }

    /// <summary>True once the response's head has gone out.</summary>
    bool ResponseStarted { get; }

    /// <summary>Sets the status and removes fields set before.</summary>
    void Begin(int status);

    /// <summary>Declares the length of the response's content; null lets the protocol frame it.</summary>
    void DeclareLength(long? length);

    /// <summary>Sets a response field.</summary>
    void SetField(string name, string value);

    /// <summary>Adds a response field as received from a server.</summary>
    void AddField(KnownField known, ReadOnlySpan<byte> name, ReadOnlySpan<byte> value, FieldStrings strings);

    /// <summary>Adds a trailer field; does nothing where the protocol towards the client has none.</summary>
    void AddTrailer(string name, string value);

    /// <summary>Sends content; the head goes first. False when the client is gone.</summary>
    ValueTask<bool> WriteAsync(ReadOnlyMemory<byte> content);

    /// <summary>Sends the head before there is content.</summary>
    ValueTask FlushHeadAsync();

    /// <summary>Sends an interim response (103) if the protocol can.</summary>
    ValueTask<bool> WriteInterimAsync(int status, IReadOnlyList<KeyValuePair<string, string>> fields);

    /// <summary>Ends the response so that the client cannot take it for complete: aborted connection, RST_STREAM.</summary>
    void Abort();

    /// <summary>True when the client's connection can become another protocol (HTTP/1.1 Upgrade).</summary>
    bool CanUpgrade { get; }

    /// <summary>Sends the 101 head and gives the raw stream.</summary>
    Task<Stream> UpgradeAsync();

    /// <summary>Tells the exchange (<see cref="Exchange.Leave"/>) once when the client leaves before the exchange has ended.</summary>
    void OnLeave(Exchange left);

    /// <summary>Ends the interest in <see cref="OnLeave"/>.</summary>
    void ForgetLeave();
}
