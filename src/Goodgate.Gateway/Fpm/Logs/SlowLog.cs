using System.Text;

namespace Goodgate.Gateway.Fpm.Logs;

/// <summary>
/// FPM's slow log. A record is the stack of one slow request, innermost call first:
/// <code>
/// [28-Nov-2026 00:06:57]  [pool www] pid 22932
/// script_filename = /srv/www/index.php
/// [0x00007f51c6a16090] mysqli_query() /srv/www/wp-includes/class-wpdb.php:2351
/// </code>
/// </summary>
public static class SlowLog
{
    private const int MostBytes = 256 * 1024;

    // Less than that is an accident.
    private const int FewestRecords = 3;

    private static readonly string[] Databases = ["mysqli", "PDO", "pg_", "mysql_", "sqlsrv_", "oci_"];

    /// <summary>True when at least half of the newest records stand in a call to a database.</summary>
    /// <param name="path">Value of <c>slowlog</c>; false when it cannot be read.</param>
    public static bool BlamesDatabase(string path)
    {
        try
        {
            using var file = Files.PlainFile.Open(path, out _);
            file.Seek(Math.Max(0, file.Length - MostBytes), SeekOrigin.Begin);
            var bytes = new byte[MostBytes];
            return Blames(Encoding.UTF8.GetString(bytes, 0, file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return false;
        }
    }

    private static bool Blames(string text)
    {
        var (records, database) = (0, 0);
        var isNext = false;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            if (line.StartsWith("script_filename = ", StringComparison.Ordinal))
            {
                isNext = true;
            }
            else if (isNext && line.StartsWith("[0x", StringComparison.Ordinal))
            {
                isNext = false;
                records++;
                var end = line.IndexOf("] ", StringComparison.Ordinal);
                database += end > 0 && IsDatabase(line[(end + 2)..]) ? 1 : 0;
            }
        }

        return records >= FewestRecords && database * 2 >= records;
    }

    private static bool IsDatabase(ReadOnlySpan<char> call)
    {
        foreach (var name in Databases)
        {
            if (call.StartsWith(name, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
