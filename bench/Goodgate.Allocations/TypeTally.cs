using System.Diagnostics.Tracing;

namespace Goodgate.Allocations;

/// <summary>
/// Which types were allocated, from the runtime's AllocationSampled events: bytes drawn by chance, one in about 100 KiB, naming the object they are in.
/// So the share of a type in the events is its share in the bytes. (The older AllocationTick names whichever object needed a new 8 KiB block, which is
/// another thing as soon as there are large ones.)
/// </summary>
public sealed class TypeTally : EventListener
{
    private const EventKeywords AllocationSampling = (EventKeywords)0x80000000000;
    private const int Shown = 40;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, (long Events, long Size)> _types = new(StringComparer.Ordinal);
    private EventSource? _runtime;

    /// <summary>Counts while an action runs.</summary>
    public void Watch(Action action)
    {
        lock (_lock)
        {
            _types.Clear();
        }

        EnableEvents(_runtime!, EventLevel.Informational, AllocationSampling);
        action();
        DisableEvents(_runtime!);
    }

    /// <summary>One line per type: bytes per request, and how many objects of the size seen that makes.</summary>
    public IReadOnlyList<string> Describe(double bytesPerRequest)
    {
        lock (_lock)
        {
            var all = _types.Values.Sum(type => type.Events);
            return [.. _types
                .OrderByDescending(type => type.Value.Events)
                .Take(Shown)
                .Select(type => (type.Key, Bytes: bytesPerRequest * type.Value.Events / all, Size: (double)type.Value.Size / type.Value.Events))
                .Where(type => type.Bytes >= 1)
                .Select(type => $"    {type.Bytes,7:F1} bytes = {type.Bytes / type.Size,5:F2} × {type.Size,6:F0}  {type.Key}")];
        }
    }

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name == "Microsoft-Windows-DotNETRuntime")
        {
            _runtime = eventSource;
        }
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        if (eventData is not { EventName: "AllocationSampled", PayloadNames: { } fields })
        {
            return;
        }

        var type = (string)eventData.Payload![fields.IndexOf("TypeName")]!;
        var size = Convert.ToInt64(eventData.Payload[fields.IndexOf("ObjectSize")]);
        lock (_lock)
        {
            var before = _types.GetValueOrDefault(type);
            _types[type] = (before.Events + 1, before.Size + size);
        }
    }
}
