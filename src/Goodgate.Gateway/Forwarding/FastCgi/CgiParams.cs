using System.Buffers;
using System.Globalization;
using System.Net;
using System.Text;
using Goodgate.Gateway.Exchanges;
using Goodgate.Gateway.Forwarding.Coding;
using Goodgate.Gateway.Observing.Access;
using Goodgate.Wire.FastCgi;
using Goodgate.Wire.Http1;

namespace Goodgate.Gateway.Forwarding.FastCgi;

/// <summary>The variables a script gets (RFC 3875 §4.1), as nginx's fastcgi_params and PHP have them.</summary>
internal static class CgiParams
{
    private static readonly SearchValues<byte> PlainName = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-"u8);

    public static void Write(Exchange exchange, RequestWriter to, RequestBody? body)
    {
        var client = exchange.Client;
        var trusted = exchange.Model.Trusts(client.RemoteAddress);
        WriteScript(exchange, exchange.Script!, to);
        to.Param("REQUEST_METHOD"u8, client.Method);
        to.Param("CONTENT_TYPE"u8, Value(client.Fields, KnownField.ContentType));
        to.Param("CONTENT_LENGTH"u8, Length(client, body));
        to.Param("SERVER_PROTOCOL"u8, client.IsHttp2 ? "HTTP/2.0" : client.Protocol);
        to.Param("GATEWAY_INTERFACE"u8, "CGI/1.1");
        to.Param("SERVER_SOFTWARE"u8, GatewayServices.Name);

        // php-cgi refuses to run without it when built with force-cgi-redirect; all gateways send it.
        to.Param("REDIRECT_STATUS"u8, "200");
        WriteAddresses(exchange, to, trusted);
        WriteFields(exchange, to, trusted);
    }

    private static void WriteScript(Exchange exchange, ScriptTarget script, RequestWriter to)
    {
        var target = exchange.Target;
        var query = target.IndexOf('?', StringComparison.Ordinal);
        to.Param("REQUEST_URI"u8, target);
        to.Param("QUERY_STRING"u8, query < 0 ? "" : target[(query + 1)..]);
        to.Param("DOCUMENT_ROOT"u8, Encoding.UTF8.GetBytes(script.Root));
        to.Param("SCRIPT_NAME"u8, Encoding.UTF8.GetBytes(script.Script));
        to.Param("SCRIPT_FILENAME"u8, Encoding.UTF8.GetBytes(script.File));
        to.Param("DOCUMENT_URI"u8, Encoding.UTF8.GetBytes(script.Script + script.PathInfo));
        if (script.PathInfo.Length > 0)
        {
            to.Param("PATH_INFO"u8, Encoding.UTF8.GetBytes(script.PathInfo));
            to.Param("PATH_TRANSLATED"u8, Encoding.UTF8.GetBytes(script.Below(script.PathInfo)));
        }
    }

    private static string Length(IClient client, RequestBody? body) => (body?.Length, body) switch
    {
        (_, null) => client.BodyLength is 0 ? "0" : "",
        ({ } length, _) => length.ToString(CultureInfo.InvariantCulture),
        _ => body.Kept.Length.ToString(CultureInfo.InvariantCulture),
    };

    private static void WriteAddresses(Exchange exchange, RequestWriter to, bool trusted)
    {
        var client = exchange.Client;
        var from = ClientAddress.Of(exchange);
        var isHttps = client.IsHttps || (trusted && Claims(client.Fields, KnownField.XForwardedProto, "https"u8));
        to.Param("REMOTE_ADDR"u8, Text(from));

        // The port belongs to the connection's own peer; of whom that speaks for nothing is known.
        to.Param("REMOTE_PORT"u8, client.RemotePort > 0 && Equals(from, client.RemoteAddress) ? client.RemotePort.ToString(CultureInfo.InvariantCulture) : "");
        to.Param("SERVER_ADDR"u8, Text(client.LocalAddress));
        to.Param("SERVER_PORT"u8, Port(client, trusted, isHttps));
        // Never empty (RFC 3875 §4.1.14): a request of HTTP/1.0 may have no host.
        to.Param("SERVER_NAME"u8, exchange.Host.Length > 0 ? Name(exchange.Host) : client.LocalAddress is { } local ? Text(local) : "localhost");
        to.Param("REQUEST_SCHEME"u8, isHttps ? "https" : "http");
        if (isHttps)
        {
            to.Param("HTTPS"u8, "on");
        }
    }

