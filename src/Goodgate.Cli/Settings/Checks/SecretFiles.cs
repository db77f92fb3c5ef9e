using Goodgate.Cli.Settings.Formats;
using Goodgate.Cli.Settings.Reading;
using Goodgate.Cli.Settings.Yaml;

namespace Goodgate.Cli.Settings.Checks;

/// <summary>Reads the secrets that stand in files of their own (<c>token_file</c>, <c>password_file</c>) to where the plain key would put them.</summary>
internal static class SecretFiles
{
    /// <summary>No token or password is larger; a device or a log given by mistake is.</summary>
    private const int Largest = 64 * 1024;

    public static void Load(ReadGroup root, ReadingContext context)
    {
        if (root.Group("admin") is { } admin)
        {
            Load(admin, "token", PlainFormats.Token, context);
        }

        var served = root.Groups("listen").SelectMany(l => l.Groups("certificates"));
        var shown = root.Groups("upstreams").Select(u => u.Group("tls")?.Group("client_certificate")).OfType<ReadGroup>();
        foreach (var certificate in served.Concat(shown))
        {
            Load(certificate, "password", PlainFormats.Password, context);
        }
    }

    private static void Load(ReadGroup group, string key, TextFormat format, ReadingContext context)
    {
        var place = group.PlaceOf(key + "_file");
        if (group.Text(key + "_file") is not { } path || SettingsText.Load(path, Largest, place, context.Problems) is not { } text)
        {
            return;
        }

        // One newline, as editors and echo leave it; a secret may end with spaces.
        var secret = text.EndsWith("\r\n", StringComparison.Ordinal) ? text[..^2] : text.EndsWith('\n') ? text[..^1] : text;
        var reading = format.Read(secret);
        if (reading.Value is null)
        {
            context.Problems.Add(place, $"the {key} in {Shown.Whole(path)} {reading.Failure}", format.Expected);
            return;
        }

        group.Put(key, new ReadValue(reading.Value, place));
    }
}
