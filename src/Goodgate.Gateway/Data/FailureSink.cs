using System.Text.Json;
using Goodgate.Gateway.Observing.Failures;
using Goodgate.Gateway.Observing.Lines;
using Goodgate.Verdicts.Judging;

namespace Goodgate.Gateway.Data;

/// <summary>Failures in a data folder: one JSON object a line, as <c>/api/verdicts</c> shows it. Two files, both bounded.</summary>
public sealed class FailureSink : ILineSink<Verdict>
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly DataFolder _folder;
    private readonly string _path;
    private readonly LogFile _file;
    private readonly string _goesOn;

    /// <param name="folder">The folder, held.</param>
    /// <param name="goesOn">What the loss of failures does not touch: <c>Traffic is not affected</c>.</param>
    /// <exception cref="DataFolderException">The file cannot be written.</exception>
    public FailureSink(DataFolder folder, string goesOn)
    {
        (_folder, _goesOn) = (folder, goesOn);
        _path = FailureFiles.Current(folder.Path);
        Name = $"data folder {folder.Path}";
        try
        {
            _file = new LogFile(_path, OwnerOnly);
            EndTornLine();
        }
        catch (Exception e) when (LogFile.IsTrouble(e))
        {
            _file?.Dispose();
            throw new DataFolderException(folder.Path, $"{Path.GetFileName(_path)} in it cannot be written ({FileTrouble.Reason(e)}). Let this user write it, or delete it.");
        }
    }

    public string Name { get; }

    public void Format(Verdict item, LineBuffer lines)
    {
        var before = lines.Length;

        // The default encoder writes ASCII only: nothing in the file can steer a terminal.
        using (var json = new Utf8JsonWriter(lines))
        {
            VerdictJson.Write(json, item);
        }

        if (lines.Length - before > FailureFiles.MaxLine)
        {
            throw new InvalidOperationException($"a failure of {lines.Length - before} bytes");
        }

        lines.GetSpan(1)[0] = (byte)'\n';
        lines.Advance(1);
    }

    public string? Write(ReadOnlySpan<byte> lines)
    {
        try
        {
            _folder.Hold();
            var file = new FileInfo(_path);
            if (!file.Exists)
            {
                // Deleted under us: what is written to the file we have open would be seen by nobody.
                _file.Reopen();
            }
            else if (file.Length > 0 && file.Length + lines.Length > FailureFiles.MaxBytes)
            {
                File.Move(_path, FailureFiles.Older(_folder.Path), overwrite: true);
                _file.Reopen();
            }
        }
        catch (Exception e) when (LogFile.IsTrouble(e))
        {
            return FileTrouble.Words(e, _path, "written");
        }

        return _file.Write(lines);
    }

    public void Reopen() => _file.Reopen();

    public string Loss(long since, long all) => $"{since} failures not kept, {all} since the start. {_goesOn}, and failures are kept again as soon as it can be written";

    public void Dispose()
    {
        _file.Dispose();
        _folder.Dispose();
    }

    // A process that is killed, or a machine that loses power, may leave half a line; the next one must not become part of it.
    private void EndTornLine()
    {
        using var file = new FileStream(_path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        if (file is { CanSeek: true, Length: > 0 })
        {
            file.Seek(-1, SeekOrigin.End);
            if (file.ReadByte() != '\n')
            {
                file.WriteByte((byte)'\n');
            }
        }
    }
}
