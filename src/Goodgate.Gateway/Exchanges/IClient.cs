using System.Net;
using Goodgate.Gateway.Files.Disk;
using Goodgate.Wire.Http1;

namespace Goodgate.Gateway.Exchanges;

/// <summary>
/// The client's side of one exchange. The exchange knows only this; there is one for HTTP/1 and one for HTTP/2. Strings hold bytes as ISO 8859-1
/// characters, so that nothing is re-encoded.
/// </summary>
public interface IClient
{
    /// <summary>Method, target and fields as received, in the form of HTTP/1. Stays valid until the exchange has ended.</summary>
    RequestHead Head { get; }

    /// <summary>Why the request cannot be served, when it is no HTTP or did not arrive; null for all others.</summary>
    RequestFault? Fault { get; }

    /// <summary>Empty when the request line could not be read; so is the target.</summary>
    string Method { get; }

    /// <summary>Request target, byte for byte as received.</summary>
    string Target { get; }

    /// <summary>Value of Host; empty when there is none.</summary>
    string Host { get; }

    /// <summary><c>HTTP/1.0</c>, <c>HTTP/1.1</c>, <c>HTTP/2</c>.</summary>
    string Protocol { get; }

    bool IsHttps { get; }

    bool IsHttp2 { get; }

    IPAddress? RemoteAddress { get; }

    /// <summary>Port the client sends from; 0 for a Unix socket.</summary>
    int RemotePort { get; }

    /// <summary>Address the request came in on; null for a Unix socket.</summary>
    IPAddress? LocalAddress { get; }

    /// <summary>Port the request came in on; 0 for a Unix socket.</summary>
    int LocalPort { get; }

    /// <summary>Request fields.</summary>
    FieldSection Fields { get; }

    /// <summary>True when the request has a body, or may have one.</summary>
    bool HasBody { get; }

    /// <summary>Declared length of the body; null when there is none, or it ends where it says so itself.</summary>
    long? BodyLength { get; }

    /// <summary>Trailer fields of the body, once it was read to its end; null when there were none.</summary>
    FieldSection? Trailers { get; }

    /// <summary>Value that lives as long as the client's connection; the exchange keeps prepared forwarding fields there.</summary>
    object? ConnectionItem { get; set; }

    /// <summary>True once the response's head has gone out.</summary>
    bool ResponseStarted { get; }

    /// <summary>Reads the next piece of the body, decoded. It stays valid until <see cref="ReleaseBody"/>.</summary>
    ValueTask<BodyPiece> ReadBodyAsync();

    /// <summary>Reads a body of declared length to its end, in one piece that stays valid until the exchange has ended. Before anything else was read of it.</summary>
    ValueTask<BodyPiece> ReadWholeBodyAsync();

    /// <summary>Says that the piece read last is not needed any more.</summary>
    void ReleaseBody();

    /// <summary>Ends the read under way, or else the next one, with <see cref="BodyState.Stopped"/>.</summary>
    void StopBody();

    /// <summary>Sets the status and removes fields set before.</summary>
    void Begin(int status);

    /// <summary>Declares the length of the response's content; null lets the protocol frame it.</summary>
    void DeclareLength(long? length);

    /// <summary>Sets a response field; those that belong to the connection are not the exchange's to set.</summary>
    void SetField(string name, string value);

    /// <summary>Adds a response field as received from a server.</summary>
    void AddField(KnownField known, ReadOnlySpan<byte> name, ReadOnlySpan<byte> value, FieldStrings strings);

    /// <summary>Adds fields that are sent again and again, as they are.</summary>
    void AddBlock(FieldBlock block);

    /// <summary>Adds a trailer field; does nothing where the client does not take any (RFC 9110 §6.5.1).</summary>
    void AddTrailer(string name, string value);

    /// <summary>Sends content; the head goes first. False when the client is gone.</summary>
    /// <param name="content">Bytes; may be empty.</param>
    /// <param name="last">True when nothing follows.</param>
    ValueTask<bool> WriteAsync(ReadOnlyMemory<byte> content, bool last);

    /// <summary>True when a part of a file of so many bytes is better sent by <see cref="SendFileAsync"/> than read and written.</summary>
    bool SendsFile(long length) => false;

    /// <summary>Sends a part of a file as content of a response whose length is declared, without reading it; the head goes first. Only where <see cref="SendsFile"/>.</summary>
    /// <param name="file">Which part.</param>
    /// <param name="last">True when nothing follows, if all of it is sent.</param>
    ValueTask<FileSent> SendFileAsync(FileStretch file, bool last) => throw new NotSupportedException();

    /// <summary>Takes the last content over without sending it yet, so that its server is free before the client can ask again.</summary>
    /// <returns>False when it is too large to be copied: then it is to be written.</returns>
    bool TryStage(ReadOnlySpan<byte> content);

    /// <summary>Sends what was staged, or the head before there is content. False when the client is gone.</summary>
    ValueTask<bool> FlushAsync();

    /// <summary>Sends an interim response (102, 103) if the protocol can.</summary>
    /// <param name="head">Head as received.</param>
    ValueTask WriteInterimAsync(ResponseHead head);

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
