using System.Globalization;
using System.Text;

namespace Goodgate.Gateway.Fpm.Sizing;

/// <summary>Small files of /proc and /sys.</summary>
internal static class ProcFile
{
    // smaps_rollup, the longest of them, has 700 bytes.
    private const int MostBytes = 16 * 1024;

    /// <summary>The file's beginning; empty when it cannot be read.</summary>
    public static string Text(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 1);
            var bytes = new byte[MostBytes];
            return Encoding.UTF8.GetString(bytes, 0, file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    /// <summary>A file of one process.</summary>
    public static string Text(string root, int pid, string name) => Text(Path.Combine(root, pid.ToString(CultureInfo.InvariantCulture), name));

    /// <summary>A file that holds one number; null when it does not (<c>max</c>).</summary>
    public static long? Number(string path) => long.TryParse(Text(path).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
