using System.Text;

namespace Goodgate.Wire.Http1;

/// <summary>Checks Transfer-Encoding: the only one we take is <c>chunked</c>, once, since we never ask for another (RFC 9110 §10.1.4).</summary>
internal static class TransferCoding
{
    public static Violation? Check(ResponseHead head, int index)
    {
        if (head.MinorVersion == 0)
        {
            return BodyFraming.Broken(head, ViolationKind.TransferEncodingInHttp10, index, "Transfer-Encoding in an HTTP/1.0 response: its framing is faulty");
        }

        if (head.Status is < 200 or 204)
        {
            return BodyFraming.Broken(head, ViolationKind.TransferEncodingNotAllowed, index, $"Transfer-Encoding in a {head.Status} response, which has no body");
        }

        var value = head.Fields.Value(index);
        if (head.Fields.Find(KnownField.TransferEncoding, index + 1) is >= 0 and var second)
        {
            return BodyFraming.Broken(head, ViolationKind.ChunkedNotFinal, second, "Transfer-Encoding stands there twice");
        }

        if (Ascii.EqualsIgnoreCase(value, "chunked"u8))
        {
            return null;
        }

        var comma = value.LastIndexOf((byte)',');
        var last = value[(comma + 1)..].Trim(Grammar.Ows);
        var first = value[..Math.Max(0, value.IndexOf((byte)','))].Trim(Grammar.Ows);
        return Ascii.EqualsIgnoreCase(first, "chunked"u8)
            ? BodyFraming.Broken(head, ViolationKind.ChunkedNotFinal, index, "chunked is not the last coding, or is applied twice")
            : BodyFraming.Broken(head, ViolationKind.UnknownTransferCoding, index, $"transfer coding {Sample.Escape(last, 40)}: only chunked can be taken here");
    }
}
