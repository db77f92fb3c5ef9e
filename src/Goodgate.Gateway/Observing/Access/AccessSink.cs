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
            throw new ArgumentException(
                $"access_log.path: {settings.Path} cannot be opened for appending ({e.Message}). Create its directory and let this user write there, or give - for standard output.",
                nameof(settings),
                e);
        }
    }

    public string Name { get; }

    public void Format(AccessRecord item, LineBuffer lines) => _format.Write(item, lines);

    public string? Write(ReadOnlySpan<byte> lines) => _file.Write(lines);

    public void Reopen() => _file.Reopen();

    public string Loss(long since, long all) => $"{since} lines lost, {all} since the start";

    public void Dispose() => _file.Dispose();
}
