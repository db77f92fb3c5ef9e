namespace Goodgate.Wire.Http1;

/// <summary>How the end of a body is known.</summary>
public enum BodyKind
{
    /// <summary>There is none.</summary>
    None,

    /// <summary>So many bytes.</summary>
    Length,

    /// <summary>Chunks, the last of size zero.</summary>
    Chunked,

    /// <summary>All bytes until the connection closes; the connection cannot be used again.</summary>
    UntilClose,

    /// <summary>The connection has become another protocol (101).</summary>
    Tunnel,
}

/// <summary>The framing of one message.</summary>
/// <param name="Kind">How the end is known.</param>
/// <param name="Length">Bytes of the body for <see cref="BodyKind.Length"/>; else 0.</param>
/// <param name="Declared">Content-Length as the client is to see it: also on HEAD and 304, where no body follows; null when absent.</param>
public readonly record struct BodyFraming(BodyKind Kind, long Length, long? Declared)
{
    /// <summary>
    /// Decides the framing of a response in the order of RFC 9112 §6.3. This and <see cref="RequestFraming"/> are the only places that do.
    /// </summary>
    /// <param name="head">A complete head.</param>
    /// <param name="isHead">The request's method was HEAD.</param>
    /// <param name="violation">The broken rule; the framing is meaningless then.</param>
    public static BodyFraming Decide(ResponseHead head, bool isHead, out Violation? violation)
    {
        var fields = head.Fields;
        var coding = fields.Find(KnownField.TransferEncoding);
        var length = fields.Find(KnownField.ContentLength);
        long? declared = null;
        violation = (coding, length) switch
        {
            (>= 0, >= 0) => Broken(fields, ViolationKind.ContentLengthWithTransferEncoding, length, "Content-Length together with Transfer-Encoding: the two may disagree"),
            (_, >= 0) => ContentLength.Read(fields, length, once: false, out declared),
            (>= 0, _) => TransferCoding.Check(head, coding),
            _ => null,
        };
        if (violation is not null)
        {
            return default;
        }

        // (1) and (2): these never have a body, whatever the fields say.
        if (head.Status == 101)
        {
            return new BodyFraming(BodyKind.Tunnel, 0, null);
        }

        if (isHead || head.Status is < 200 or 204 or 304)
        {
            return new BodyFraming(BodyKind.None, 0, head.Status is 204 or < 200 ? null : declared);
        }

        if (coding >= 0)
        {
            return new BodyFraming(BodyKind.Chunked, 0, null);                  // (4)
        }

        return declared is { } bytes
            ? new BodyFraming(BodyKind.Length, bytes, bytes)                    // (6)
            : new BodyFraming(BodyKind.UntilClose, 0, null);                    // (8)
    }

    internal static Violation Broken(FieldSection fields, ViolationKind kind, int index, string detail)
    {
        var name = Sample.Escape(fields.Name(index), 64);
        return new Violation(kind, fields[index].NameStart, name, detail, $"{name}: {Sample.Escape(fields.Value(index), 96)}");
    }
}
