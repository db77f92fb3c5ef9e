using System.Text;
using Goodgate.Verdicts.Judging;

namespace Goodgate.Cli.Watching.Looks;

/// <summary>Recognises a status page by what stands in it.</summary>
internal static class StatusPage
{
    private const int Shown = 80;

    /// <summary>What it shows; null when it is none that is known.</summary>
    /// <param name="body">At most 1 MiB.</param>
    /// <param name="problem">What was expected and what came; null when it is one.</param>
    public static StatusReading? Read(ReadOnlySpan<byte> body, out string? problem)
    {
        var text = Encoding.UTF8.GetString(body).TrimStart('\uFEFF', ' ', '\r', '\n');
        problem = null;
        if ((text.StartsWith('{') ? FpmStatus.Read(body) : HaproxyStatus.Read(text) ?? NginxStatus.Read(text) ?? ApacheStatus.Read(text)) is { } reading)
        {
            return reading;
        }

        var hint = text.StartsWith('<') ? " It is HTML: Apache's needs ?auto, HAProxy's ;csv, PHP-FPM's ?json at its end." : "";
        problem = text.Length == 0
            ? "the answer is empty"
            : $"no status page that is known: expected nginx stub_status, Apache server-status?auto, HAProxy ;csv or PHP-FPM ?json; it begins with: {Evidence.Safe(text.Length > 400 ? text[..400] : text, Shown)}.{hint}";
        return null;
    }
}
