using System.Text;
using Goodgate.Wire.Http1;

namespace Goodgate.Gateway.Cache.Stored;

/// <summary>
/// The tags a response carries for purges: <c>Surrogate-Key</c> (Fastly) and <c>xkey</c> (Varnish) parted by spaces, <c>Cache-Tag</c> (Cloudflare, Akamai) by commas.
/// </summary>
internal static class TagFields
{
    /// <summary>Most tags of one response (<see cref="Storage.StoredEntry"/>).</summary>
    public const int Most = 64;

    private const int Longest = 256;

    /// <summary>The tags, each once.</summary>
    public static IReadOnlyList<string> Of(FieldSection fields)
    {
        HashSet<string>? tags = null;
        Add(fields, "Surrogate-Key"u8, ref tags);
        Add(fields, "xkey"u8, ref tags);
        Add(fields, "Cache-Tag"u8, ref tags);
        return tags is null ? [] : [.. tags];
    }

    private static void Add(FieldSection fields, ReadOnlySpan<byte> name, ref HashSet<string>? tags)
    {
        for (var i = fields.Find(name); i >= 0; i = fields.Find(name, i + 1))
        {
            var rest = fields.Value(i);
            while (!rest.IsEmpty)
            {
                var end = rest.IndexOfAny(" \t,"u8);
                var tag = end < 0 ? rest : rest[..end];
                rest = end < 0 ? default : rest[(end + 1)..];
                if (tag.Length is > 0 and <= Longest && (tags?.Count ?? 0) < Most)
                {
                    (tags ??= new HashSet<string>(StringComparer.Ordinal)).Add(Encoding.Latin1.GetString(tag));
                }
            }
        }
    }
}
