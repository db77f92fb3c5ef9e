namespace Goodgate.Verdicts.Judging;

/// <summary>Keeps the values of credential fields out of evidence. Source of the list: decision 8 of the design, and RFC 9110 §11.7.2.</summary>
public static class Secrets
{
    private const string Mask = "(withheld)";

    private static readonly string[] Names = ["proxy-authorization", "authorization", "set-cookie", "cookie"];

    /// <summary>True for a credential field, alone or as the last part of a longer fact name (<c>request.cookie</c>).</summary>
    public static bool IsSecretName(string name)
    {
        var trimmed = name.AsSpan().Trim();
        foreach (var secret in Names)
        {
            if (trimmed.EndsWith(secret, StringComparison.OrdinalIgnoreCase)
                && (trimmed.Length == secret.Length || !char.IsAsciiLetterOrDigit(trimmed[^(secret.Length + 1)])))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Replaces what follows <c>cookie:</c> and its like up to the end of that line, raw or escaped, by a mask.</summary>
    public static string Masked(string text)
    {
        foreach (var name in Names)
        {
            text = MaskedAfter(text, name);
        }

        return text;
    }

    private static string MaskedAfter(string text, string name)
    {
        var from = 0;
        while (from < text.Length)
        {
            var found = text.IndexOf(name, from, StringComparison.OrdinalIgnoreCase);
            if (found < 0)
            {
                break;
            }

            from = found + name.Length;
            var value = ValueStart(text, from);
            if (value < 0)
            {
                continue;
            }

            var end = LineEnd(text, value);
            text = string.Concat(text.AsSpan(0, value), Mask, text.AsSpan(end));
            from = value + Mask.Length;
        }

        return text;
    }

    /// <summary>Position after <c>:</c>, <c>=</c> or <c>": </c>; -1 when the name is only mentioned, or masked already.</summary>
    private static int ValueStart(string text, int at)
    {
        var separated = false;
        while (at < text.Length && text[at] is ':' or '=' or ' ' or '"' or '\t')
        {
            separated |= text[at] is ':' or '=';
            at++;
        }

        var masked = text.AsSpan(at).StartsWith(Mask, StringComparison.Ordinal);
        return separated && at < text.Length && !masked ? at : -1;
    }

    private static int LineEnd(string text, int from)
    {
        var end = text.AsSpan(from).IndexOfAny('\r', '\n');
        var stop = end < 0 ? text.Length : from + end;
        foreach (var escaped in (ReadOnlySpan<string>)["\\r", "\\n", "\\x0D", "\\x0A", "\\u000d", "\\u000a"])
        {
            var at = text.IndexOf(escaped, from, stop - from, StringComparison.OrdinalIgnoreCase);
            stop = at < 0 ? stop : at;
        }

        return stop;
    }
}
