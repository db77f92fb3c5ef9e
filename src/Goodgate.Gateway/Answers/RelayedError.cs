using System.Text;
using Goodgate.Gateway.Exchanges;
using Goodgate.Verdicts.Observations;
using Goodgate.Wire.Http1;

namespace Goodgate.Gateway.Answers;

/// <summary>Marks an upstream's own error as such: Proxy-Status with received-status (RFC 9209 §2.1.4), and a verdict that says whose it is.</summary>
internal static class RelayedError
{
    public static void Mark(Exchange exchange, AttemptRecord record, ResponseHead head)
    {
        exchange.Client.SetField("Proxy-Status", ProxyStatusField.ForRelayed(GatewayServices.Name, head.Status, Joined(head, KnownField.ProxyStatus)));
        if (head.Status < 500)
        {
            return;
        }

        var facts = new List<Fact>();
        Add(facts, FactNames.Server, Text(head, KnownField.Server));
        Add(facts, FactNames.RetryAfter, Text(head, KnownField.RetryAfter));
        Add(facts, FactNames.Via, Joined(head, KnownField.Via));
        Add(facts, "content-type", Text(head, KnownField.ContentType));
        Add(facts, "proxy-status", Joined(head, KnownField.ProxyStatus));
        exchange.Failure = new Observation
        {
            Source = Source.Gateway,
            Phase = Phase.Head,
            Happening = Happening.UpstreamError,
            Server = record.Server.Address.Url,
            Peer = record.Peer,
            UpstreamStatus = head.Status,
            ClientStatus = head.Status,
            Elapsed = exchange.Services.Time.GetElapsedTime(record.Began),
            Reused = record.Reused,
            Facts = facts,
        };
    }

    /// <summary>Looks whether the page of an error says that the database is down: the one cause behind an application that its own words tell.</summary>
    public static void Inspect(Exchange exchange, ReadOnlySpan<byte> content)
    {
        if (exchange.Failure is { Happening: Happening.UpstreamError } seen && DatabaseWords.Find(content) is { } words)
        {
            exchange.Failure = seen with { Happening = Happening.DatabaseFailed, Detail = words };
        }
    }

    private static void Add(List<Fact> facts, string name, string? value)
    {
        if (value is not null)
        {
            facts.Add(new Fact(name, value));
        }
    }

    private static string? Text(ResponseHead head, KnownField field)
    {
        var index = head.Fields.Find(field);
        return index < 0 ? null : Encoding.Latin1.GetString(head.Fields.Value(index));
    }

    // Lines of one list field are one list (RFC 9110 §5.3): each hop behind us may have added a line of its own.
    private static string? Joined(ResponseHead head, KnownField field)
    {
        string? list = null;
        for (var i = head.Fields.Find(field); i >= 0; i = head.Fields.Find(field, i + 1))
        {
            var line = Encoding.Latin1.GetString(head.Fields.Value(i));
            list = list is null ? line : $"{list}, {line}";
        }

        return list;
    }
}
