using System.Text;

namespace Goodgate.Wire.Http1;

/// <summary>Reads the request-target: its bytes, then the form that its method asks for.</summary>
internal static class RequestTarget
{
    /// <summary>
    /// request-target = origin-form / absolute-form / authority-form / asterisk-form   (RFC 9112 §3.2)
    /// </summary>
    /// <param name="message">The message.</param>
    /// <param name="start">Where the target begins in it.</param>
    /// <param name="length">Its bytes, at least one.</param>
    /// <param name="head">Its method is read; takes the target.</param>
    /// <returns>Null when good; the violation otherwise.</returns>
    public static Violation? Read(ReadOnlySpan<byte> message, int start, int length, RequestHead head)
    {
        var target = message.Slice(start, length);
        var bad = target.IndexOfAnyExcept(Grammar.Target);
        if (bad >= 0)
        {
            return target[bad] == '#'
                ? Broken(ViolationKind.FragmentInTarget, message, start + bad, "a fragment is not sent; '#' itself is written %23")
                : Broken(ViolationKind.BadTarget, message, start + bad, $"byte 0x{target[bad]:X2} in the target; it is written %{target[bad]:X2}");
        }

        if (Form(head.Method, target, out var authority, out var authorityLength) is not { } form)
        {
            return Broken(ViolationKind.BadTargetForm, message, start, Expected(head.Method));
        }

        head.Form = form;
        (head.TargetStart, head.TargetLength) = (start, length);
        (head.AuthorityStart, head.AuthorityLength) = (start + authority, authorityLength);
        return null;
    }

    private static TargetForm? Form(string method, ReadOnlySpan<byte> target, out int authority, out int length)
    {
        (authority, length) = (0, 0);

        // authority-form = uri-host ":" port: for CONNECT, which takes no other (RFC 9112 §3.2.3)
        if (method == "CONNECT")
        {
            length = target.Length;
            return HostPort.Fault(target, out var port) < 0 && port > 0 ? TargetForm.Authority : null;
        }

        // origin-form = absolute-path [ "?" query ]   (RFC 9112 §3.2.1)
        if (target[0] == '/')
        {
            return TargetForm.Origin;
        }

        // asterisk-form = "*": for OPTIONS of the whole server (RFC 9112 §3.2.4)
        if (target.SequenceEqual("*"u8))
        {
            return method == "OPTIONS" ? TargetForm.Asterisk : null;
        }

        return Absolute(target, out authority, out length) ? TargetForm.Absolute : null;
    }

    // absolute-form = absolute-URI   (RFC 9112 §3.2.2); http-URI = "http" "://" authority path-abempty [ "?" query ]   (RFC 9110 §4.2.1)
    // No other scheme has a meaning here, and userinfo in one of these is an error (RFC 9110 §4.2.4).
    private static bool Absolute(ReadOnlySpan<byte> target, out int authority, out int length)
    {
        length = 0;
        authority = Begins(target, "http://"u8) ? 7 : Begins(target, "https://"u8) ? 8 : 0;
        if (authority == 0)
        {
            return false;
        }

        length = target[authority..].IndexOfAny((byte)'/', (byte)'?');
        length = length < 0 ? target.Length - authority : length;
        return HostPort.Fault(target.Slice(authority, length), out _) < 0;
    }

    private static bool Begins(ReadOnlySpan<byte> target, ReadOnlySpan<byte> scheme) =>
        target.Length >= scheme.Length && Ascii.EqualsIgnoreCase(target[..scheme.Length], scheme);

    private static string Expected(string method) => method switch
    {
        "CONNECT" => "expected host:port behind CONNECT",
        "OPTIONS" => "expected a path that begins with '/', http://host/path or '*'",
        _ => "expected a path that begins with '/', or http://host/path",
    };

    private static Violation Broken(ViolationKind kind, ReadOnlySpan<byte> message, int at, string detail) =>
        new(kind, at, null, detail, Sample.Around(message, at));
}
