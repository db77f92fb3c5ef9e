using System.Text;
using Goodgate.Gateway.Exchanges;
using Goodgate.Wire.Http1;

namespace Goodgate.Gateway.Forwarding;

/// <summary>The Connection field of a response: which fields it takes away, and whether the connection stays open (RFC 9110 §7.6.1, RFC 9112 §9.3).</summary>
internal static class ConnectionOptions
{
    // Fields that are about the message, not the connection: naming them would strip the message of its meaning.
    private static readonly byte[][] NotOptions =
        [.. "content-length content-type content-encoding cache-control host date set-cookie location".Split(' ').Select(Encoding.ASCII.GetBytes)];

    /// <summary>Index of the first Connection field that may name other fields; negative when there is none. The usual two say only whether it stays open.</summary>
    public static int First(FieldSection fields)
    {
        var first = fields.Find(KnownField.Connection);
        return first >= 0 && fields.Find(KnownField.Connection, first + 1) < 0
            && (Ascii.EqualsIgnoreCase(fields.Value(first), "keep-alive"u8) || Ascii.EqualsIgnoreCase(fields.Value(first), "close"u8))
            ? -1
            : first;
    }

    /// <summary>The violation when Connection names a field that frames or describes the message; null otherwise.</summary>
    public static Violation? FramingNamed(ResponseHead head)
    {
        for (var i = First(head.Fields); i >= 0; i = head.Fields.Find(KnownField.Connection, i + 1))
        {
            foreach (var name in NotOptions)
            {
                if (FieldLists.Contains(head.Fields.Value(i), name))
                {
                    return new Violation(
                        ViolationKind.ConnectionNamesFraming, head.Fields[i].NameStart, "Connection", $"Connection names {Encoding.ASCII.GetString(name)}", Sample.Escape(head.Fields.Value(i)));
                }
            }
        }

        return null;
    }

    /// <summary>True when a Connection field lists this field's name.</summary>
    public static bool Names(FieldSection fields, int connectionIndex, ReadOnlySpan<byte> name)
    {
        for (var i = connectionIndex; i >= 0; i = fields.Find(KnownField.Connection, i + 1))
        {
            var rest = fields.Value(i);
            while (!rest.IsEmpty)
            {
                if (Ascii.EqualsIgnoreCase(FieldLists.Next(ref rest), name))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>True when the connection may carry another exchange after this response.</summary>
    public static bool KeepsOpen(ResponseHead head) => head.MinorVersion >= 1 ? !FieldLists.Contains(head.Fields, KnownField.Connection, "close"u8) : FieldLists.Contains(head.Fields, KnownField.Connection, "keep-alive"u8);

    /// <summary>N of <c>Keep-Alive: timeout=N</c>; null when absent or not a number.</summary>
    public static TimeSpan? KeepAliveTimeout(FieldSection fields)
    {
        var index = fields.Find(KnownField.KeepAlive);
        if (index < 0)
        {
            return null;
        }

        var rest = fields.Value(index);
        while (!rest.IsEmpty)
        {
            var item = FieldLists.Next(ref rest);
            if (item.Length > 8 && Ascii.EqualsIgnoreCase(item[..8], "timeout="u8)
                && System.Buffers.Text.Utf8Parser.TryParse(item[8..], out int seconds, out _) && seconds > 0)
            {
                return TimeSpan.FromSeconds(seconds);
            }
        }

        return null;
    }
}
