using Goodgate.Wire.Http1;

namespace Goodgate.Wire.FastCgi;

/// <summary>How the content of a CGI response ends: with the request, or where its Content-Length says (RFC 3875 §6.4).</summary>
public static class CgiFraming
{
    /// <summary>Decides. A Transfer-Encoding of the script means nothing: the records are the framing.</summary>
    /// <param name="head">A complete head.</param>
    /// <param name="isHead">The request's method was HEAD.</param>
    /// <param name="violation">The broken rule; the framing is meaningless then.</param>
    public static BodyFraming Decide(ResponseHead head, bool isHead, out Violation? violation)
    {
        var index = head.Fields.Find(KnownField.ContentLength);
        long? declared = null;
        violation = index >= 0 ? ContentLength.Read(head.Fields, index, once: false, out declared) : null;
        return violation is not null ? default
            : isHead || head.Status is 204 or 304 ? new BodyFraming(BodyKind.None, 0, head.Status == 204 ? null : declared)
            : declared is { } length ? new BodyFraming(BodyKind.Length, length, length)
            : new BodyFraming(BodyKind.UntilClose, 0, null);
    }
}
