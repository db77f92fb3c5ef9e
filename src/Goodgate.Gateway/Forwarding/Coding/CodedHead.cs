using System.Text;
using Goodgate.Gateway.Cache.Variants;
using Goodgate.Gateway.Exchanges;
using Goodgate.Wire.Http1;

namespace Goodgate.Gateway.Forwarding.Coding;

/// <summary>
/// The head that a server would have sent if it had compressed the content itself: what comes after, the cache above all, need not know better. Made anew,
/// so that nothing is changed in the connection's buffer.
/// </summary>
internal static class CodedHead
{
    /// <summary>The head of a response that is compressed, or only says that it could be.</summary>
    /// <param name="head">As received.</param>
    /// <param name="plan">What becomes of the content.</param>
    /// <returns>Null when it cannot be said anew: something in it passes only because of a leniency.</returns>
    public static ResponseHead? Of(ResponseHead head, CodingPlan plan)
    {
        var lines = Begin(head);
        var codes = plan.Coding is not null;
        for (var i = 0; i < head.Fields.Count; i++)
        {
            if (!(codes && IsOfPlainForm(head.Fields, i)))
            {
                Add(lines, head.Fields, i, weakens: codes);
            }
        }

        if (codes)
        {
            Add(lines, "Content-Encoding"u8, Encoding.ASCII.GetBytes(plan.Coding!));
        }

        Vary(lines, head.Fields);
        return Read(lines);
    }

    /// <summary>
    /// The head of a 304 about a form that was made here: its tag is the weak one that the client, or the cache, has. Where it says Vary at all, it says what the
    /// whole response would.
    /// </summary>
    /// <param name="head">As received.</param>
    /// <param name="asked">The tags that the server was asked about; null = none.</param>
    /// <returns>The same where nothing has to be changed.</returns>
    public static ResponseHead Confirmed(ResponseHead head, string? asked)
    {
        var tag = FieldLists.First(head.Fields, KnownField.ETag);
        var weakens = asked is not null && tag is ['"', ..] && EntityTags.HasOnlyWeak(asked, tag);
        var lacksVary = head.Fields.Find(KnownField.Vary) >= 0 && !Varies(head.Fields);
        if (!weakens && !lacksVary)
        {
            return head;
        }

        var lines = Begin(head);
        for (var i = 0; i < head.Fields.Count; i++)
        {
            Add(lines, head.Fields, i, weakens);
        }

        if (lacksVary)
        {
            Vary(lines, head.Fields);
        }

        return Read(lines) ?? head;
    }

    /// <summary>True for what says something of the plain content: its length, its parts, and the digests of its bytes (RFC 9530, RFC 3230, RFC 1864).</summary>
    public static bool IsOfPlainForm(FieldSection fields, int index) => fields[index].Known switch
    {
        KnownField.ContentLength or KnownField.AcceptRanges => true,
        KnownField.Other => Is(fields.Name(index), "Content-MD5"u8) || Is(fields.Name(index), "Digest"u8) || Is(fields.Name(index), "Content-Digest"u8) || Is(fields.Name(index), "Repr-Digest"u8),
        _ => false,
    };

    private static bool Is(ReadOnlySpan<byte> name, ReadOnlySpan<byte> known) => Ascii.EqualsIgnoreCase(name, known);

    // A strong tag stands for these very bytes (RFC 9110 §8.8.3).
    private static void Add(List<byte> lines, FieldSection fields, int index, bool weakens)
    {
        var value = fields.Value(index);
        if (weakens && fields[index].Known == KnownField.ETag && value.StartsWith("\""u8))
        {
            Add(lines, fields.Name(index), [.. "W/"u8, .. value]);
            return;
        }

        Add(lines, fields.Name(index), value);
    }

    private static void Vary(List<byte> lines, FieldSection fields)
    {
        if (!Varies(fields))
        {
            Add(lines, "Vary"u8, "Accept-Encoding"u8);
        }
    }

    private static bool Varies(FieldSection fields) => VaryField.IsStar(fields) || FieldLists.Contains(fields, KnownField.Vary, "Accept-Encoding"u8);

    private static List<byte> Begin(ResponseHead head) => [.. Encoding.ASCII.GetBytes($"HTTP/1.1 {head.Status} \r\n")];

    private static void Add(List<byte> lines, ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        lines.AddRange(name);
        lines.AddRange(": "u8);
        lines.AddRange(value);
        lines.AddRange("\r\n"u8);
    }

    private static ResponseHead? Read(List<byte> lines)
    {
        byte[] message = [.. lines, .. "\r\n"u8];
        var reader = new ResponseHeadReader();
        reader.Reset();
        if (reader.Read(message, new HeadLimits(int.MaxValue, int.MaxValue)) != ReadStatus.Done)
        {
            return null;
        }

        reader.Head.Fields.Attach(message, 0);
        return reader.Head;
    }
}
