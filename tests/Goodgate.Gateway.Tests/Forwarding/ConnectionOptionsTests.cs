using System.Text;
using Goodgate.Gateway.Forwarding;
using Goodgate.Wire.Http1;

namespace Goodgate.Gateway.Tests.Forwarding;

public sealed class ConnectionOptionsTests
{
    [Theory]
    [InlineData("HTTP/1.1", "", true)]
    [InlineData("HTTP/1.1", "Connection: close", false)]
    [InlineData("HTTP/1.1", "Connection: Keep-Alive , CLOSE", false)]
    [InlineData("HTTP/1.1", "Connection: x\r\nConnection: close", false)]
    [InlineData("HTTP/1.1", "Connection: closed", true)]
    [InlineData("HTTP/1.0", "", false)]
    [InlineData("HTTP/1.0", "Connection: keep-alive", true)]
    [InlineData("HTTP/1.0", "Connection: close", false)]
    public void A_connection_stays_open_as_its_version_and_options_say(string version, string fields, bool stays) =>
        ConnectionOptions.KeepsOpen(Head($"{version} 200 OK", fields)).ShouldBe(stays);

    [Theory]
    [InlineData("Keep-Alive: timeout=5", 5)]
    [InlineData("Keep-Alive: max=100, Timeout=7", 7)]
    [InlineData("Keep-Alive:  timeout=5 , max=3", 5)]
    [InlineData("Keep-Alive: timeout=0", null)]
    [InlineData("Keep-Alive: timeout=-5", null)]
    [InlineData("Keep-Alive: timeout=", null)]
    [InlineData("Keep-Alive: timeout=x", null)]
    [InlineData("Keep-Alive: timeout=99999999999999999999", null)]
    [InlineData("Keep-Alive: max=100", null)]
    [InlineData("X: timeout=5", null)]
    public void The_servers_keep_alive_time_is_read_where_it_is_a_number(string field, int? seconds) =>
        ConnectionOptions.KeepAliveTimeout(Head("HTTP/1.1 200 OK", field).Fields).ShouldBe(seconds is { } limit ? TimeSpan.FromSeconds(limit) : null);

    [Theory]
    [InlineData("Connection: x-a", "X-A", true)]
    [InlineData("Connection: keep-alive,\t X-a", "x-A", true)]
    [InlineData("Connection: a\r\nConnection: x-a", "X-A", true)]
    [InlineData("Connection: x-ab", "X-A", false)]
    [InlineData("Connection: ,,", "X-A", false)]
    public void Names_are_found_in_every_line(string fields, string name, bool found)
    {
        var section = Head("HTTP/1.1 200 OK", fields).Fields;

        ConnectionOptions.Names(section, section.Find(KnownField.Connection), Encoding.Latin1.GetBytes(name)).ShouldBe(found);
    }

    [Theory]
    [InlineData("Connection: Content-Length", true)]
    [InlineData("Connection: close, set-cookie", true)]
    [InlineData("Connection: close\r\nConnection: Location", true)]
    [InlineData("Connection: close, X-A", false)]
    [InlineData("X: Content-Length", false)]
    public void A_field_of_the_message_must_not_be_named(string fields, bool violates)
    {
        var violation = ConnectionOptions.FramingNamed(Head("HTTP/1.1 200 OK", fields));

        (violation is not null).ShouldBe(violates);
        violation?.Kind.ShouldBe(ViolationKind.ConnectionNamesFraming);
    }

    private static ResponseHead Head(string start, string fields)
    {
        var bytes = Encoding.Latin1.GetBytes($"{start}\r\n{fields}{(fields.Length > 0 ? "\r\n" : "")}\r\n");
        var reader = new ResponseHeadReader();
        reader.Reset();
        reader.Read(bytes, new HeadLimits(64 * 1024, 200, Leniency.None)).ShouldBe(ReadStatus.Done);
        reader.Head.Fields.Attach(bytes, 0);
        return reader.Head;
    }
}
