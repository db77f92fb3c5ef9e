using Goodgate.Verdicts.Catalogue;
using Spectre.Console;

namespace Goodgate.Cli.Showing;

/// <summary>The catalogue's page of one cause, in the terminal.</summary>
internal static class CausePage
{
    private const int Indent = 2;

    public static void Show(Screen screen, Cause cause)
    {
        var text = cause.Text;
        screen.Line();
        screen.Prose(cause.Id, Palette.AccentStrong);
        screen.Prose(text.Title, Palette.Strong);
        screen.Prose(Facts(cause), Palette.Quiet);
        Section(screen, "In plain words", text.Owner);
        Section(screen, "Exactly", text.Meaning);
        Section(screen, "What you see", text.WhatYouSee);
        Section(screen, "Who must act", text.WhoMustAct);
        Steps(screen, cause);

        // Not wrapped: it is there to be copied. The words in capitals are the reader's to fill in.
        Heading(screen, "See it yourself");
        screen.Line(new string(' ', Indent) + "$ " + text.Command);
        screen.Line();
    }

    /// <summary>The first steps alone, numbered.</summary>
    public static void Steps(Screen screen, Cause cause)
    {
        Heading(screen, "First steps");
        for (var i = 0; i < cause.Text.FirstSteps.Count; i++)
        {
            screen.Prose(cause.Text.FirstSteps[i], Palette.Plain, Indent + 3, $"  {i + 1}. ");
        }
    }

    /// <summary>A heading and a paragraph below it.</summary>
    public static void Section(Screen screen, string heading, string text)
    {
        Heading(screen, heading);
        screen.Prose(text, Palette.Plain, Indent);
    }

    public static void Heading(Screen screen, string heading)
    {
        screen.Line();
        screen.Prose(heading, Palette.AccentStrong);
    }

    private static string Facts(Cause cause)
    {
        string[] facts =
        [
            $"{Words.Of(cause.Party)} must act",
            cause.Status is { } status ? $"answered with {status}" : "no status of its own",
            .. cause.ProxyError is { } error ? [$"Proxy-Status {error}"] : (string[])[],
            Words.Of(cause.Severity),
            $"repaired in {Words.Of(cause.RepairTime)}",
            $"needs {Words.Of(cause.Skill)}",
        ];
        return string.Join(" · ", facts);
    }
}
