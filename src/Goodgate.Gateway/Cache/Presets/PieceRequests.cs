using System.Text;
using Goodgate.Gateway.Exchanges;
using Goodgate.Wire.Http1;

namespace Goodgate.Gateway.Cache.Presets;

/// <summary>
/// Requests that want another thing than the page under the same address: a piece of it for a script, or data. Applications answer them so without saying
/// Vary; where freshness does not come from the application, one such answer would be everybody's page.
/// </summary>
internal static class PieceRequests
{
    // jQuery and frameworks behind it (Laravel, Rails, Symfony), htmx, Inertia, Turbo, PJAX, Next.js, Unpoly.
    private static readonly byte[][] Fields =
        [.. "x-requested-with hx-request x-inertia turbo-frame x-pjax rsc next-router-state-tree x-up-version".Split(' ').Select(Encoding.ASCII.GetBytes)];

    /// <summary>True for such a request.</summary>
    public static bool Is(FieldSection fields)
    {
        for (var i = 0; i < fields.Count; i++)
        {
            if (fields[i].Known == KnownField.Other && IsOne(fields.Name(i)))
            {
                return true;
            }
        }

        return WantsData(fields);
    }

    private static bool IsOne(ReadOnlySpan<byte> name)
    {
        foreach (var one in Fields)
        {
            if (one.Length == name.Length && Ascii.EqualsIgnoreCase(name, one))
            {
                return true;
            }
        }

        return false;
    }

    // What takes pages says so, or takes everything; browsers end every Accept with */*.
    private static bool WantsData(FieldSection fields)
    {
        var accept = fields.Find(KnownField.Accept);
        return accept >= 0 && !FieldLists.Contains(fields, KnownField.Accept, "text/html"u8) && !FieldLists.Contains(fields, KnownField.Accept, "*/*"u8);
    }
}
