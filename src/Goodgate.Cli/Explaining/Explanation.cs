using System.Globalization;
using Goodgate.Cli.Showing;
using Goodgate.Verdicts.Catalogue;
using Goodgate.Verdicts.Foreign;
using Goodgate.Verdicts.Judging;

namespace Goodgate.Cli.Explaining;

/// <summary>Finds out what was asked about (cause, code, status, error type, request id) and explains it.</summary>
internal static class Explanation
{
    public static async Task<int> ShowAsync(string subject, RequestPlaces places, bool json, Session session)
    {
        if (!places.OnlyRequests)
        {
            if (Causes.Find(subject.Trim().ToLowerInvariant()) is { } cause)
            {
                return OfCause(cause, json, session);
            }

            if (ForeignCodes.Find(subject) is { } code)
            {
                return OfCode(code, json, session);
            }

            if (Sharing(subject) is { Count: > 0 } several)
            {
                return OfSeveral(subject, several, json, session);
            }

            var bare = Bare(subject);
            if (bare.Count == 1)
            {
                return OfCode(bare[0], json, session);
            }

            if (bare.Count > 1)
            {
                return session.Fail(ExitCodes.Problem, $"several programs have a code {Evidence.Printable(subject, 80)}; say which: {string.Join(", ", bare)}");
            }
        }

        return await OfRequestAsync(subject, places, json, session);
    }

    private static int OfCause(Cause cause, bool json, Session session)
    {
        if (json)
        {
            session.Out.Line(JsonText.Of(CauseJson.Of(cause)));
        }
        else
        {
            CausePage.Show(session.Out, cause);
        }

        return ExitCodes.Fine;
    }

    private static int OfCode(ForeignCode code, bool json, Session session)
    {
        var cause = Causes.Get(code.CauseId);
        if (json)
        {
            session.Out.Line(JsonText.Of(new { code.System, code.Code, code.Meaning, code.AlsoPossible, Cause = CauseJson.Of(cause) }));
            return ExitCodes.Fine;
        }

        session.Out.Line();
        session.Out.Prose(code.ToString(), Palette.AccentStrong);
        session.Out.Prose(code.Meaning, Palette.Plain);
        if (code.AlsoPossible is { } other)
        {
            CausePage.Section(session.Out, "It may be something else", other);
        }

        CausePage.Section(session.Out, code.AlsoPossible is null ? "The cause" : "Most likely the cause", $"{cause.Id}, explained below.");
        CausePage.Show(session.Out, cause);
        return ExitCodes.Fine;
    }

    // A status code or an error type alone does not name a cause; the list is the honest answer.
    private static List<Cause> Sharing(string subject) => [.. Causes.All.Where(cause =>
        cause.ProxyError == subject || (int.TryParse(subject, NumberStyles.None, CultureInfo.InvariantCulture, out var status) && cause.Status == status))];

    // A code without the program it comes from. HAProxy's states differ by case alone: sH is not SH.
    private static List<ForeignCode> Bare(string subject) => [.. ForeignCodes.All.Where(code =>
        string.Equals(code.Code, subject.Trim(), code.System == "haproxy" ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase))];

    private static int OfSeveral(string subject, List<Cause> causes, bool json, Session session)
    {
        if (json)
        {
            session.Out.Line(JsonText.Of(causes.Select(CauseJson.Of)));
            return ExitCodes.Fine;
        }

        var screen = session.Out;
        screen.Line();
        screen.Prose($"{subject} alone does not say what broke. It stands for each of these; the verdict line, the access log and the Proxy-Status field say which.", Palette.Plain);
        screen.Line();
        var widest = causes.Max(cause => cause.Id.Length);
        foreach (var cause in causes)
        {
            screen.Prose($"{cause.Text.Title} ({Words.Of(cause.Party)})", Palette.Plain, widest + 4, $"  {cause.Id.PadRight(widest)}  ");
        }

        screen.Line();
        return ExitCodes.Fine;
    }

    private static async Task<int> OfRequestAsync(string subject, RequestPlaces places, bool json, Session session)
    {
        var named = Evidence.Printable(subject, 128);
        var near = NearSubjects.Of(subject);
        if (!places.IsNamed && !RequestPlaces.LooksLikeId(subject))
        {
            return session.Fail(ExitCodes.Problem, near.Count > 0
                ? $"nothing is called \"{named}\"; did you mean {string.Join(" or ", near)}?"
                : $"nothing is called \"{named}\". If it is the id of a request, say where to look: --admin {RequestPlaces.UsualAdmin}, --data DIR or --access-log FILE.");
        }

        var search = await RequestSearch.ForAsync(subject, places, session);
        if (search.Request is { } found)
        {
            RequestPage.Show(named, found, json, session);
            return ExitCodes.Fine;
        }

        if (places.OnlyRequests)
        {
            return session.Fail(search.Unreadable ? ExitCodes.Usage : ExitCodes.Problem, $"request {named}: {search.Problem}");
        }

        var meant = near.Count > 0 ? $"; did you mean {string.Join(" or ", near)}?" : ".";
        return session.Fail(ExitCodes.Problem, $"\"{named}\" is no cause and no known code{meant} As a request id: {search.Problem}");
    }
}
