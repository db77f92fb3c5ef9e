using Goodgate.Cli.Settings.Reading;

namespace Goodgate.Cli.Settings.Checks;

/// <summary>Rules that hold between values; each kind in its own class. All of them run, whatever the others found.</summary>
internal static class SettingsChecks
{
    public static void Run(ReadGroup root, ReadingContext context)
    {
        SecretFiles.Load(root, context);
        ListenChecks.Run(root, context.Problems);
        SiteChecks.Run(root, context.Problems);
        RouteChecks.Run(root, context.Problems);
        FastCgiChecks.Run(root, context.Problems);
    }
}
