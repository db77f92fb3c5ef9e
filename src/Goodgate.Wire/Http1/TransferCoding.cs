using System.Text;

namespace Goodgate.Wire.Http1;

/// <summary>Checks Transfer-Encoding: the only one we take is <c>chunked</c>, once, since we never ask for another (RFC 9110 §10.1.4).</summary>
internal static class TransferCoding
{
    public static Violation? Check(ResponseHead head, int index)
    {
        if (head.MinorVersion == 0)
        {
            return InHttp10(head.Fields, index);
        }

        if (head.Status is < 200 or 204)
        {
            return BodyFraming.Broken(head.Fields, ViolationKind.TransferEncodingNotAllowed, index, $"Transfer-Encoding in a {head.Status} response, which has no body");
        }

        return CheckList(head.Fields, index);
    }

    public static Violation? Check(RequestHead head, int index)
    {
        if (head.MajorVersion > 1)
        {
            return BodyFraming.Broken(head.Fields, ViolationKind.TransferEncodingNotAllowed, index, "Transfer-Encoding in HTTP/2, which frames bodies itself");
        }

        return head.MinorVersion == 0 ? InHttp10(head.Fields, index) : CheckList(head.Fields, index);
    }

    private static Violation InHttp10(FieldSection fields, int index) =>
        BodyFraming.Broken(fields, ViolationKind.TransferEncodingInHttp10, index, "Transfer-Encoding in an HTTP/1.0 message: its framing is faulty");

    // Transfer-Encoding = #transfer-coding   (RFC 9112 §6.1). Several lines are one list (RFC 9110 §5.3).
    // Departure: RFC 9110 §5.6.1 lets a recipient skip empty elements; others count them differently, so here they are unknown codings.
    private static Violation? CheckList(FieldSection fields, int index)
    {
        var chunked = false;
        for (; index >= 0; index = fields.Find(KnownField.TransferEncoding, index + 1))
        {
            var value = fields.Value(index);
            foreach (var range in value.Split((byte)','))
            {
                if (chunked)
                {
                    return BodyFraming.Broken(fields, ViolationKind.ChunkedNotFinal, index, "chunked is not the last coding, or is applied twice");
                }

                var coding = value[range].Trim(Grammar.Ows);
                if (!Ascii.EqualsIgnoreCase(coding, "chunked"u8))
                {
                    var name = coding.IsEmpty ? "an empty transfer coding" : $"transfer coding {Sample.Escape(coding, 40)}";
                    return BodyFraming.Broken(fields, ViolationKind.UnknownTransferCoding, index, $"{name}: only chunked can be taken here");
                }

                chunked = true;
            }
        }

        return null;
    }
}
