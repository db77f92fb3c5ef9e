using Goodgate.Gateway.Settings;

namespace Goodgate.Cli.Settings.Formats;

/// <summary>How a PHP server is written, in a site's <c>files.php</c> and in <c>--php</c>. The only place that knows which server address it stands for.</summary>
internal static class PhpFormats
{
    private const string Unix = "unix:";

    /// <summary>The name of an upstream or an address. What stands in its place when the file is read is a name always (<see cref="Reading.PhpServers"/>).</summary>
    public static readonly TextFormat Server = new("the name of an upstream, unix:/PATH or HOST:PORT", ReadServer) { Example = "unix:/run/php/php8.2-fpm.sock" };

    /// <summary>Where PHP-FPM listens.</summary>
    public static readonly TextFormat Listener = new("unix:/PATH or HOST:PORT", text =>
        Gateway.Fpm.Polling.FpmAddress.Parse(text, out _) is not null ? TextReading.Good(text) : TextReading.Bad("is no address", Guess(text))) { Example = "unix:/run/php/php8.2-fpm-status.sock" };

    /// <summary>The server address of an upstream for what was written; null when that is a name.</summary>
    /// <param name="text">As written: <c>unix:/run/php.sock</c>, <c>127.0.0.1:9000</c>, <c>app</c>; with a scheme of its own it is an address already.</param>
    public static string? AddressOf(string text) =>
        text.StartsWith(Unix, StringComparison.Ordinal) ? "fastcgi+" + text
        : text.StartsWith('/') ? "fastcgi+" + Unix + text
        : text.Contains("://", StringComparison.Ordinal) || text.Contains("+" + Unix, StringComparison.Ordinal) ? text
        : text.Contains(':', StringComparison.Ordinal) ? "fastcgi://" + text
        : null;

    /// <summary>What is wrong with a value of <c>--php</c>, where no upstream has a name; null when it is an address.</summary>
    public static string? Wrong(string text) => AddressOf(text) is not null ? null
        : $"{Shown.Quoted(text)} is no address; expected unix:/PATH or HOST:PORT{(Guess(text) is { } meant ? $"; did you mean {Shown.Quoted(meant)}?" : "")}";

    private static TextReading ReadServer(string text) =>
        // A number alone is a port somebody left the host out of.
        AddressOf(text) is not null || (PlainFormats.Name.Read(text).Value is not null && !text.All(char.IsAsciiDigit)) ? TextReading.Good(text) : TextReading.Bad("is neither a name nor an address", Guess(text));

    private static string? Guess(string text) => int.TryParse(text, out var port) && port is > 0 and < 65536 ? $"127.0.0.1:{port}" : NearestWord.Of(text, [Unix]);
}
