using System.Text;

namespace Goodgate.Gateway.Answers;

/// <summary>
/// Makes a request id safe everywhere it is shown: field value, HTML, URI, and a script in somebody's own page.
/// The safe set is unreserved of RFC 3986 plus what UUIDs, ULIDs, trace ids, Base64 and CDN ray ids use.
/// </summary>
internal static class RequestReference
{
    /// <summary>Characters kept. A traceparent has 55.</summary>
    public const int MaxLength = 128;

    /// <summary>The id with every other character left out.</summary>
    public static string Clean(string id)
    {
        var clean = new StringBuilder(Math.Min(id.Length, MaxLength));
        // Reading stops as well: a megabyte of controls must not cost a megabyte of work.
        foreach (var c in id.AsSpan(0, Math.Min(id.Length, 4 * MaxLength)))
        {
            if (clean.Length < MaxLength && (char.IsAsciiLetterOrDigit(c) || "-._~:=+/@".Contains(c, StringComparison.Ordinal)))
            {
                clean.Append(c);
            }
        }

        return clean.ToString();
    }
}
