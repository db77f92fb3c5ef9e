using System.Text;
using Goodgate.Wire.Http1;

namespace Goodgate.Gateway.Exchanges;

/// <summary>Fields whose value is a list, over one line or several (RFC 9110 §5.6.1).</summary>
internal static class FieldLists
{
    /// <summary>True when a line of this field lists the item, with parameters or without; case does not matter.</summary>
    public static bool Contains(FieldSection fields, KnownField field, ReadOnlySpan<byte> item)
    {
        for (var i = fields.Find(field); i >= 0; i = fields.Find(field, i + 1))
        {
            if (Contains(fields.Value(i), item))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True when the list has the item; case does not matter.</summary>
    public static bool Contains(ReadOnlySpan<byte> list, ReadOnlySpan<byte> item)
    {
        while (!list.IsEmpty)
        {
            var one = Next(ref list);
            var parameters = one.IndexOf((byte)';');
            if (Ascii.EqualsIgnoreCase(parameters < 0 ? one : one[..parameters].TrimEnd(Grammar.Ows), item))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Takes the first item off a list, without the white space around it.</summary>
    public static ReadOnlySpan<byte> Next(ref ReadOnlySpan<byte> list)
    {
        var comma = list.IndexOf((byte)',');
        var item = comma < 0 ? list : list[..comma];
        list = comma < 0 ? [] : list[(comma + 1)..];
        return item.Trim(Grammar.Ows);
    }

    /// <summary>The value of the first line as a string; null when there is none.</summary>
    public static string? First(FieldSection fields, KnownField field)
    {
        var index = fields.Find(field);
        return index < 0 ? null : Encoding.Latin1.GetString(fields.Value(index));
    }

    /// <summary>All lines as one, joined by commas (RFC 9110 §5.3); null when there is none.</summary>
    public static string? Joined(FieldSection fields, KnownField field)
    {
        var joined = First(fields, field);
        for (var i = joined is null ? -1 : fields.Find(field, fields.Find(field) + 1); i >= 0; i = fields.Find(field, i + 1))
        {
            joined += ", " + Encoding.Latin1.GetString(fields.Value(i));
        }

        return joined;
    }
}
