using System.Text;
using Goodgate.Gateway.Routing;
using Goodgate.Wire.Http1;

namespace Goodgate.Gateway.Forwarding.Coding;

/// <summary>
/// Tags in the conditions of a request. Where responses are compressed here, clients hold weak tags in place of the strong ones of their server; it is asked
/// with its own again. It should compare weakly in If-None-Match (RFC 9110 §13.1.2), but many applications, WordPress among them, compare letter by letter.
/// </summary>
internal static class EntityTags
{
    /// <summary>The value of a field of a request as its server is asked with it.</summary>
    /// <param name="route">Route of the request.</param>
    /// <param name="fields">Its fields.</param>
    /// <param name="index">Which of them.</param>
    public static ReadOnlySpan<byte> Asked(Route? route, FieldSection fields, int index)
    {
        var value = fields.Value(index);
        return route is { Compresses: true } && fields[index].Known == KnownField.Other && AreIn(fields.Name(index)) && value.IndexOf("W/\""u8) >= 0
            ? Encoding.Latin1.GetBytes(Strong(Encoding.Latin1.GetString(value)))
            : value;
    }

    /// <summary>A list with all its tags strong.</summary>
    public static string Strong(string list)
    {
        var strong = new StringBuilder(list.Length);
        var isOpen = false;
        for (var i = 0; i < list.Length; i++)
        {
            // Within its quotes a tag may hold whatever it likes, "W/" and commas as well.
            if (!isOpen && list.AsSpan(i).StartsWith("W/\""))
            {
                i++;
                continue;
            }

            isOpen ^= list[i] == '"';
            strong.Append(list[i]);
        }

        return strong.ToString();
    }

    private static bool AreIn(ReadOnlySpan<byte> name) => name.Length is 8 or 13 && (Ascii.EqualsIgnoreCase(name, "If-None-Match"u8) || Ascii.EqualsIgnoreCase(name, "If-Match"u8));

    /// <summary>True when the list has a strong tag in its weak form, and not as it is.</summary>
    public static bool HasOnlyWeak(string list, string tag)
    {
        var weak = false;
        for (var at = list.IndexOf(tag, StringComparison.Ordinal); at >= 0; at = list.IndexOf(tag, at + 1, StringComparison.Ordinal))
        {
            var isWeak = at >= 2 && list.AsSpan(at - 2, 2) is "W/";
            if (!isWeak)
            {
                return false;
            }

            weak = true;
        }

        return weak;
    }
}
