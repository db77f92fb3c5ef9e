using System.Text;

namespace Goodgate.Gateway.Workers;

/// <summary>Which requests are for the same page: the same path, and the same names in the query. <c>/?s=a</c> and <c>/?s=b</c> are one page; <c>/</c> is another.</summary>
internal static class PageName
{
    /// <summary>True when two request targets name the same page.</summary>
    public static bool AreSame(ReadOnlySpan<char> one, ReadOnlySpan<char> other)
    {
        var (end, otherEnd) = (PathEnd(one), PathEnd(other));
        return one[..end].SequenceEqual(other[..otherEnd]) && HaveSameNames(one[end..], other[otherEnd..]);
    }

    /// <summary>The page without what the client put into its query: <c>/?s=…&amp;page=…</c>.</summary>
    public static string Of(string target)
    {
        var end = PathEnd(target);
        ReadOnlySpan<char> query = target.AsSpan(end);
        var name = new StringBuilder(target, 0, end, target.Length);
        for (var mark = '?'; !query.IsEmpty; mark = '&')
        {
            name.Append(mark).Append(Name(ref query)).Append("=…");
        }

        return name.ToString();
    }

    private static int PathEnd(ReadOnlySpan<char> target) => target.IndexOf('?') is >= 0 and var at ? at : target.Length;

    private static bool HaveSameNames(ReadOnlySpan<char> one, ReadOnlySpan<char> other)
    {
        while (!one.IsEmpty && !other.IsEmpty)
        {
            if (!Name(ref one).SequenceEqual(Name(ref other)))
            {
                return false;
            }
        }

        return one.IsEmpty && other.IsEmpty;
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
