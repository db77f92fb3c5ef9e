using Goodgate.Cli.Settings;
using Goodgate.Cli.Settings.Formats;
using Goodgate.Gateway.Settings;

namespace Goodgate.Cli.Running;

/// <summary>The settings a run begins with.</summary>
/// <param name="Settings">Null when they cannot be used.</param>
/// <param name="File">The settings file they come from; null for the command line alone.</param>
/// <param name="Problems">Why they cannot be used, one line each.</param>
internal sealed record RunSettings(GatewaySettings? Settings, string? File, IReadOnlyList<string> Problems)
{
    /// <summary>The file taken when none is named.</summary>
    public const string UsualFile = "goodgate.yaml";

    /// <summary>Finds and reads them: the file (or <c>--to</c>), then what the command line says over it.</summary>
    public static RunSettings Read(RunOptions options, Session session)
    {
        if (options.Config is not null && options.To.Count > 0)
        {
            return Refused("-c and --to cannot be used together: the file already says where requests go. Leave one of them out, or write the server into the file.");
        }

        if (Contradiction(options) is { } contradiction)
        {
            return Refused(contradiction);
        }

        if (options.To.Count > 0 || options.Root is not null)
        {
            return FromOptions(OptionSettings.Read(options, session.Folder));
        }

        var file = options.Config ?? (System.IO.File.Exists(Path.Combine(session.Folder, UsualFile)) ? UsualFile : null);
        return file is null
            ? Refused($"nothing says where requests should go: no --to, no --root, no -c, and no {UsualFile} in this directory. Type for example: goodgate run --to http://127.0.0.1:3000")
            : FromFile(file, options, session);
    }

    private static string? Contradiction(RunOptions options) => options switch
    {
        { Root: not null, Config: not null } => "-c and --root cannot be used together: the file already says what is served. Leave one of them out, or write files: { root: … } into the file.",
        { Root: not null, To.Count: > 0 } => "--root and --to cannot be used together: with --root the server behind is the one of --php. For both write a settings file.",
        { Root: null, To: var to } when to.Any(one => one.StartsWith("fastcgi", StringComparison.OrdinalIgnoreCase)) =>
            "--to cannot name a FastCGI server: PHP has to be told which file to run. Type instead for example: goodgate run --root /var/www/html --php 127.0.0.1:9000 (or --php unix:/PATH)",
        { Root: null, Php: not null } => "--php needs --root: the folder whose scripts it runs.",
        { Root: null, Preset: not null } => "--preset needs --root: the folder of the application it is about.",
        { Root: null, LimitLogins: true } => "--limit-logins needs --root, with --preset wordpress: the folder of the application whose logins are limited.",
        { Cache: null, CacheTtl: not null } => "--cache-ttl needs --cache: on or wordpress.",
        { Php: { } php } when PhpFormats.Wrong(php) is { } wrong => $"--php: {wrong}",
        _ => null,
    };

    private static RunSettings FromFile(string file, RunOptions options, Session session)
    {
        var read = SettingsFile.Read(session.PathOf(file), session.Variable);
        if (read.Settings is not { } settings)
        {
            return new RunSettings(null, file, [.. read.Problems.Select(problem => problem.ToString())]);
        }

        var over = OptionSettings.Read(options, session.Folder, hasToken: settings.Admin.Token is not null);
        return over.Settings is { } said
            ? new RunSettings(OptionSettings.Over(settings, said, options), file, [])
            : FromOptions(over) with { File = file };
    }

    private static RunSettings FromOptions((GatewaySettings? Settings, IReadOnlyList<string> Problems) read) => new(read.Settings, null, read.Problems);

    private static RunSettings Refused(string why) => new(null, null, [why]);
}
