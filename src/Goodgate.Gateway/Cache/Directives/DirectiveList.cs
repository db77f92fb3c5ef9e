using Goodgate.Wire.Http1;

namespace Goodgate.Gateway.Cache.Directives;

/// <summary>
/// Takes directives off a Cache-Control value one by one:
/// <c>cache-directive = token [ "=" ( token / quoted-string ) ]</c> (RFC 9111 §5.2). A comma inside quotes parts nothing.
/// </summary>
internal ref struct DirectiveList(ReadOnlySpan<byte> rest)
{
    private ReadOnlySpan<byte> _rest = rest;

    /// <summary>Name of the directive taken last, as written.</summary>
    public ReadOnlySpan<byte> Name { get; private set; }

    /// <summary>Its argument without the quotes; empty when there is none.</summary>
    public ReadOnlySpan<byte> Argument { get; private set; }

    /// <summary>True when there is an argument, be it empty.</summary>
    public bool HasArgument { get; private set; }

    /// <summary>True when the argument stood in quotes.</summary>
    public bool IsQuoted { get; private set; }

    /// <summary>Takes the next one; false at the end.</summary>
    public bool Next()
    {
        while (!_rest.IsEmpty)
        {
            var item = Cut().Trim(Grammar.Ows);
            if (item.IsEmpty)
            {
                continue;
            }

            var equals = item.IndexOf((byte)'=');
            Name = equals < 0 ? item : item[..equals];
            HasArgument = equals >= 0;
            Argument = equals < 0 ? default : item[(equals + 1)..];
            IsQuoted = Argument.Length >= 2 && Argument[0] == '"' && Argument[^1] == '"';
            Argument = IsQuoted ? Argument[1..^1] : Argument;
            return true;
        }

        return false;
    }

    private ReadOnlySpan<byte> Cut()
    {
        var left = _rest;
        var quoted = false;
        for (var i = 0; i < left.Length; i++)
        {
            switch (left[i])
            {
                case (byte)'\\' when quoted:
                    i++;
                    break;
                case (byte)'"':
                    quoted = !quoted;
                    break;
                case (byte)',' when !quoted:
                    _rest = left[(i + 1)..];
                    return left[..i];
            }
        }

        _rest = default;
        return left;
    }
}
