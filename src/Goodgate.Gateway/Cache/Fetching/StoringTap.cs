using Goodgate.Gateway.Cache.Storage;
using Goodgate.Gateway.Cache.Stored;
using Goodgate.Gateway.Cache.Variants;
using Goodgate.Gateway.Exchanges;
using Goodgate.Verdicts.Observations;

namespace Goodgate.Gateway.Cache.Fetching;

/// <summary>Takes a copy of a response on its way to the client. Only what is complete, and was not put in doubt, is found later.</summary>
internal sealed class StoringTap
{
    private readonly CacheUse _use;
    private readonly string _key;
    private readonly PageGuard? _guard;
    private IEntryWriter? _writer;

    private StoringTap(CacheUse use, string key, IEntryWriter writer, PageGuard? guard) => (_use, _key, _writer, _guard) = (use, key, writer, guard);

    /// <summary>Opens it; null when the store has no room for it.</summary>
    public static StoringTap? Open(Exchange exchange, CacheUse use, TapInput input)
    {
        var received = exchange.Services.Time.GetUtcNow();
        if (HeadMaking.New(use.Route, input.Head, input.Decision, use.Asked, received) is not { } head || HeadFormat.Read(head, out _) is not { } facts)
        {
            return null;
        }

        var draft = new EntryDraft(input.Key, VariantKey.Of(facts.Vary, exchange.Client.Fields), head, input.Declared, TagFields.Of(input.Head.Fields)) { AskedAt = use.Asked };
        return use.Shared.Store.Begin(draft) is { } writer ? new StoringTap(use, input.Key, writer, PageGuard.For(use.Route, input.Head)) { AnswersAlone = facts.AnswersAlone } : null;
    }

    /// <summary>True when the response answers others without its server being asked first.</summary>
    public bool AnswersAlone { get; private init; }

    /// <summary>Takes content.</summary>
    public void Take(ReadOnlySpan<byte> content)
    {
        if (_writer is null || content.IsEmpty)
        {
            return;
        }

        _guard?.Look(content);
        if (!_writer.Append(content))
        {
            GiveUp(FlightEnd.NotStored);
        }
    }

    /// <summary>The response is complete.</summary>
    /// <param name="failure">What puts it in doubt; null = nothing.</param>
    /// <param name="isTrusted">False when its server did not end it as it should, or said of it that it failed.</param>
    public void Complete(Observation? failure, bool isTrusted)
    {
        if (_writer is null)
        {
            return;
        }

        if (!isTrusted || failure is not (null or { Happening: Happening.UpstreamError }))
        {
            GiveUp(FlightEnd.NotStored);
            return;
        }

        // The exchange does not wait for it: what waits for the page ends with it.
        var flight = _use.TakeFlight();
        if (_guard is { IsCoded: true })
        {
            _ = Task.Run(() => Conclude(flight));
        }
        else
        {
            Conclude(flight);
        }
    }

    private void Conclude(Flight? flight)
    {
        var end = FlightEnd.NotStored;
        try
        {
            if (_guard?.Finds() == true)
            {
                _use.Shared.Counters.Add(CacheResult.Guarded);
                _use.Shared.Passes.Add(_key, "guarded");
            }
            else if (_writer!.Commit() is { } entry)
            {
                end = FlightEnd.Stored;
                Invalidation.LookAgain(_use, entry);
                _use.Shared.Counters.Add(CacheResult.Stored);
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
        Let();
        _use.EndFlight(end);
    }

    private void Let()
    {
        _writer?.Dispose();
        _writer = null;
        _guard?.Dispose();
    }
}
