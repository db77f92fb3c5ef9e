using System.Diagnostics;
using System.Runtime.Versioning;

namespace Goodgate.EndToEnd.WordPress;

/// <summary>The files of a WordPress that nobody has set up: no <c>wp-config.php</c>, and a folder in which PHP may write one. Beside those of the site, whose files it shares.</summary>
[UnsupportedOSPlatform("windows")]
internal sealed class UnpackedSite : IDisposable
{
    private UnpackedSite(string root) => Root = root;

    /// <summary>The folder that is served.</summary>
    public string Root { get; }

    /// <summary>Makes one.</summary>
    /// <param name="from">The folder of a site.</param>
    public static async Task<UnpackedSite> MakeAsync(string from)
    {
        var made = new UnpackedSite($"{from}.unpacked");
        try
        {
            using var copy = Process.Start("cp", ["-al", from, made.Root]);
            await copy.WaitForExitAsync();
            copy.ExitCode.ShouldBe(0);
            File.Delete($"{made.Root}/wp-config.php");

            // The form, too, would ask another machine for languages.
            await File.WriteAllTextAsync($"{made.Root}/.nowhere.php", "<?php define('WP_HTTP_BLOCK_EXTERNAL', true); define('DISABLE_WP_CRON', true); define('AUTOMATIC_UPDATER_DISABLED', true);\n");
            await File.WriteAllTextAsync($"{made.Root}/.user.ini", $"auto_prepend_file = {made.Root}/.nowhere.php\n");
            File.SetUnixFileMode(made.Root, (UnixFileMode)Convert.ToInt32("777", 8));
            return made;
        }
        catch
        {
            made.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        if (Directory.Exists(Root))
        {
            Directory.Delete(Root, recursive: true);
        }
    }
}
