using Goodgate.Gateway.Data;
using Goodgate.Gateway.Observing.Lines;
using Goodgate.Gateway.Settings;

namespace Goodgate.Gateway.Observing.Access;

/// <summary>The place of the access log: a file or standard output, in one format.</summary>
public sealed class AccessSink : ILineSink<AccessRecord>
{
    // 0640: the owner writes, the group (adm, a log shipper) reads, others do not: targets may hold tokens.
    private const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead;

    private readonly IAccessFormat _format;
    private readonly LogFile _file;

    /// <exception cref="ArgumentException">The path or the format cannot be used; the message says why and what to do.</exception>
    public AccessSink(AccessLogSettings settings)
    {
        Name = $"access log {settings.Path}";
        _format = settings.Format switch
        {
            "json" => new JsonFormat(),
            "combined" => new CombinedFormat(),
            _ => throw new ArgumentException($"access_log.format: \"{settings.Format}\" is none of json, combined", nameof(settings)),
        };
        try
        {
            _file = new LogFile(settings.Path, Mode);
        }
        catch (Exception e) when (LogFile.IsTrouble(e))
        {
            throw new ArgumentException(Refusal(settings.Path) ?? Opening(settings.Path, About(e)), nameof(settings), e);
        }
    }

    public string Name { get; }

    /// <summary>Why a path cannot be that of an access log, by what is there now; null when nothing is in the way that can be seen. Makes and opens nothing.</summary>
    public static string? Refusal(string path) =>
        path == "-" ? null
        : FileTrouble.IsMissing(Path.GetDirectoryName(path)) ? Opening(path, "its directory does not exist. Create it, and let this user write there.")
        : Directory.Exists(path) ? Opening(path, "it is a directory. Name a file in it.")
        : null;

    public void Format(AccessRecord item, LineBuffer lines) => _format.Write(item, lines);

    public string? Write(ReadOnlySpan<byte> lines) => _file.Write(lines);

    public void Reopen() => _file.Reopen();

    public string Loss(long since, long all) => $"{since} lines lost, {all} since the start";

    public void Dispose() => _file.Dispose();

    private static string Opening(string path, string why) => $"the access log {path} cannot be opened: {why}";

    private static string About(Exception e) => e is UnauthorizedAccessException
        ? "this user may not write it. Change its owner or mode, or name another file."
        : $"{FileTrouble.Reason(e)}. Name another file, or - for standard output.";
}
