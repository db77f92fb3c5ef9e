using Goodgate.Wire.Http1;

namespace Goodgate.Wire.Tests.Http1;

/// <summary>First bytes as the servers really send them; what follows them is cut.</summary>
public class ForeignProtocolTests
{
    [Theory]
    [InlineData("ssh", "SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u3\r\n")]
    [InlineData("tls", "\x15\x03\x01\0\x02\x02\x16")]                                   // alert: fatal, record overflow (plain HTTP sent to a TLS port)
    [InlineData("tls", "\x15\x03\x03\0\x02\x02\x46")]                                   // alert: fatal, protocol version
    [InlineData("tls", "\x16\x03\x03\0\x7A\x02\0\0\x76\x03\x03")]                       // handshake: ServerHello
    [InlineData("http2", "\0\0\x12\x04\0\0\0\0\0\0\x03\0\0\0\x80\0\x04\0\x01\0\0")]     // nginx: SETTINGS with three values
    [InlineData("http2", "\0\0\0\x04\0\0\0\0\0")]                                       // SETTINGS, empty
    [InlineData("http2", "\0\0\x08\x07\0\0\0\0\0\0\0\0\0\0\0\0\x01")]                   // GOAWAY, PROTOCOL_ERROR
    [InlineData("http2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")]
    [InlineData("fastcgi", "\x01\x06\0\x01\0\x4C\x04\0X-Powered-By: PHP/8.2.35\r\n")]   // STDOUT, request 1
    [InlineData("fastcgi", "\x01\x0B\0\0\0\x08\0\0\0\0\0\0\0\0\0\0")]                   // UNKNOWN_TYPE
    [InlineData("html", "<!DOCTYPE html>\n<html lang=\"en\">")]
    [InlineData("html", "\n<html><head><title>502 Bad Gateway</title></head>")]
    [InlineData("html", "\xEF\xBB\xBF<!doctype html>")]                                 // a byte order mark before it
    [InlineData("html", "<body>Hello")]
    [InlineData("xml", "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")]
    [InlineData("mail-or-ftp", "220 mail.example.com ESMTP Postfix (Debian/GNU)\r\n")]
    [InlineData("mail-or-ftp", "220 (vsFTPd 3.0.3)\r\n")]
    [InlineData("mail-or-ftp", "220-FileZilla Server 1.8.0\r\n")]
    [InlineData("mail-or-ftp", "421 Service not available\r\n")]
    [InlineData("mail-or-ftp", "+OK Dovecot (Debian) ready.\r\n")]
    [InlineData("mail-or-ftp", "* OK [CAPABILITY IMAP4rev1 STARTTLS] Dovecot ready.\r\n")]
    [InlineData("redis", "-ERR wrong number of arguments for 'get' command\r\n")]
    [InlineData("redis", "-NOAUTH Authentication required.\r\n")]
    [InlineData("redis", "-DENIED Redis is running in protected mode")]
    [InlineData("redis", "-LOADING Redis is loading the dataset in memory\r\n")]
    [InlineData("memcached", "ERROR\r\n")]
    [InlineData("mysql", "\x4A\0\0\0\x0A" + "8.0.36\0\x0B\0\0\0")]                      // protocol 10, server version
    [InlineData("mysql", "\x45\0\0\0\xFF\x6A\x04Host '10.0.0.9' is not allowed to connect to this MySQL server")]
    [InlineData("amqp", "AMQP\0\0\x09\x01")]
    [InlineData("json", "{\"error\":\"not found\"}")]
    [InlineData("json", "[1,2]")]
    [InlineData("php-message", "<br />\n<b>Warning</b>:  Undefined variable $a in <b>/srv/a.php</b> on line <b>2</b><br />")]
    [InlineData("php-message", "PHP Warning:  Undefined variable $a in /srv/a.php on line 2")]
    [InlineData("php-message", "\nWarning: Undefined variable $a in /srv/a.php on line 2")]
    [InlineData("php-message", "\nParse error: syntax error, unexpected end of file in /srv/a.php on line 9")]
    [InlineData("php-message", "\nFatal error: Uncaught Error: Call to undefined function f()")]
    [InlineData("php-message", "Status: 404 Not Found\r\nX-Powered-By: PHP/8.2.35\r\n")]
    [InlineData("icy", "ICY 200 OK\r\n")]
    [InlineData("rtsp", "RTSP/1.0 400 Bad Request\r\n")]
    public void First_bytes_are_recognised_and_the_violation_says_so(string protocol, string bytes)
    {
        ForeignProtocol.Recognise(Latin1.Bytes(bytes)).ShouldBe(protocol);

        var reader = new ResponseHeadReader();
        reader.Read(Latin1.Bytes(bytes), Reading.Usual).ShouldBe(ReadStatus.Invalid);
        reader.Violation!.Kind.ShouldBe(ViolationKind.BadStatusLine);
        reader.Violation.Protocol.ShouldBe(protocol);
        reader.Violation.Sample.ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("HTTP/1.1 200 OK\r\n")]
    [InlineData("\x15")]
    [InlineData("\x15\x03")]
    [InlineData("\x17\x03\x09")]
    [InlineData("\0\0\0\x04\0\0\0\0")]
    [InlineData("\0\0\0\x04\0\0\0\0\x01")]
    [InlineData("\x01\x06\0\x01\0\x4C\x04\x01")]
    [InlineData("\xEF\xBB")]
    [InlineData("2200")]
    [InlineData("Warning signs")]
    public void Other_bytes_are_not(string bytes) => ForeignProtocol.Recognise(Latin1.Bytes(bytes)).ShouldBeNull();

    [Fact]
    public void No_prefix_of_anything_makes_it_fail()
    {
        var random = new Random(1);
        var bytes = new byte[40];
        for (var i = 0; i < 2000; i++)
        {
            random.NextBytes(bytes);
            bytes[0] = (byte)(i % 256);
            for (var length = 0; length <= bytes.Length; length++)
            {
                Should.NotThrow(() => ForeignProtocol.Recognise(bytes.AsSpan(0, length)));
            }
        }
    }
}
