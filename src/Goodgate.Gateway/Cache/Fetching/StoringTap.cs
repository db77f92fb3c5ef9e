using Goodgate.Gateway.Cache.Storage;
using Goodgate.Gateway.Cache.Stored;
using Goodgate.Gateway.Cache.Variants;
using Goodgate.Gateway.Exchanges;
using Goodgate.Gateway.Forwarding;
using Goodgate.Verdicts.Observations;

namespace Goodgate.Gateway.Cache.Fetching;

/// <summary>Takes a copy of a response on its way to the client. Only what is complete, and was not put in doubt, is found later.</summary>
internal sealed class StoringTap
{
    /// <summary>The word of Cache-Status for what is not stored because of its content.</summary>
    public const string Guarded = "guarded";

    // It is compressed, and read only when its head has gone out.
    private const string Unread = "unread";

    private readonly CacheUse _use;
    private readonly string _key;
    private readonly PageGuard? _guard;
    private IEntryWriter? _writer;
    private long _length;
    private bool _isClear;
    private bool _defers;
    private KeptBytes? _plain;
    private long _plainLength;

    // What reading a compressed page before its head went out has shown; null = nobody has read it.
    private bool? _finds;

    private StoringTap(CacheUse use, string key, IEntryWriter writer, PageGuard? guard) => (_use, _key, _writer, _guard) = (use, key, writer, guard);

    /// <summary>Opens it; null when the store has no room for it, or where it would have to be read and cannot be: the use's detail says so then.</summary>
    public static StoringTap? Open(Exchange exchange, CacheUse use, TapInput input)
    {
        var received = exchange.Services.Time.GetUtcNow();
        if (HeadMaking.New(use.Route, input.Head, input.Decision, use.Asked, received) is not { } head || HeadFormat.Read(head, out _) is not { } facts)
        {
            return null;
        }

        var guard = PageGuard.For(use.Route, input.Head, use.IsCodedHere);
        if (input.Declared is { } length && guard?.Misses(use.Shared.Store.MostGathered, length) == true)
        {
            CountGuarded(use, input.Key);
            use.Detail = Guarded;
            return null;
        }

        var draft = new EntryDraft(input.Key, VariantKey.Of(facts.Vary, exchange.Client.Fields), head, input.Declared, TagFields.Of(input.Head.Fields, out var isCut)) { AskedAt = use.Asked };
        return use.Shared.Store.Begin(draft) is { } writer
            ? new StoringTap(use, input.Key, writer, guard) { AnswersAlone = facts.AnswersAlone, HasLostTags = isCut, _plain = PlainFor(use, guard) }
            : null;
    }

    /// <summary>True when the response answers others without its server being asked first.</summary>
    public bool AnswersAlone { get; private init; }

    // What there is to be read of it, as its server sent it.
    private ReadOnlyMemory<byte> Page => _plain?.Bytes ?? _writer!.Gathered;

    private long PageLength => _plain is null ? _length : _plainLength;

    // The store keeps not all of its tags.
    private bool HasLostTags { get; init; }

    private static KeptBytes? PlainFor(CacheUse use, PageGuard? guard) =>
        guard is not null && use.IsCodedHere ? new KeptBytes(guard.MostPlain(use.Shared.Store.MostGathered), null) : null;

    /// <summary>Reads content that is compressed before it is taken: once the page is compressed nobody sees what is in it.</summary>
    public void Read(ReadOnlySpan<byte> plain)
    {
        if (_writer is null || _plain is null)
        {
            return;
        }

        _plain.Add(plain);
        _plainLength += plain.Length;
        if (_guard!.Misses(_guard.MostPlain(_use.Shared.Store.MostGathered), _plainLength))
        {
            Refuse();
        }
    }

    /// <summary>
    /// Takes content. Where the head is still to go out, a compressed page is read as far as it has come: not on an event loop; and not where as many are read as
    /// may be, for which no head waits.
    /// </summary>
    /// <param name="content">It is copied.</param>
    /// <param name="isWhole">True when no more comes.</param>
    public ValueTask TakeAsync(ReadOnlyMemory<byte> content, bool isWhole)
    {
        Take(content.Span);
        if (!_defers || _writer is null || _guard is not { IsCoded: true } guard)
        {
            return default;
        }

        _finds = guard.HasToDecode(_length, isWhole) ? null : false;
        return _finds is null && PageGuard.Readers.Wait(0) ? FindAsync(guard, _writer.Gathered, isWhole) : default;
    }

    private async ValueTask FindAsync(PageGuard guard, ReadOnlyMemory<byte> gathered, bool isWhole)
    {
        try
        {
            _finds = await Task.Run(() => isWhole ? guard.Finds(gathered, _length) : guard.FindsIn(gathered));
        }
        finally
        {
            PageGuard.Readers.Release();
        }
    }

