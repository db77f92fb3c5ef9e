using System.Text;
using Goodgate.Gateway.Data;

namespace Goodgate.Cli.Settings.Yaml;

/// <summary>Gets a small text file, saying plainly what is wrong when it cannot: missing, a directory, no right, too large, not UTF-8.</summary>
internal static class SettingsText
{
    private const string TheFile = "the file";

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The text without byte order mark; null when there is a problem.</summary>
    /// <param name="path">The file.</param>
    /// <param name="limit">Largest size taken, bytes.</param>
    /// <param name="place">Where problems are reported.</param>
    /// <param name="problems">Where they go.</param>
    public static string? Load(string path, int limit, SettingsPlace place, ProblemList problems)
    {
        var shown = Name(path, place);
        if (Bytes(path, limit, place, problems) is not { } bytes)
        {
            return null;
        }

        ReadOnlySpan<byte> rest = bytes;
        if (rest.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || rest.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
        {
            problems.Add(place, $"{shown} is UTF-16", "UTF-8; save it again with that encoding");
            return null;
        }

        rest = rest.StartsWith(Encoding.UTF8.Preamble) ? rest[3..] : rest;
        try
        {
            return Strict.GetString(rest);
        }
        catch (DecoderFallbackException bad)
        {
            var offset = bad.Index + bytes.Length - rest.Length;
            var line = 1 + bytes.AsSpan(0, Math.Clamp(offset, 0, bytes.Length)).Count((byte)'\n');
            problems.Add(place, $"{shown} is not UTF-8: byte 0x{bad.BytesUnknown![0]:X2} at offset {offset} (line {line})", "UTF-8");
            return null;
        }
    }

    // The place before the message names the settings file already.
    private static string Name(string path, SettingsPlace place) => place.Line == 0 && path == place.File ? TheFile : Shown.Whole(path);

    private static byte[]? Bytes(string path, int limit, SettingsPlace place, ProblemList problems)
    {
        var shown = Name(path, place);
        try
        {
            if (Directory.Exists(path))
            {
                problems.Add(place, $"{(shown == TheFile ? "it" : shown)} is a directory", "a file");
                return null;
            }

            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            var bytes = new byte[limit + 1];
            var read = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            if (read <= limit)
            {
                return bytes[..read];
            }

            problems.Add(place, $"{shown} is larger than {limit / 1024} KiB", $"at most {limit / 1024} KiB");
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            problems.Add(place, $"{shown} does not exist", "an existing file; check the path and the working directory");
        }
        catch (UnauthorizedAccessException)
        {
            problems.Add(place, $"no right to read {shown}", "a file this user can read; check owner and mode");
        }
        catch (Exception e) when (e is IOException or ArgumentException or NotSupportedException)
        {
            problems.Add(place, $"{shown} cannot be read: {Shown.Plain(FileTrouble.Reason(e))}", "a readable file");
        }

        return null;
    }
}
