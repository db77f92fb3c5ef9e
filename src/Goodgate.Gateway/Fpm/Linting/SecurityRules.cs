using Goodgate.Gateway.Fpm.Files;

namespace Goodgate.Gateway.Fpm.Linting;

/// <summary>What opens doors that nobody meant to open.</summary>
internal static class SecurityRules
{
    public static IEnumerable<FpmProblem> Of(Pool pool)
    {
        if (pool.Find("security.limit_extensions") is { IsKnown: true } extensions && string.IsNullOrWhiteSpace(extensions.Value))
        {
            yield return new FpmProblem(extensions.Place, "limit-extensions", "security.limit_extensions is empty: every file the gateway names is run as PHP, an uploaded picture too")
            {
                Expected = ".php",
            };
        }

        if (pool.Find("clear_env") is { } clear && pool.Flag("clear_env") == false)
        {
            yield return new FpmProblem(clear.Place, "clear-env", "clear_env = no hands FPM's whole environment to every script, with any password in it")
            {
                Expected = "clear_env = yes and an env[NAME] for each variable PHP needs",
            };
        }

        if (pool.Find("user") is { IsKnown: true, Value: "root" or "0" } user)
        {
            yield return new FpmProblem(user.Place, "root", "every script runs as root") { Expected = "a user of the site's own" };
        }
    }
}
