namespace Goodgate.Wire.Http1;

/// <summary>The framing of requests.</summary>
public static class RequestFraming
{
    /// <summary>
    /// Decides the framing of a request in the order of RFC 9112 §6.3. What a server may repair there is refused here: the sender of a request
    /// chooses its bytes, and two servers that see two ends of it see two different requests behind it.
    /// </summary>
    /// <param name="head">A complete head, attached to its bytes. In HTTP/2 a body without a length lasts <see cref="BodyKind.UntilClose"/>: of its stream.</param>
    /// <param name="violation">The broken rule; the framing is meaningless then.</param>
    public static BodyFraming Decide(RequestHead head, out Violation? violation)
    {
        var fields = head.Fields;
        var coding = fields.Find(KnownField.TransferEncoding);
        var length = fields.Find(KnownField.ContentLength);
        long? declared = null;
        violation = (coding, length) switch
        {
            (>= 0, >= 0) => BodyFraming.Broken(fields, ViolationKind.ContentLengthWithTransferEncoding, length, "Content-Length together with Transfer-Encoding: the two may disagree"),
            (_, >= 0) => ContentLength.Read(fields, length, once: true, out declared),
            (>= 0, _) => TransferCoding.Check(head, coding),
            _ => null,
        };
        if (violation is not null)
        {
            return default;
        }

        if (coding >= 0)
        {
            return new BodyFraming(BodyKind.Chunked, 0, null);                  // (4)
        }

        if (declared is { } bytes)
        {
            return new BodyFraming(BodyKind.Length, bytes, bytes);              // (6)
        }

        return new BodyFraming(head.MajorVersion > 1 ? BodyKind.UntilClose : BodyKind.None, 0, null); // (7)
    }
}
