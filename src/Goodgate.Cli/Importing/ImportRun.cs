using Goodgate.Cli.Importing.Logged;
using Goodgate.Gateway.Data;
using Goodgate.Cli.Importing.Reading;
using Goodgate.Cli.Importing.Writing;
using Goodgate.Cli.Settings;

namespace Goodgate.Cli.Importing;

/// <summary>Reads another gateway's settings, says what in them causes bad gateways, and writes ours.</summary>
internal static class ImportRun
{
    public static async Task<int> RunAsync(ImportOptions options, Session session)
    {
        IReadOnlyList<LoggedHead>? logged = [];
        if (options.Logs.Count > 0 && (logged = await LoggedHeads.ReadAsync(options.Logs, session)) is null)
        {
            return ExitCodes.Usage;
        }

        ImportResult result;
        Conversion? converted;
        try
        {
            result = options.System.Import(new FileSet(options.File, session.Folder) { HeadsTooLarge = logged });
            converted = options.Convert ? Convert(result, options, session) : null;
        }
        catch (UnreadableConfig unreadable)
        {
            return session.Fail(ExitCodes.Usage, unreadable.Message);
        }

        if (converted is { Text: { } text } && options.Out is { } file && Problem(Write(session.PathOf(file), text), file, File.Exists(session.PathOf(file))) is { } problem)
        {
            return session.Fail(ExitCodes.Usage, problem);
        }

        if (options.Json)
        {
            session.Out.Line(ImportJson.Of(options, result, converted));
        }
        else
        {
            ImportPage.Show(options, result, converted, session);
        }

        return result.Findings.Count > 0 ? ExitCodes.Problem : ExitCodes.Fine;
    }

    private static Conversion Convert(ImportResult result, ImportOptions options, Session session)
    {
        var plan = result.Convert();
        PlanCheck.Run(plan);
        if (!plan.IsUseful)
        {
            return new Conversion(plan, null);
        }

        var text = PlanText.Of(plan, options.System.Name, options.File);
        var read = SettingsFile.Parse(text, options.Out is { } file ? session.PathOf(file) : "goodgate.yaml", session.Variable);
        return read.Settings is not null ? new Conversion(plan, text)
            : throw new InvalidOperationException($"the settings written for {options.File} have an error: {read.Problems[0]}");
    }

    // A file that is there is somebody's: it is never written over.
    private static Exception? Write(string path, string text)
    {
        try
        {
            using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
            using var writer = new StreamWriter(file);
            writer.Write(text);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return e;
        }
    }

    private static string? Problem(Exception? failure, string file, bool isThere) => failure switch
    {
        null => null,
        DirectoryNotFoundException => $"{Shown.Plain(file)} cannot be written: its folder does not exist",
        UnauthorizedAccessException => $"{Shown.Plain(file)} cannot be written: no right to",
        IOException when isThere => $"{Shown.Plain(file)} is there already; name another file, or remove it first",
        _ => $"{Shown.Plain(file)} cannot be written: {Shown.Plain(FileTrouble.Reason(failure))}",
    };
}

/// <summary>Settings of ours made from foreign ones.</summary>
/// <param name="Plan">What was gathered, with what has no equivalent.</param>
/// <param name="Text">The settings file; null when there is nothing to serve.</param>
internal sealed record Conversion(Plan Plan, string? Text);
