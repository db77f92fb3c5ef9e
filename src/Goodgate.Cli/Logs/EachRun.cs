using System.Buffers;
using System.Text;
using Goodgate.Logs.Judging;
using Goodgate.Logs.Reading;
using Goodgate.Logs.Running;
using Goodgate.Verdicts.Judging;

namespace Goodgate.Cli.Logs;

/// <summary><c>--each</c>: a verdict per line, as NDJSON and nothing else.</summary>
internal static class EachRun
{
    public static async Task<int> RunAsync(IReadOnlyList<LogSource> sources, LogOptions options, Session session)
    {
        var found = false;
        var isReadable = false;
        var heap = new SmallHeap();
        var buffer = new ArrayBufferWriter<byte>(64 * 1024);
        using var each = new EachLine(buffer);
        foreach (var source in sources)
        {
            var skips = new Skips();
            var known = 0L;
            string? unknown = null;
            var problem = await LogRun.ReadAsync(source, options, block =>
            {
                known += block.Known;
                unknown ??= block.FirstUnknown;
                skips.Add(block.Skips);
                foreach (var finding in block.Findings)
                {
                    if (finding.Verdict is { } verdict)
                    {
                        found = true;
                        each.Write(source.Name, finding.Line, finding.Seen, verdict);
                    }
                }

                Write(buffer, session);
                heap.Look();
            }, session.Signals.Stop);
            if (problem is not null)
            {
                session.Error.Problem($"{Evidence.Printable(source.Name, 200)}: {Evidence.Printable(problem, 300)}");
            }

            isReadable |= known > 0 || (unknown is null && problem is null);
            SkipWords.Tell(source.Name, known, unknown, skips, session);
        }

        await session.Out.Writer.FlushAsync();
        return !isReadable ? ExitCodes.Usage : found ? ExitCodes.Problem : ExitCodes.Fine;
    }

    private static void Write(ArrayBufferWriter<byte> buffer, Session session)
    {
        if (buffer.WrittenCount > 0)
        {
            session.Out.Writer.Write(Encoding.UTF8.GetString(buffer.WrittenSpan));
            buffer.ResetWrittenCount();
        }
    }
}
