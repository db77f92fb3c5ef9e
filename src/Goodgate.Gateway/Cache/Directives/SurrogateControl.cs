using System.Text;
using Goodgate.Wire.Http1;

namespace Goodgate.Gateway.Cache.Directives;

/// <summary>
/// Reads <c>Surrogate-Control</c> (Edge Architecture Specification 1.0 §2.2), which applications say to the cache in front of them and to nobody else:
/// <c>no-store</c>, and <c>max-age=600</c> or <c>max-age=600+60</c>, where the second number is how long it may be used beyond.
/// </summary>
internal static class SurrogateControl
{
    /// <summary>Its name.</summary>
    public static ReadOnlySpan<byte> Name => "Surrogate-Control"u8;

    /// <summary>What it says; null when it is not there or says nothing of storing.</summary>
    public static CacheDirectives? Of(FieldSection fields)
    {
        CacheDirectives? said = null;
        for (var i = fields.Find(Name); i >= 0; i = fields.Find(Name, i + 1))
        {
            var list = new DirectiveList(fields.Value(i));
            while (list.Next())
            {
                if (Ascii.EqualsIgnoreCase(list.Name, "no-store"u8))
                {
                    (said ??= new CacheDirectives()).NoStore = true;
                }
                else if (Ascii.EqualsIgnoreCase(list.Name, "max-age"u8))
                {
                    TakeAge(list.Argument, said ??= new CacheDirectives());
                }
            }
        }

        return said;
    }

    private static void TakeAge(ReadOnlySpan<byte> argument, CacheDirectives said)
    {
        var plus = argument.IndexOf((byte)'+');
        said.MaxAge ??= CacheControl.Seconds(plus < 0 ? argument : argument[..plus]);
        if (plus >= 0)
        {
            said.StaleWhileRevalidate ??= CacheControl.Seconds(argument[(plus + 1)..]);
        }
    }
}
