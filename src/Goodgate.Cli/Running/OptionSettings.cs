using System.Text;
using System.Text.Json;
using Goodgate.Cli.Settings;
using Goodgate.Cli.Settings.Formats;
using Goodgate.Gateway.Settings;

namespace Goodgate.Cli.Running;

/// <summary>
/// Settings said on the command line. They are written as a settings file and read by the same table, so that the same values are good in both places
/// and the same mistakes get the same words; each line remembers the option it stands for.
/// </summary>
internal sealed class OptionSettings
{
    // Whatever a file says about its own servers, options must be readable without it.
    private const string SomeServer = "http://127.0.0.1:80";

    private readonly StringBuilder _text = new();
    private readonly Dictionary<int, string> _options = [];
    private int _line;

    /// <summary>Reads the options.</summary>
    /// <param name="options">As typed.</param>
    /// <param name="folder">Relative paths count from here.</param>
    /// <param name="hasToken">True when the file they go over has a token for the admin port.</param>
    public static (GatewaySettings? Settings, IReadOnlyList<string> Problems) Read(RunOptions options, string folder, bool hasToken = false)
    {
        var file = new OptionSettings();
        file.Write(options, hasToken);
        var read = SettingsFile.Parse(file._text.ToString(), Path.Combine(folder, RunSettings.UsualFile), _ => null);
        return (read.Settings, [.. read.Problems.Select(file.Words)]);
    }

    /// <summary>Puts what was said over the settings of a file.</summary>
    public static GatewaySettings Over(GatewaySettings file, GatewaySettings said, RunOptions options) => file with
    {
        Listen = options.Listen.Count > 0 ? said.Listen : file.Listen,
        Admin = options.Admin is null ? file.Admin : file.Admin with { Listen = said.Admin.Listen },
        AccessLog = options.AccessLog is null ? file.AccessLog : said.AccessLog! with { Format = file.AccessLog?.Format ?? said.AccessLog.Format },
        Data = options.Data is null ? file.Data : said.Data,
        Upstreams = options.Retries is null ? file.Upstreams : [.. file.Upstreams.Select(one => one with { Retries = said.Upstreams[0].Retries })],
    };

    private void Write(RunOptions options, bool hasToken)
    {
        if (options.Root is { } root)
        {
            WriteFiles(root, options);
        }
        else
        {
            WriteUpstream(options.To.DefaultIfEmpty(SomeServer), "--to", options.Retries);
            Line("sites: {app: {hosts: ['*'], routes: [{upstream: app}]}}");
        }

        WriteListen(options.Listen);
        if (options.Admin is { } admin)
        {
            Line($"admin: {{listen: {Quoted(admin)}{(hasToken ? ", token: of-the-file" : "")}}}", "--admin");
        }

        if (options.AccessLog is { } log)
        {
            Line("access_log: " + Quoted(log), "--access-log");
        }

        if (options.Data is { } data)
        {
            Line("data: " + Quoted(data), "--data");
        }
    }

    private void WriteUpstream(IEnumerable<string> servers, string option, string? retries)
    {
        Line("upstreams:");
        Line("  app:");
        Line("    servers:");
        foreach (var server in servers)
        {
            Line("      - " + Quoted(server), option);
        }

        if (retries is not null)
        {
            Line("    retries: " + Quoted(retries), "--retries");
        }
    }

    private void WriteFiles(string root, RunOptions options)
    {
        if (options.Php is { } php)
        {
            WriteUpstream([PhpFormats.AddressOf(php) ?? php], "--php", options.Retries);
        }

        Line("sites:");
        Line("  app:");
        Line("    hosts: ['*']");
        Line("    files:");
        Line("      root: " + Quoted(root), "--root");
        if (options.Php is not null)
        {
            Line("      php: app");
        }

        if (options.Preset is { } preset)
        {
            Line("      preset: " + Quoted(preset), "--preset");
        }
    }

    private void WriteListen(IReadOnlyList<string> listen)
    {
        if (listen.Count > 0)
        {
            Line("listen:");
            foreach (var url in listen)
            {
                Line("  - " + Quoted(url), "--listen");
            }
        }
    }

    private void Line(string text, string? option = null)
    {
        _text.Append(text).Append('\n');
        _line++;
        if (option is not null)
        {
            _options[_line] = option;
        }
    }

    // JSON strings are YAML strings (YAML 1.2 §5.7); a doubled dollar sign is one: the shell has put variables in already.
    private static string Quoted(string value) => JsonSerializer.Serialize(value).Replace("$", "$$", StringComparison.Ordinal);

    private string Words(SettingsProblem problem) =>
        (problem with { Place = new SettingsPlace(_options.GetValueOrDefault(problem.Line, "command line"), 0, 0) }).ToString();
}