    private void Take(ReadOnlySpan<byte> content)
    {
        if (_writer is null || content.IsEmpty)
        {
            return;
        }

        _length += content.Length;
        if (!_writer.Append(content))
        {
            GiveUp(FlightEnd.NotStored);
        }
        else if (_plain is null && _guard?.Misses(_writer.Gathered.Length, _length) == true)
        {
            // It grows on disk now, for nothing: what cannot be read is not stored.
            Refuse();
        }
    }

    /// <summary>True when Cache-Status waits for the first content: what the page shows decides whether it is stored.</summary>
    /// <param name="streams">True when the head waits for no content.</param>
    public bool Defers(bool streams) => _defers = !streams && _guard is not null;

    /// <summary>The head goes out now. Where that was put off, looks at what has come so far, and says what becomes of it.</summary>
    /// <param name="exchange">The exchange.</param>
    /// <param name="isWhole">True when no more comes.</param>
    /// <param name="isTrusted">False when its server did not end it as it should, or said of it that it failed; known when it is whole.</param>
    public void BeforeHead(Exchange exchange, bool isWhole, bool isTrusted)
    {
        if (_defers)
        {
            _defers = false;
            LookAhead(isWhole, isWhole && !IsSound(exchange.Failure, isTrusted));
            CacheStatusField.Add(exchange);
        }
    }

    private void LookAhead(bool isWhole, bool hasFailed)
    {
        if (_writer is null)
        {
            _use.Detail ??= "no-room";
        }
        else if (hasFailed)
        {
            GiveUp(FlightEnd.NotStored);
            _use.Detail = "failed";
        }
        else if (Finds(isWhole) is not { } isFound)
        {
            (_use.Stores, _use.Detail) = (false, _use.Detail ?? Unread);
        }
        else if (isFound)
        {
            Refuse();
        }
        else if (isWhole)
        {
            // Whatever was found in the one before.
            (_isClear, _use.Stores) = (true, true);
            _use.Detail = _use.Detail == Guarded ? null : _use.Detail;
        }
    }

    private bool? Finds(bool isWhole) => _guard!.IsCoded && _length > 0 ? _finds : isWhole ? _guard.Finds(Page, PageLength) : _guard.FindsIn(Page);

    /// <summary>The response is complete.</summary>
    /// <param name="failure">What puts it in doubt; null = nothing.</param>
    /// <param name="isTrusted">False when its server did not end it as it should, or said of it that it failed.</param>
    public void Complete(Observation? failure, bool isTrusted)
    {
        if (_writer is null)
        {
            return;
        }

        if (!IsSound(failure, isTrusted))
        {
            GiveUp(FlightEnd.NotStored);
            return;
        }

        // The exchange does not wait for it: what waits for the page ends with it.
        var flight = _use.TakeFlight();
        if (_guard is { IsCoded: true } && _length > 0 && !_isClear)
        {
            _ = Task.Run(() => ReadAndConcludeAsync(flight));
        }
        else
        {
            Conclude(flight);
        }
    }

    private async Task ReadAndConcludeAsync(Flight? flight)
    {
        await PageGuard.Readers.WaitAsync();
        try
        {
            Conclude(flight);
        }
        finally
        {
            PageGuard.Readers.Release();
        }
    }

    // An error page of the server's own is what it says.
    private static bool IsSound(Observation? failure, bool isTrusted) => isTrusted && failure is (null or { Happening: Happening.UpstreamError });

    private void Refuse()
    {
        CountGuarded();
        GiveUp(FlightEnd.NotStored);
        _use.Detail = Guarded;
    }

    private void CountGuarded() => CountGuarded(_use, _key);

    private static void CountGuarded(CacheUse use, string key)
    {
        use.Shared.Counters.Add(CacheResult.Guarded);
        use.Shared.Passes.Add(key, Guarded);
    }

    private void Conclude(Flight? flight)
    {
        var end = FlightEnd.NotStored;
        try
        {
            if (!_isClear && _guard?.Finds(Page, PageLength) == true)
            {
                CountGuarded();
            }
            else if (_writer!.Commit() is { } entry)
            {
                end = FlightEnd.Stored;
                Invalidation.LookAgain(_use, entry);
                Invalidation.Outdate(_use, entry);
                _use.Shared.Counters.Add(CacheResult.Stored);
                if (HasLostTags)
                {
                    _use.Shared.Counters.Add(CacheResult.TagsCut);
                }

                if (AnswersAlone)
                {
                    _use.Shared.Passes.Remove(_key);
                }
                else
                {
                    _use.Shared.Passes.Add(_key);
                }
            }
        }
        finally
        {
            Let();
            if (flight is not null)
            {
                _use.Shared.Flights.End(_key, flight, end);
            }
        }
    }

    /// <summary>It broke off, or its client left.</summary>
    public void Abandon() => GiveUp(FlightEnd.Abandoned);

    private void GiveUp(FlightEnd end)
    {
        // Where nothing has gone out yet, what goes out says so.
        _use.Stores = false;
        Let();
        _use.EndFlight(end);
    }

    private void Let()
    {
        _writer?.Dispose();
        _writer = null;
        _plain?.Dispose();
    }
}
