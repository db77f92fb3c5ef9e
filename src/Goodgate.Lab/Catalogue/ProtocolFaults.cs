using System.Text;
using Goodgate.Lab.Scripts;
using Goodgate.Lab.Stages;
using Goodgate.Verdicts.Catalogue;

namespace Goodgate.Lab.Catalogue;

/// <summary>Servers that speak something else than HTTP/1.1, or change protocol against the rules.</summary>
internal static class ProtocolFaults
{
    public static IReadOnlyList<Fault> All { get; } = [.. OtherProtocols(), .. Upgrades()];

    // The servers of these protocols speak first, all but the TLS, FastCGI and Redis ones.
    private static IEnumerable<Fault> OtherProtocols() =>
    [
        Other("", "An SSH server.", Greets("SSH-2.0-OpenSSH_9.6\r\n")),
        Other("-smtp", "A mail server.", Greets("220 mail.goodgate.test ESMTP Postfix\r\n")),
        Other("-ftp", "An FTP server.", Greets("220 (vsFTPd 3.0.5)\r\n")),
        Other("-mysql", "A MySQL server.", Greets(MySqlGreeting())),

        // Alert unexpected_message (10): what a TLS server says to a plain request.
        Other("-tls", "A TLS server, asked without TLS.", Replies([21, 3, 1, 0, 2, 2, 10])),

        // RFC 9113 §3.4 and §6.8: an empty SETTINGS frame, then GOAWAY, last stream 0, PROTOCOL_ERROR (1).
        Other("-http2", "An HTTP/2 server that takes no HTTP/1.1.", Greets("\0\0\0\x04\0\0\0\0\0" + "\0\0\x08\x07\0\0\0\0\0" + "\0\0\0\0\0\0\0\x01")),

        // FCGI_END_REQUEST (3), request 1, eight bytes: application status 0, protocol status FCGI_CANT_MPX_CONN (1).
        Other("-fastcgi", "A FastCGI server.", Replies([1, 3, 0, 1, 0, 8, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0])),
        Other("-redis", "A Redis server.", Replies("-ERR unknown command 'GET', with args beginning with: '/' 'HTTP/1.1' \r\n"u8.ToArray())),
    ];

    // RFC 9110 §7.8: 101 only with an Upgrade field, only to a protocol that the client offered.
    private static IEnumerable<Fault> Upgrades() =>
    [
        new(CauseIds.UpgradeFailed, CauseIds.UpgradeFailed, "The server changes the protocol unasked (101).", 502,
            Answer.AndHold(Switching("Upgrade: websocket\r\nConnection: upgrade"))),
        new("upgrade-failed-other-protocol", CauseIds.UpgradeFailed, "The server changes to a protocol that was not offered.", 502,
            Answer.AndHold(Switching("Upgrade: other/1\r\nConnection: upgrade"))) { Request = FaultRequest.Upgrade },
        new("upgrade-failed-no-protocol", CauseIds.UpgradeFailed, "The server answers 101 without saying to what.", 502,
            Answer.AndHold(Switching("Connection: upgrade"))) { Request = FaultRequest.Upgrade },
        new("upgrade-failed-answered-200", CauseIds.UpgradeFailed, "The server answers 200 to an upgrade, as it may; the answer passes.", 200,
            Answer.Always(Answer.Right)) { Request = FaultRequest.Upgrade },
    ];

    private static string Switching(string fields) => $"HTTP/1.1 101 Switching Protocols\r\n{fields}\r\n\r\n";

    private static Fault Other(string variant, string title, ServerStage stage) =>
        new(CauseIds.WrongProtocolOnPort + variant, CauseIds.WrongProtocolOnPort, title, 502, stage);

    private static ServerStage Greets(string bytes) => new(Steps.Send(bytes), Steps.Hold);

    private static ServerStage Replies(byte[] bytes) => new(Steps.Hear, Steps.Send(bytes));

    /// <summary>Handshake V10: three bytes of length, sequence 0, protocol 10, version, thread id, salt, capabilities.</summary>
    private static string MySqlGreeting()
    {
        const string body = "\x0A" + "8.0.36\0" + "\x08\0\0\0" + "abcdefgh\0" + "\xFF\xFF\xFF\x02\0\xFF\xDF\x15"
            + "\0\0\0\0\0\0\0\0\0\0" + "ijklmnopqrst\0" + "mysql_native_password\0";
        return $"{(char)Encoding.Latin1.GetByteCount(body)}\0\0\0{body}";
    }
}
