namespace Goodgate.Gateway.Exchanges;

/// <summary>The attempts of an exchange, in order. Nearly all have one, for which no list is made.</summary>
public struct AttemptList
{
    private AttemptRecord? _first;
    private List<AttemptRecord>? _others;

    public readonly int Count => _first is null ? 0 : 1 + (_others?.Count ?? 0);

    /// <summary>The last one made; null while there was none.</summary>
    public readonly AttemptRecord? Last => _others is [.., var last] ? last : _first;

    public readonly AttemptRecord this[int index] => index == 0 && _first is { } first ? first : _others![index - 1];

    public void Add(AttemptRecord attempt)
    {
        if (_first is null)
        {
            _first = attempt;
        }
        else
        {
            (_others ??= []).Add(attempt);
        }
    }

    public readonly bool Exists(Func<AttemptRecord, bool> wanted) => (_first is { } first && wanted(first)) || (_others?.Exists(one => wanted(one)) ?? false);

    /// <summary>A copy for those who outlive the exchange.</summary>
    public readonly IReadOnlyList<AttemptRecord> ToList() => _first is { } first ? [first, .. _others ?? []] : [];
}
