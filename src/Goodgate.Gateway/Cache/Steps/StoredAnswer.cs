using System.Globalization;
using System.Runtime.CompilerServices;
using Goodgate.Gateway.Cache.Rules;
using Goodgate.Gateway.Cache.Storage;
using Goodgate.Gateway.Cache.Stored;
using Goodgate.Gateway.Exchanges;
using Goodgate.Gateway.Files;
using Goodgate.Gateway.Guard;
using Goodgate.Gateway.Waiting;

namespace Goodgate.Gateway.Cache.Steps;

/// <summary>Gives a stored response to a client: all of it, a part of it, or word that it has it already.</summary>
/// <param name="exchange">The exchange.</param>
/// <param name="stored">The stored response.</param>
/// <param name="body">Its content, open for reading; closed at the end.</param>
internal readonly struct StoredAnswer(Exchange exchange, StoredResponse stored, IBodyReader body)
{
    // Read from a disk at once: as much as a socket takes in one go.
    private const int Piece = 64 * 1024;

    /// <summary>Opens it; null when the store has lost it.</summary>
    public static StoredAnswer? Begin(Exchange exchange, StoredResponse stored) =>
        exchange.Services.Cache.Store.Open(stored.Entry) is { } body ? new StoredAnswer(exchange, stored, body) : null;

    /// <summary>True when its content lies in memory: nothing can happen to it.</summary>
    public bool IsAtHand => body.Whole is not null;

    /// <summary>Reads from the disk what the answer begins with: nothing of it goes out before. What is read stays with the reader.</summary>
    /// <returns>False when the disk gave other bytes than were stored, or none; it is closed then.</returns>
    public ValueTask<bool> IsReadableAsync() => IsReadableAsync(stored, body);

    /// <summary>The same of content that somebody holds open.</summary>
    public static ValueTask<bool> IsReadableAsync(StoredResponse stored, IBodyReader body) =>
        body.Whole is not null || stored.Entry.BodyLength == 0 ? new ValueTask<bool>(true) : ReadsAsync(body);

    /// <summary>Gives it now.</summary>
    /// <returns>False: the exchange is at its end.</returns>
    public ValueTask<bool> GiveAsync(CacheResult result) => GiveAsync(result, exchange.Services.Time.GetUtcNow());

    /// <summary>Gives it.</summary>
    /// <param name="result">What the cache made of the request.</param>
    /// <param name="now">Time at which it was chosen: its age is told of then.</param>
    /// <returns>False: the exchange is at its end.</returns>
    public ValueTask<bool> GiveAsync(CacheResult result, DateTimeOffset now)
    {
        exchange.CacheResult = result;
        exchange.Services.Cache.Counters.Add(result);
        exchange.ResponseSource = ResponseSource.Cache;
        return RequestConditionsLook.HasAny(exchange.Client.Fields) ? AsAskedAsync(now) : WholeAsync(now);
    }

    private ValueTask<bool> AsAskedAsync(DateTimeOffset now)
    {
        var date = stored.Date ?? DateTimeOffset.FromUnixTimeMilliseconds(stored.Facts.Received);
        var modified = stored.Modified is { } text ? HttpDate.Read(text) ?? date : date;
        var validators = new Validators(stored.Tag ?? "", modified, date);
        var asked = RequestConditions.Of(exchange.Client.Fields);
        if (stored.Facts.Status == 200 && validators.Decide(asked) == 304)
        {
            Head(304, stored.NotModified, now);
            body.Dispose();
            return new ValueTask<bool>(false);
        }

        var length = stored.Entry.BodyLength;
        var ranges = stored.Facts.Status == 200 && exchange.Client.Method == "GET" && validators.AllowsRange(asked.IfRange) ? ByteRanges.Read(asked.Range, length) : null;
        switch (ranges)
        {
            case []:
                body.Dispose();
                return Refusal.GiveAsync(exchange, new RequestFault(416, "range-not-satisfiable"), ("Content-Range", $"bytes */{length}"));
            case [var only]:
                Head(206, stored.Fields, now);
                exchange.Client.SetField("Content-Range", string.Create(CultureInfo.InvariantCulture, $"bytes {only.First}-{only.Last}/{length}"));
                exchange.Client.DeclareLength(only.Length);
                return SendAsync(exchange, body, only.First, only.Length);

            // Several parts in one answer are nothing a server must give (RFC 9110 §14.2).
            default:
                return WholeAsync(now);
        }
    }

    private ValueTask<bool> WholeAsync(DateTimeOffset now)
    {
        Head(stored.Facts.Status, stored.Fields, now);
        if (stored.Facts.Status != 204)
        {
            // RFC 9110 §8.6: a 204 has no length.
            exchange.Client.DeclareLength(stored.Entry.BodyLength);
        }

        if (exchange.Client.Method == "HEAD" || stored.Entry.BodyLength == 0)
        {
            body.Dispose();
            return new ValueTask<bool>(false);
        }

        return SendAsync(exchange, body, 0, stored.Entry.BodyLength);
    }

    private void Head(int status, FieldBlock fields, DateTimeOffset now)
    {
        var client = exchange.Client;
        exchange.Status = status;
        client.Begin(status);
        client.AddBlock(fields);
        var age = stored.Age(now);
        exchange.Services.Cache.Counters.AddAge(age);
        if (exchange.Cached is null)
        {
            client.AddBlock(stored.AgeFields(age, exchange.CacheResult == CacheResult.Saved));
            return;
        }

        if (exchange.Cached.Cookies is { } cookies)
        {
            client.AddBlock(cookies);
        }

        client.SetField("Age", age.ToString(CultureInfo.InvariantCulture));
        CacheStatusField.Add(exchange);
    }

    [AsyncMethodBuilder(typeof(ReusedState<>))]
    private static async ValueTask<bool> SendAsync(Exchange exchange, IBodyReader body, long first, long length)
    {
        using (body)
        {
            if (body.Whole is { } whole)
            {
                if (await exchange.Client.WriteAsync(whole.Slice((int)first, (int)length), last: true))
                {
                    exchange.BytesOut += length;
                }

                return false;
            }

            await SendPiecesAsync(exchange, body, first, length);
            return false;
        }
    }

    // A small record is read and proved whole, of a large one the first block.
    private static async ValueTask<bool> ReadsAsync(IBodyReader body)
    {
        try
        {
            return await body.ReadAsync(0, new byte[1]) > 0;
        }
        catch (InvalidDataException)
        {
            body.Dispose();
            return false;
        }
    }

    private static async ValueTask SendPiecesAsync(Exchange exchange, IBodyReader body, long at, long left)
    {
        var (buffer, promised) = (System.Buffers.ArrayPool<byte>.Shared.Rent(Piece), left);
        try
        {
            while (left > 0)
            {
                var count = await body.ReadAsync(at, buffer.AsMemory(0, (int)Math.Min(Piece, left)));
                if (count == 0)
                {
                    BrokenOff.End(exchange, null, promised - left, promised);
                    return;
                }

                (at, left) = (at + count, left - count);
                if (!await exchange.Client.WriteAsync(buffer.AsMemory(0, count), left == 0))
                {
                    exchange.Client.Abort();
                    return;
                }

                exchange.BytesOut += count;
            }
        }
        catch (InvalidDataException e)
        {
            // The disk gave other bytes than were stored.
            BrokenOff.End(exchange, e, promised - left, promised);
        }
        finally
        {
            System.Buffers.ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
