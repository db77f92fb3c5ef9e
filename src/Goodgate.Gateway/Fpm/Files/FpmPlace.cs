using Goodgate.Verdicts.Judging;

namespace Goodgate.Gateway.Fpm.Files;

/// <summary>A line of an FPM or PHP configuration file.</summary>
/// <param name="File">Path as it was opened.</param>
/// <param name="Line">From 1; 0 = the file as a whole.</param>
public sealed record FpmPlace(string File, int Line)
{
    // Paths of a distribution are far shorter; PATH_MAX would fill a screen.
    private const int LongestPath = 200;

    /// <summary><c>/etc/php/8.2/fpm/pool.d/www.conf:12</c>, the form editors jump to.</summary>
    public override string ToString() => Line > 0 ? $"{Evidence.Printable(File, LongestPath)}:{Line}" : Evidence.Printable(File, LongestPath);
}
