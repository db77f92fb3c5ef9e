using System.Globalization;
using System.Text;
using Goodgate.Gateway.Cache;
using Goodgate.Gateway.Exchanges;
using Goodgate.Gateway.Guard;

namespace Goodgate.Gateway.Files;

/// <summary>The answer to GET or HEAD of a file: what the client has already, or what it lacks.</summary>
internal sealed class FileAnswer(Exchange exchange, SiteFiles site, string path, Representation shown)
{
    private readonly IClient _client = exchange.Client;
    private readonly DateTimeOffset _now = exchange.Services.Time.GetUtcNow();

    /// <summary>Gives it.</summary>
    /// <returns>False when something was sent; true when nothing was, and <see cref="Exchange.Failure"/> says why.</returns>
    public async ValueTask<bool> GiveAsync(RequestConditions asked)
    {
        // A date of change in the future is none yet (RFC 9110 §8.8.2.1).
        var stat = shown.File.Stat;
        var validators = new Validators(shown.Tag, stat.ModifiedSecond > _now ? _now : stat.ModifiedSecond, _now);
        switch (validators.Decide(asked))
        {
            case 412:
                return await Refusal.GiveAsync(exchange, new RequestFault(412, "precondition-failed"));
            case 304:
                Begin(304, validators);
                return false;
        }

        // Range is for GET alone (RFC 9110 §14.2).
        var ranges = _client.Method == "GET" && !shown.IsCodedOnTheWay && validators.AllowsRange(asked.IfRange) ? ByteRanges.Read(asked.Range, stat.Size) : null;
        switch (ranges)
        {
            case null:
                return await GiveWholeAsync(validators);
            case []:
                return await Refusal.GiveAsync(exchange, new RequestFault(416, "range-not-satisfiable"), ("Content-Range", $"bytes */{stat.Size}"));
            case [var only]:
                Begin(206, validators);
                _client.SetField("Content-Type", shown.MediaType);
                _client.SetField("Content-Range", Place(only));
                _client.DeclareLength(only.Length);
                return await SendAsync(body => body.SendAsync(only, last: true));
            default:
                return await GivePartsAsync(validators, ranges);
        }
    }

    private async ValueTask<bool> GiveWholeAsync(Validators validators)
    {
        Begin(200, validators);
        _client.SetField("Content-Type", shown.MediaType);
        var size = shown.File.Stat.Size;
        if (shown.IsCodedOnTheWay)
        {
            return await SendAsync(async body =>
            {
                using var coder = shown.Coder()!;
                return await body.SendCodedAsync(coder);
            });
        }

        _client.SetField("Accept-Ranges", "bytes");
        _client.DeclareLength(size);
        return await SendAsync(body => size == 0 ? new ValueTask<bool>(true) : body.SendAsync(new ByteRange(0, size - 1), last: true));
    }

    // multipart/byteranges (RFC 9110 §14.6).
    private async ValueTask<bool> GivePartsAsync(Validators validators, IReadOnlyList<ByteRange> ranges)
    {
        var boundary = Convert.ToHexStringLower(BitConverter.GetBytes(Random.Shared.NextInt64()));
        var heads = ranges.Select(range => Encoding.ASCII.GetBytes($"\r\n--{boundary}\r\nContent-Type: {shown.MediaType}\r\nContent-Range: {Place(range)}\r\n\r\n")).ToList();
        var end = Encoding.ASCII.GetBytes($"\r\n--{boundary}--\r\n");
        Begin(206, validators);
        _client.SetField("Content-Type", $"multipart/byteranges; boundary={boundary}");
        _client.DeclareLength(ranges.Sum(range => range.Length) + heads.Sum(head => head.Length) + end.Length);
        return await SendAsync(async body =>
        {
            for (var i = 0; i < ranges.Count; i++)
            {
                if (!await body.WriteAsync(heads[i], last: false) || !await body.SendAsync(ranges[i], last: false))
                {
                    return false;
                }
            }

            return await body.WriteAsync(end, last: true);
        });
    }

    private async ValueTask<bool> SendAsync(Func<FileBody, ValueTask<bool>> send)
    {
        if (_client.Method == "HEAD")
        {
            return false;
        }

        using var body = new FileBody(exchange, site, path, shown);
        if (await send(body))
        {
            return false;
        }

        exchange.Failure = body.Failure;
        if (!_client.ResponseStarted)
        {
            return true;
        }

        // What is not complete must not look complete.
        _client.Abort();
        return false;
    }

    private void Begin(int status, Validators validators)
    {
        exchange.Status = status;
        exchange.ResponseSource = ResponseSource.File;
        _client.Begin(status);
        if (exchange.Cached is { } use)
        {
            (use.Forward, use.Detail) = ("bypass", "file");
            CacheStatusField.Add(exchange);
        }

        _client.SetField("ETag", validators.Tag);
        _client.SetField("Last-Modified", HttpDate.Text(validators.Modified));
        if (shown.Varies)
        {
            _client.SetField("Vary", "Accept-Encoding");
        }

        if (site.Settings.AssetsCacheControl is { } cache && !MediaTypes.IsPage(shown.MediaType))
        {
            _client.SetField("Cache-Control", cache);
        }

        if (status == 304)
        {
            return;
        }

        _client.SetField("X-Content-Type-Options", "nosniff");
        if (shown.Coding is { } coding)
        {
            _client.SetField("Content-Encoding", coding);
        }
    }

    private string Place(ByteRange range) => string.Create(CultureInfo.InvariantCulture, $"bytes {range.First}-{range.Last}/{shown.File.Stat.Size}");
}
