using System.Text;
using System.Text.Json;

namespace Goodgate.Gateway.Fpm.Status;

/// <summary>
/// Reads the JSON of the status page. What answers there may be anything: size, depth and number of workers are bounded, unknown names are passed over,
/// and values of the wrong kind make the whole page unreadable.
/// </summary>
public static class PoolStatusReader
{
    /// <summary>Bytes of a page at most: some 400 a worker, and room for 10,000 of them.</summary>
    public const int MostBytes = 8 * 1024 * 1024;

    // More workers than one machine carries; a page that claims more is cut here.
    private const int MostProcesses = 10_000;
    private const int MostCharacters = 1024;

    // FPM writes three; the rest is for those of later versions.
    private const int MostLevels = 8;

    /// <summary>Reads a page.</summary>
    /// <param name="page">The body of the response.</param>
    /// <param name="problem">Why it is none, one clause; null when it is read.</param>
    public static PoolStatus? Read(ReadOnlySpan<byte> page, out string? problem)
    {
        if (page.Length > MostBytes)
        {
            problem = $"the page has {page.Length} bytes; at most {MostBytes} are read";
            return null;
        }

        try
        {
            var reader = new Utf8JsonReader(page, new JsonReaderOptions { MaxDepth = MostLevels });
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                problem = "it is not a JSON object";
                return null;
            }

            var status = Pool(ref reader);
            problem = status.Pool.Length == 0 || status.ProcessControl.Length == 0 ? "it does not name a pool and its process manager" : null;
            return problem is null ? status : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            problem = e is JsonException json ? $"it is not JSON (byte {json.BytePositionInLine})" : "a value is not of the kind FPM writes";
            return null;
        }
    }

    private static PoolStatus Pool(ref Utf8JsonReader reader)
    {
        var status = new PoolStatus();
        while (Next(ref reader) is { } name)
        {
            status = name switch
            {
                "pool" => status with { Pool = Text(ref reader) },
                "process manager" => status with { ProcessControl = Text(ref reader) },
                "start time" => status with { Started = Moment(ref reader) },
                "start since" => status with { Since = TimeSpan.FromSeconds(Small(ref reader)) },
                "accepted conn" => status with { Accepted = Count(ref reader) },
                "listen queue" => status with { ListenQueue = Count(ref reader) },
                "max listen queue" => status with { MaxListenQueue = Count(ref reader) },
                "listen queue len" => status with { ListenQueueLength = Count(ref reader) },
                "idle processes" => status with { Idle = Small(ref reader) },
                "active processes" => status with { Active = Small(ref reader) },
                "total processes" => status with { Total = Small(ref reader) },
                "max active processes" => status with { MaxActive = Small(ref reader) },
                "max children reached" => status with { MaxChildrenReached = Count(ref reader) },
                "slow requests" => status with { SlowRequests = Count(ref reader) },
                "memory peak" => status with { MemoryPeak = Count(ref reader) },
                "processes" => status with { Processes = Processes(ref reader) },
                _ => Pass(ref reader, status),
            };
        }

        return status;
    }

    private static List<PoolProcess> Processes(ref Utf8JsonReader reader)
    {
        var list = new List<PoolProcess>();
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new FormatException();
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                throw new FormatException();
            }

            var process = Process(ref reader);
            if (list.Count < MostProcesses)
            {
                list.Add(process);
            }
        }

        return list;
    }

    private static PoolProcess Process(ref Utf8JsonReader reader)
    {
        var process = new PoolProcess();
        while (Next(ref reader) is { } name)
        {
            process = name switch
            {
                "pid" => process with { Pid = Small(ref reader) },
                "state" => process with { State = Text(ref reader) },
                "start time" => process with { Started = Moment(ref reader) },
                "requests" => process with { Requests = Count(ref reader) },
                "request duration" => process with { Duration = TimeSpan.FromMicroseconds(Count(ref reader)) },
                "request method" => process with { Method = Text(ref reader) },
                "request uri" => process with { Path = Text(ref reader).Split('?', 2)[0] },
                "content length" => process with { ContentLength = Count(ref reader) },
                "user" => process with { User = Given(ref reader) },
                "script" => process with { Script = Given(ref reader) },
                "last request cpu" => process with { LastRequestCpu = Share(ref reader) },
                "last request memory" => process with { LastRequestMemory = Count(ref reader) },
                _ => Pass(ref reader, process),
            };
        }

        return process;
    }

    // The next name of the object, its value read; null at the object's end.
    private static string? Next(ref Utf8JsonReader reader)
    {
        if (!reader.Read() || reader.TokenType == JsonTokenType.EndObject)
        {
            return null;
        }

        var name = Text(ref reader);
        reader.Read();
        return name;
    }

    private static T Pass<T>(ref Utf8JsonReader reader, T same)
    {
        reader.Skip();
        return same;
    }

    private static string? Given(ref Utf8JsonReader reader) => Text(ref reader) is { Length: > 0 } text and not "-" ? text : null;

    // FPM writes the bytes of a request as they came: what is not UTF-8 becomes U+FFFD, and lone surrogates cannot be there.
    private static string Text(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.PropertyName))
        {
            throw new FormatException();
        }

        var text = reader.ValueIsEscaped ? Unescaped(ref reader) : Encoding.UTF8.GetString(reader.ValueSpan);
        return text.Length > MostCharacters ? text[..MostCharacters] : text;
    }

    private static string Unescaped(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString() ?? "";
        }
        catch (InvalidOperationException)
        {
            // Escapes around bytes that are no UTF-8: shown as they stand rather than losing the page.
            return Encoding.UTF8.GetString(reader.ValueSpan);
        }
    }

    // A counter below 0 is a clock that was set back (start since) or a race in FPM's shared memory.
    private static long Count(ref Utf8JsonReader reader) => reader.TokenType == JsonTokenType.Number && reader.TryGetDouble(out var number)
        ? (long)Math.Clamp(number, 0, 1L << 52)
        : throw new FormatException();

    private static int Small(ref Utf8JsonReader reader) => (int)Math.Min(Count(ref reader), int.MaxValue);

    private static double Share(ref Utf8JsonReader reader) => reader.TokenType == JsonTokenType.Number && reader.TryGetDouble(out var number) && double.IsFinite(number) ? number : 0;

    private static DateTimeOffset? Moment(ref Utf8JsonReader reader) =>
        Count(ref reader) is > 0 and <= 253_402_300_799 and var seconds ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;
}
