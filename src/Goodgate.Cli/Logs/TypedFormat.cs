using Goodgate.Logs.Access;
using Goodgate.Logs.Lines;
using Goodgate.Verdicts.Judging;

namespace Goodgate.Cli.Logs;

/// <summary>A format as people type it: a system's name, an nginx <c>log_format</c>, or an <c>nginx.conf</c> that has it.</summary>
internal static class TypedFormat
{
    /// <summary>The format; null when what was typed is none, and that was said.</summary>
    public static FormatChoice? Read(string? typed, Session session)
    {
        if (typed is null)
        {
            return FormatChoice.OfNginx(NginxConf.UsualPath);
        }

        if (typed.EndsWith(".conf", StringComparison.Ordinal))
        {
            if (File.Exists(session.PathOf(typed)))
            {
                return FormatChoice.OfNginx(session.PathOf(typed));
            }

            session.Error.Problem($"--format {Evidence.Printable(typed, 120)}: no such file");
            return null;
        }

        if (FormatChoice.Parse(typed, out var problem) is { } choice)
        {
            return choice;
        }

        session.Error.Problem($"--format \"{Evidence.Printable(typed, 120)}\": {problem}");
        return null;
    }
}
