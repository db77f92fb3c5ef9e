using System.Text;

namespace Goodgate.Wire.Http1;

/// <summary>Checks Host (RFC 9112 §3.2), the field that decides which site a request is for.</summary>
internal static class HostField
{
    /// <summary>
    /// Host = uri-host [ ":" port ]   (RFC 9110 §7.2), exactly once; in HTTP/1.0 it may be missing. It may be empty, where the target names no server.
    /// RFC 9112 §3.2.2 lets the target win over Host where they differ; a server behind us might let Host win, so a difference is refused.
    /// </summary>
    /// <param name="message">The bytes of the head.</param>
    /// <param name="end">Where the fields end.</param>
    /// <param name="head">All of it is read.</param>
    /// <returns>Null when good; the violation otherwise.</returns>
    public static Violation? Check(ReadOnlySpan<byte> message, int end, RequestHead head)
    {
        var fields = head.Fields;
        var index = fields.Find(KnownField.Host);
        if (index < 0)
        {
            return head is { MajorVersion: 1, MinorVersion: 0 }
                ? null
                : new Violation(ViolationKind.MissingHost, end, "Host", "the request has no Host field", Sample.Around(message, 0));
        }

        var second = fields.Find(KnownField.Host, index + 1);
        if (second >= 0)
        {
            return Broken(ViolationKind.SeveralHosts, message, fields[second].NameStart, "the request has more than one Host field");
        }

        var line = fields[index];
        var host = message.Slice(line.ValueStart, line.ValueLength);
        var fault = host.IsEmpty ? -1 : HostPort.Fault(host, out _);
        if (fault >= 0)
        {
            return Broken(ViolationKind.BadHost, message, line.ValueStart + fault, "expected a host name or address, and perhaps a port");
        }

        // Departure: "example.com" and "example.com:80" name one server, but a client has to send the same bytes in both places.
        return head.Form == TargetForm.Absolute && !Ascii.EqualsIgnoreCase(host, message.Slice(head.AuthorityStart, head.AuthorityLength))
            ? Broken(ViolationKind.HostDiffers, message, line.ValueStart, "Host and the target name different servers")
            : null;
    }

    private static Violation Broken(ViolationKind kind, ReadOnlySpan<byte> message, int at, string detail) =>
        new(kind, at, "Host", detail, Sample.Around(message, at));
}
