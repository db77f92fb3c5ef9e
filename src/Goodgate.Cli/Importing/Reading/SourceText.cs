using Goodgate.Gateway.Data;
using System.Text;
using Goodgate.Cli.Settings;
using Goodgate.Gateway.Fpm.Files;

namespace Goodgate.Cli.Importing.Reading;

/// <summary>Gets the text of a foreign settings file. Bytes that are no UTF-8 are comments in an older encoding as a rule, and are read as Latin-1.</summary>
internal static class SourceText
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The text, without byte order mark.</summary>
    /// <exception cref="UnreadableConfig">It is missing, no file, too large, binary, or may not be read.</exception>
    public static string Of(string path, string shown)
    {
        var place = new SettingsPlace(shown, 0, 1);
        var bytes = Bytes(path, place);
        ReadOnlySpan<byte> rest = bytes;
        if (rest.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || rest.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
        {
            throw new UnreadableConfig(place, "the file is UTF-16", "UTF-8; save it again with that encoding");
        }

        rest = rest.StartsWith(Encoding.UTF8.Preamble) ? rest[3..] : rest;
        var zero = rest.IndexOf((byte)0);
        if (zero >= 0)
        {
            var line = 1 + rest[..zero].Count((byte)'\n');
            throw new UnreadableConfig(new SettingsPlace(shown, line, zero - rest[..zero].LastIndexOf((byte)'\n')), "a zero byte: the file is binary", "a text file");
        }

        try
        {
            return Strict.GetString(rest);
        }
        catch (DecoderFallbackException)
        {
            return Encoding.Latin1.GetString(rest);
        }
    }

    private static byte[] Bytes(string path, SettingsPlace place)
    {
        try
        {
            if (Directory.Exists(path))
            {
                throw new UnreadableConfig(place, "it is a directory", "a file");
            }

            using var file = PlainFile.Open(path, out _);
            var bytes = new byte[Bounds.File + 1];
            var read = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            return read <= Bounds.File ? bytes[..read] : throw new UnreadableConfig(place, $"the file is larger than {Bounds.File / 1024 / 1024} MiB", "a file of settings");
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new UnreadableConfig(place, "the file does not exist", "an existing file; check the path and the working directory");
        }
        catch (UnauthorizedAccessException)
        {
            throw new UnreadableConfig(place, "no right to read the file", "a file this user can read; check owner and mode");
        }
        catch (Exception e) when (e is IOException or ArgumentException or NotSupportedException)
        {
            throw new UnreadableConfig(place, $"the file cannot be read: {Shown.Plain(FileTrouble.Reason(e))}", "a readable file");
        }
    }
}
