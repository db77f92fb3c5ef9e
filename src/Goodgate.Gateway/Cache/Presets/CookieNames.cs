using Goodgate.Wire.Http1;

namespace Goodgate.Gateway.Cache.Presets;

/// <summary>The names of the cookies of a request (RFC 6265 §4.2.1), one after the other.</summary>
internal ref struct CookieNames(FieldSection fields)
{
    private readonly FieldSection _fields = fields;
    private int _index = -2;
    private ReadOnlySpan<byte> _rest;

    /// <summary>The name taken last.</summary>
    public ReadOnlySpan<byte> Current { get; private set; }

    /// <summary>Takes the next name; false at the end.</summary>
    public bool Next()
    {
        while (true)
        {
            if (_rest.IsEmpty)
            {
                _index = _index == -2 ? _fields.Find(KnownField.Cookie) : _fields.Find(KnownField.Cookie, _index + 1);
                if (_index < 0)
                {
                    _index = int.MaxValue - 1;
                    return false;
                }

                _rest = _fields.Value(_index);
            }

            var end = _rest.IndexOf((byte)';');
            var one = end < 0 ? _rest : _rest[..end];
            _rest = end < 0 ? default : _rest[(end + 1)..];
            var equals = one.IndexOf((byte)'=');
            Current = (equals < 0 ? one : one[..equals]).Trim(Grammar.Ows);
            if (!Current.IsEmpty)
            {
                return true;
            }
        }
    }
}
