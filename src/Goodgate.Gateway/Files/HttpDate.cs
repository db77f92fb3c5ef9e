using System.Globalization;

namespace Goodgate.Gateway.Files;

/// <summary>Times as HTTP writes them (RFC 9110 §5.6.7).</summary>
internal static class HttpDate
{
    // IMF-fixdate, and the two obsolete forms every recipient must read: RFC 850's, and that of C's asctime().
    private static readonly string[] Forms = ["ddd, dd MMM yyyy HH:mm:ss 'GMT'", "dddd, dd-MMM-yy HH:mm:ss 'GMT'", "ddd MMM d HH:mm:ss yyyy"];

    public static string Text(DateTimeOffset time) => time.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>Null when it is no date.</summary>
    public static DateTimeOffset? Read(string text) =>
        text.Length <= 40 && DateTimeOffset.TryParseExact(
            text, Forms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal | DateTimeStyles.AllowInnerWhite, out var time)
            ? time
            : null;
}
