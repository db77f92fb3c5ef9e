using System.Buffers;
using System.Text;

namespace Goodgate.Gateway.Answers;

/// <summary>What applications say when they cannot reach their database. Only in error pages; a compressed page says nothing here.</summary>
internal static class DatabaseWords
{
    // An error page says it at once; a long page is no error page.
    private const int LongestLookedAt = 16 * 1024;

    // Apostrophes are left out of the phrases: pages escape them in several ways.
    private static readonly string[] Phrases =
    [
        "Error establishing a database connection",     // WordPress, wp_die in dead_db()
        "SQLSTATE[HY000] [2002]",                       // PDO, MySQL: no connection
        "SQLSTATE[HY000] [2006]",                       // PDO, MySQL: server has gone away
        "SQLSTATE[HY000] [1040]",                       // PDO, MySQL: too many connections
        "SQLSTATE[08006]",                              // PDO, PostgreSQL: connection failure
        "t connect to MySQL server",                    // libmysqlclient 2003
        "t connect to local MySQL server",              // libmysqlclient 2002
        "t connect to local server through socket",     // MariaDB Connector/C 2002
        "could not connect to server: ",                // libpq before 14
        "connection to server at ",                     // libpq since 14
        "remaining connection slots are reserved",      // PostgreSQL 53300
        "MongoServerSelectionError",                    // MongoDB's driver for Node
    ];

    private static readonly SearchValues<string> Any = SearchValues.Create(Phrases, StringComparison.Ordinal);

    /// <summary>The phrase found; null when there is none.</summary>
    public static string? Find(ReadOnlySpan<byte> content)
    {
        var text = Encoding.Latin1.GetString(content[..Math.Min(content.Length, LongestLookedAt)]).AsSpan();
        var at = text.IndexOfAny(Any);
        if (at < 0)
        {
            return null;
        }

        foreach (var phrase in Phrases)
        {
            if (text[at..].StartsWith(phrase, StringComparison.Ordinal))
            {
                return phrase.Trim();
            }
        }

        return null;
    }
}
