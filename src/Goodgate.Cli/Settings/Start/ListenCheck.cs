using Goodgate.Cli.Running;
using Goodgate.Cli.Settings.Lint;
using Goodgate.Gateway.Inbound.Listening;
using Goodgate.Gateway.Settings;

namespace Goodgate.Cli.Settings.Start;

/// <summary>
/// Addresses that could not be listened on now, in the words of <c>goodgate run</c>: warnings, since what is taken now may be free when the gateway starts. What a
/// gateway has that runs with this very file is no trouble: the check is one before a reload. A right that is missing is the lint rule privileged-port.
/// </summary>
internal static class ListenCheck
{
    public const string Rule = "cannot-listen-now";

    /// <summary>Warnings in the order of the settings.</summary>
    /// <param name="settings">Settings without errors.</param>
    /// <param name="effective">Their values with places, of the same <see cref="SettingsResult"/>.</param>
    /// <param name="file">The settings file; an absolute path.</param>
    /// <param name="session">Gives the command line's grammar.</param>
    public static IEnumerable<SettingsProblem> Warnings(GatewaySettings settings, IReadOnlyList<EffectiveValue> effective, string file, Session session)
    {
        var subject = new LintSubject(settings, effective, lowestFreePort: 0);
        var tried = settings.Listen.Index().Select(one => (Refusal: ListenTrial.Refusal(one.Item), Path: $"listen[{one.Index}].url")).Append((ListenTrial.Refusal(settings.Admin), "admin.listen"));
        foreach (var (refusal, path) in tried)
        {
            if (refusal is { IsDenied: false } && Words(refusal, file, session) is { } words)
            {
                yield return new SettingsProblem(subject.At("", path).Place, Shown.Whole(words)) { Severity = ProblemSeverity.Warning, Rule = Rule };
            }
        }
    }

    private static string? Words(ListenException refusal, string file, Session session)
    {
        if (refusal.Taken is not { } taken)
        {
            return refusal.Message;
        }

        // Another user's process does not say what it holds, but what it was started with.
        var owner = PortOwner.Of(taken);
        var isOurs = owner is null ? RunningGateway.Exists(file, session) : RunningGateway.Is(owner.Process, file, session);
        return isOurs ? null : owner is null ? refusal.Message : refusal.WithOwner($"{owner}");
    }
}
