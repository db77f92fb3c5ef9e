using System.Text;
using Goodgate.Gateway.Cache.Storage.Records;
using Goodgate.Wire.Http1;

namespace Goodgate.Gateway.Cache.Stored;

/// <summary>
/// The tags a response carries for purges: <c>Surrogate-Key</c> (Fastly) and <c>xkey</c> (Varnish) parted by spaces, <c>Cache-Tag</c> (Cloudflare, Akamai) by commas.
/// </summary>
internal static class TagFields
{
    /// <summary>Most tags of one response (<see cref="Storage.StoredEntry"/>).</summary>
    public const int Most = RecordText.MostTags;

    /// <summary>The tags of a response, each once: no more, and no longer ones, than the store keeps.</summary>
    /// <param name="fields">Its fields.</param>
    /// <param name="isCut">True when it has others: a purge by them does not find it.</param>
    public static IReadOnlyList<string> Of(FieldSection fields, out bool isCut)
    {
        var all = All(fields);
        var kept = all.Where(tag => tag.Length <= RecordText.MostTag).Take(Most).ToList();
        isCut = kept.Count < all.Count;
        return kept;
    }

    /// <summary>All tags that fields name, each once: as many as a head has room for.</summary>
    public static IReadOnlyCollection<string> All(FieldSection fields)
    {
        HashSet<string>? tags = null;
        Add(fields, "Surrogate-Key"u8, ref tags);
        Add(fields, "xkey"u8, ref tags);
        Add(fields, "Cache-Tag"u8, ref tags);
        return tags ?? (IReadOnlyCollection<string>)[];
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
                if (!tag.IsEmpty)
                {
                    (tags ??= new HashSet<string>(StringComparer.Ordinal)).Add(Encoding.Latin1.GetString(tag));
                }
            }
        }
    }
}
