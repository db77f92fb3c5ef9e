using System.Text;
using Goodgate.Wire.Http1;

namespace Goodgate.Gateway.Cache.Presets;

/// <summary>Names of cookies. Upper and lower case are one: to pass the cache by once too often does no harm.</summary>
/// <param name="names">The names; <c>*</c> at the end of one stands for any further characters.</param>
internal sealed class CookieList(IReadOnlyList<string> names)
{
    private readonly (byte[] Name, bool IsBeginning)[] _names = [.. names.Select(name => (Encoding.ASCII.GetBytes(name.TrimEnd('*')), name.EndsWith('*')))];

    /// <summary>True when the request has one of them.</summary>
    public bool AreIn(FieldSection fields)
    {
        if (_names.Length == 0 || fields.Find(KnownField.Cookie) < 0)
        {
            return false;
        }

        var cookies = new CookieNames(fields);
        while (cookies.Next())
        {
            if (Has(cookies.Current))
            {
                return true;
            }
        }

        return false;
    }

    private bool Has(ReadOnlySpan<byte> cookie)
    {
        foreach (var (name, isBeginning) in _names)
        {
            if ((cookie.Length == name.Length || (isBeginning && cookie.Length > name.Length)) && Ascii.EqualsIgnoreCase(cookie[..name.Length], name))
            {
                return true;
            }
        }

        return false;
    }
}
