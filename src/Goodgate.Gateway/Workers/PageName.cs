using System.Runtime.InteropServices;
using System.Text;

namespace Goodgate.Gateway.Workers;

/// <summary>Which requests are for the same page: the same path, and the same names in the query. <c>/?s=a</c> and <c>/?s=b</c> are one page; <c>/</c> is another.</summary>
internal static class PageName
{
    // Clients write targets of many KiB, and of thousands of names; no page needs more than this to be told from another.
    private const int MostLooked = 2048;

    /// <summary>A number that targets of the same page have in common, and others do not (seeded: nobody outside can make them meet); 0 for no target.</summary>
    public static int Key(ReadOnlySpan<char> target)
    {
        if (target.IsEmpty)
        {
            return 0;
        }

        target = target[..Math.Min(target.Length, MostLooked)];
        var end = PathEnd(target);
        var key = new HashCode();
        Add(ref key, target[..end]);
        for (var query = target[end..]; !query.IsEmpty;)
        {
            Add(ref key, Name(ref query));
        }

        return key.ToHashCode() is var hash and not 0 ? hash : 1;
    }

    /// <summary>The page without what the client put into its query: <c>/?s=…&amp;page=…</c>. What stands there alone may be a secret, and no name.</summary>
    public static string Of(string target)
    {
        var looked = target.AsSpan(0, Math.Min(target.Length, MostLooked));
        var end = PathEnd(looked);
        var name = new StringBuilder().Append(looked[..end]);
        var mark = '?';
        for (var query = looked[end..]; !query.IsEmpty; mark = '&')
        {
            var before = query;
            var one = Name(ref query);
            var hasValue = one.Length + 1 < before.Length && before[one.Length + 1] == '=';
            name.Append(mark).Append(hasValue ? one : default).Append(hasValue ? "=…" : "…");
        }

        return name.ToString();
    }

    private static int PathEnd(ReadOnlySpan<char> target) => target.IndexOf('?') is >= 0 and var at ? at : target.Length;

    private static void Add(ref HashCode key, ReadOnlySpan<char> part)
    {
        key.Add(part.Length);
        key.AddBytes(MemoryMarshal.AsBytes(part));
    }

    // Takes "?name=value" or "&name=value" off the front.
    private static ReadOnlySpan<char> Name(ref ReadOnlySpan<char> query)
    {
        var field = query[1..];
        var end = field.IndexOf('&');
        query = end < 0 ? default : field[end..];
        field = end < 0 ? field : field[..end];
        return field.IndexOf('=') is >= 0 and var value ? field[..value] : field;
    }
}
