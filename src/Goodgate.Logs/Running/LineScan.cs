using System.Text;
using System.Text.RegularExpressions;
using Goodgate.Logs.Access;
using Goodgate.Logs.Judging;
using Goodgate.Logs.Lines;
using Goodgate.Logs.Peeling;
using Goodgate.Logs.Reading;
using Goodgate.Logs.Systems;
using Goodgate.Logs.Times;

namespace Goodgate.Logs.Running;

/// <summary>Reads the lines of blocks. Holds no state between lines but the W3C header, so that any core may take any block.</summary>
/// <param name="name">The log, as the caller gave it.</param>
/// <param name="options">How to read.</param>
internal sealed class LineScan(string name, LogOptions options)
{
    /// <summary>Characters of a line that are read. The longest real ones (headers of 16 KiB in Caddy's JSON) fit.</summary>
    private const int LongestText = 32 * 1024;

    /// <summary>Characters of an unknown line that are shown.</summary>
    private const int LongestUnknown = 200;

    private readonly LineContext _context = new()
    {
        Zone = options.Zone,
        Now = options.Now,
        System = options.Format.System ?? FileHint.System(name),
        Formats = options.Format.Formats,
    };

    private readonly LineFilter _filter = new(name, options);

    public BlockResult Read(Block block)
    {
        var result = new BlockResult { BytesRead = block.BytesRead };
        var context = _context with { Fields = block.Fields };
        var quiet = new QuietMinutes(result.Quiet);
        var rest = block.Bytes;
        var number = block.FirstLine;
        while (rest.Length > 0)
        {
            var end = rest.IndexOf((byte)'\n');
            var line = end < 0 ? rest : rest[..end];
            rest = end < 0 ? [] : rest[(end + 1)..];
            line = line.Length > 0 && line[^1] == '\r' ? line[..^1] : line;
            result.Lines++;
            if (!options.Format.IsTold && AccessScan.IsQuiet(line, out var stamp))
            {
                result.Known++;
                quiet.Add(line, stamp);
            }
            else if (line.Length > 0)
            {
                context = One(line, number, block.IsCut, context, result);
            }

            number++;
        }

        return result;
    }

    private LineContext One(ReadOnlySpan<byte> line, long number, bool isCut, LineContext context, BlockResult result)
    {
        if (isCut)
        {
            result.Skips.Add(SkipReason.TooLong);
        }

        // A mark of UTF-8 at the very start of a file is no part of its first line.
        line = line.StartsWith("\uFEFF"u8) ? line[3..] : line;
        if (line.Length == 0 || line[0] == '#')
        {
            return line.StartsWith("#Fields:"u8) ? context with { Fields = W3cColumns.Header(Text(line)) } : context;
        }

        var text = Text(line);
        if (string.IsNullOrWhiteSpace(text))
        {
            return context;
        }

        Sighting? seen;
        try
        {
            seen = LineReaders.Read(Peeler.Peel(text, context));
        }
        catch (RegexMatchTimeoutException)
        {
            result.Skips.Add(SkipReason.TooSlow);
            return context;
        }

        if (seen is null)
        {
            Unknown(line, text, result);
            return context;
        }

        Known(seen, number, result);
        return context;
    }

    private void Known(Sighting seen, long number, BlockResult result)
    {
        result.Known++;
        result.Systems[seen.System] = result.Systems.GetValueOrDefault(seen.System) + 1;
        if (_filter.Reason(seen) is { } reason)
        {
            result.Skips.Add(reason);
        }
        else if (seen.IsFailure)
        {
            result.Findings.Add(new Finding(number, seen, LineVerdict.Of(seen)));
        }
        else if (seen.Change is not null || seen.IsSlow)
        {
            result.Findings.Add(new Finding(number, seen, null));
        }
        else if (seen.IsRequest)
        {
            var minute = seen.Time is { } time ? QuietMinutes.Minute(time) : DateTimeOffset.MinValue;
            result.Quiet[minute] = result.Quiet.GetValueOrDefault(minute) + 1;
        }
    }

    private static void Unknown(ReadOnlySpan<byte> line, string text, BlockResult result)
    {
        var isBinary = line.IndexOfAnyInRange((byte)0, (byte)8) >= 0;
        result.Skips.Add(isBinary ? SkipReason.Binary : SkipReason.UnknownFormat);
        result.FirstUnknown ??= text.Length <= LongestUnknown ? text : text[..LongestUnknown];
    }

    private static string Text(ReadOnlySpan<byte> line) => Encoding.UTF8.GetString(line.Length > LongestText ? line[..LongestText] : line);
}
