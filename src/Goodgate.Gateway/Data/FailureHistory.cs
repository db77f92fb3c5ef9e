using System.Text.Json;
using Goodgate.Gateway.Observing.Failures;
using Goodgate.Gateway.Observing.Lines;
using Goodgate.Verdicts.Judging;

namespace Goodgate.Gateway.Data;

/// <summary>Failures that earlier runs left in a data folder. The files may be torn or hold anything: what cannot be read is skipped and counted.</summary>
/// <param name="Failures">The newest first.</param>
/// <param name="Unreadable">Lines skipped.</param>
public sealed record FailureHistory(IReadOnlyList<Verdict> Failures, int Unreadable)
{
    // What is no failure of ours is not searched to the end: 16 MiB of line feeds would be 16 million lines.
    private const int MostUnreadable = 100_000;

    /// <summary>Reads the newest failures.</summary>
    /// <param name="folder">The data folder.</param>
    /// <param name="most">No more than these.</param>
    /// <exception cref="DataFolderException">A file is there and cannot be read.</exception>
    public static FailureHistory Read(string folder, int most)
    {
        var found = new List<Verdict>();
        var unreadable = 0;
        foreach (var path in FailureFiles.In(folder))
        {
            foreach (var line in NewestFirst(Tail(folder, path)))
            {
                if (found.Count == most || unreadable == MostUnreadable)
                {
                    return new FailureHistory(found, unreadable);
                }

                if (Parse(line.Span) is { } verdict)
                {
                    found.Add(verdict);
                }
                else
                {
                    unreadable++;
                }
            }
        }

        return new FailureHistory(found, unreadable);
    }

    // Somebody may have made the file larger than we would; its end is the newest.
    private static ReadOnlyMemory<byte> Tail(string folder, string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var cut = file.Length > FailureFiles.MaxBytes;
            file.Seek(cut ? -FailureFiles.MaxBytes : 0, cut ? SeekOrigin.End : SeekOrigin.Begin);
            var bytes = new byte[Math.Min(file.Length, FailureFiles.MaxBytes)];
            var read = bytes.AsMemory(0, file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false));
            return cut ? read[(read.Span.IndexOf((byte)'\n') + 1)..] : read;
        }
        catch (Exception e) when (LogFile.IsTrouble(e))
        {
            throw new DataFolderException(folder, $"{Path.GetFileName(path)} in it cannot be read ({FileTrouble.Reason(e)}). Let this user read it, or delete it.");
        }
    }

    private static IEnumerable<ReadOnlyMemory<byte>> NewestFirst(ReadOnlyMemory<byte> lines)
    {
        while (lines.Length > 0)
        {
            var end = lines.Span[^1] == '\n' ? lines.Length - 1 : lines.Length;
            var start = lines.Span[..end].LastIndexOf((byte)'\n') + 1;
            yield return lines[start..end];
            lines = lines[..start];
        }
    }

    private static Verdict? Parse(ReadOnlySpan<byte> line)
    {
        if (line.Length is 0 or > FailureFiles.MaxLine)
        {
            return null;
        }

        try
        {
            return VerdictReader.Read(JsonElement.Parse(line));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // No JSON, or a text in it that is no UTF-8.
            return null;
        }
    }
}