    private static string Port(IClient client, bool trusted, bool isHttps)
    {
        var claimed = trusted && FieldLists.First(client.Fields, KnownField.XForwardedPort) is { Length: > 0 and <= 5 } text && text.All(char.IsAsciiDigit) ? text : null;
        var standard = isHttps ? "443" : "80";
        return claimed ?? (client.LocalPort == 0 || isHttps != client.IsHttps ? standard : client.LocalPort.ToString(CultureInfo.InvariantCulture));
    }

    private static void WriteFields(Exchange exchange, RequestWriter to, bool trusted)
    {
        var fields = exchange.Client.Fields;
        var options = fields.Find(KnownField.Connection);
        if (exchange.Host.Length > 0)
        {
            to.Field("Host"u8, Encoding.Latin1.GetBytes(exchange.Host));
        }

        for (var i = 0; i < fields.Count; i++)
        {
            if (Passes(fields, i, options, trusted) && !IsFurtherLine(fields, i) && exchange.Edit?.Drops(fields.Name(i)) != true)
            {
                to.Field(fields.Name(i), Strong(exchange, fields, i), FurtherLines(exchange, fields, i));
            }
        }

        foreach (var (name, value) in exchange.Edit?.Added ?? [])
        {
            to.Field(Encoding.Latin1.GetBytes(name), Encoding.Latin1.GetBytes(value));
        }

        to.Field("X-Request-ID"u8, Encoding.Latin1.GetBytes(exchange.RequestId));
        to.Field("traceparent"u8, Encoding.Latin1.GetBytes(exchange.TraceParent));
    }

    // Any other letter may become the variable of another field: X_Forwarded_For and X.Forwarded.For (php_variables.c makes dots and spaces underscores) would
    // be believed as X-Forwarded-For. nginx drops them too (underscores_in_headers, ignore_invalid_headers).
    private static bool Passes(FieldSection fields, int index, int options, bool trusted)
    {
        var name = fields.Name(index);
        var rule = RequestField.Rule(fields[index].Known, name);
        return (rule == FieldRule.Pass || (rule == FieldRule.Claim && trusted))
            && fields[index].Known != KnownField.ContentType
            && !name.ContainsAnyExcept(PlainName)
            && (options < 0 || !ConnectionOptions.Names(fields, options, name));
    }

    private static bool IsFurtherLine(FieldSection fields, int index) => Next(fields, index, 0) < index;

    // One variable for all lines of a field, joined as RFC 9110 §5.3 says; cookies by "; " (RFC 9113 §8.2.3).
    private static byte[] FurtherLines(Exchange exchange, FieldSection fields, int index)
    {
        byte[] more = [];
        var separator = fields[index].Known == KnownField.Cookie ? "; "u8 : ", "u8;
        for (var i = Next(fields, index, index + 1); i >= 0; i = Next(fields, index, i + 1))
        {
            more = [.. more, .. separator, .. Strong(exchange, fields, i)];
        }

        return more;
    }

    private static ReadOnlySpan<byte> Strong(Exchange exchange, FieldSection fields, int index) => EntityTags.Asked(exchange.Route, fields, index);

    private static int Next(FieldSection fields, int index, int from) =>
        fields[index].Known is var known and not KnownField.Other ? fields.Find(known, from) : fields.Find(fields.Name(index), from);

    private static ReadOnlySpan<byte> Value(FieldSection fields, KnownField field)
    {
        var index = fields.Find(field);
        return index < 0 ? default : fields.Value(index);
    }

    // The first entry is the client's own scheme, as the outermost proxy saw it.
    private static bool Claims(FieldSection fields, KnownField field, ReadOnlySpan<byte> value)
    {
        var rest = Value(fields, field);
        return !rest.IsEmpty && Ascii.EqualsIgnoreCase(FieldLists.Next(ref rest), value);
    }

    private static string Text(IPAddress? address) => address switch
    {
        null => "",
        { IsIPv4MappedToIPv6: true } => address.MapToIPv4().ToString(),
        _ => address.ToString(),
    };

    // Host without its port; an IPv6 address keeps its brackets (RFC 3875 §4.1.14).
    private static string Name(string host)
    {
        var colon = host.LastIndexOf(':');
        return colon > host.LastIndexOf(']') ? host[..colon] : host;
    }
}
