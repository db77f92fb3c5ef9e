using System.Text;
using Goodgate.Wire.Http1;

namespace Goodgate.Gateway.Files;

/// <summary>The fields of a request that make its answer depend on what the client has already (RFC 9110 §13.1, §14.2). Null = not there.</summary>
internal sealed record RequestConditions
{
    public string? IfMatch { get; init; }

    public string? IfUnmodifiedSince { get; init; }

    public string? IfNoneMatch { get; init; }

    public string? IfModifiedSince { get; init; }

    public string? IfRange { get; init; }

    public string? Range { get; init; }

    public static RequestConditions Of(FieldSection fields) => new()
    {
        IfMatch = List(fields, "If-Match"u8),
        IfUnmodifiedSince = Single(fields, "If-Unmodified-Since"u8),
        IfNoneMatch = List(fields, "If-None-Match"u8),
        IfModifiedSince = Single(fields, "If-Modified-Since"u8),
        IfRange = Single(fields, "If-Range"u8),
        Range = Single(fields, "Range"u8),
    };

    // A list may come on several lines (RFC 9110 §5.3).
    private static string? List(FieldSection fields, ReadOnlySpan<byte> name)
    {
        string? list = null;
        for (var i = fields.Find(name); i >= 0; i = fields.Find(name, i + 1))
        {
            var line = Encoding.Latin1.GetString(fields.Value(i));
            list = list is null ? line : list + ", " + line;
        }

        return list;
    }

    // What may come once and came twice says nothing that could be relied on.
    private static string? Single(FieldSection fields, ReadOnlySpan<byte> name) =>
        fields.Find(name) is >= 0 and var index && fields.Find(name, index + 1) < 0 ? Encoding.Latin1.GetString(fields.Value(index)) : null;
}
