using System.Globalization;
using Goodgate.Verdicts.Judging;

namespace Goodgate.Gateway.Resolving;

/// <summary>Sums up a lookup without address: the kind, the answer that decided, and a sentence of who said what.</summary>
internal sealed class FailureReport(IReadOnlyList<AddressLookup> lookups, NameserverSet servers, TimeSpan elapsed)
{
    public ResolutionFailure Write()
    {
        var telling = Telling();
        var kind = telling is null ? ResolutionFailureKind.TimedOut : KindOf(telling);
        var decisive = telling is null ? null : Decisive(telling, kind);

        // The server of last resort did not speak: what is wrong is that resolv.conf names none.
        if (servers.Problem is not null && decisive is not { Spoke: true } && kind != ResolutionFailureKind.OutOfResources)
        {
            kind = ResolutionFailureKind.NoResolver;
        }

        return new ResolutionFailure
        {
            Kind = kind,
            Resolver = decisive?.Server,
            Rcode = decisive?.Rcode,
            ExtendedErrors = decisive?.ExtendedErrors ?? [],
            Errno = decisive?.Errno,
            Tries = lookups.Sum(lookup => lookup.Tries),
            Elapsed = elapsed,
            Answers = [.. lookups.SelectMany(lookup => lookup.Answers)],
            Detail = Cut(Sentence(telling, decisive, kind)),
        };
    }

    /// <summary>A name of the search list that could not be asked for outweighs those that do not exist: it might have been the one.</summary>
    private AddressLookup? Telling() =>
        lookups.FirstOrDefault(lookup => KindOf(lookup) != ResolutionFailureKind.NameNotFound) ?? (lookups.Count > 0 ? lookups[^1] : null);

    private static ResolutionFailureKind KindOf(AddressLookup lookup)
    {
        var settled = lookup.Settled.ToArray();
        if (settled.Any(answer => answer.Outcome == NameserverOutcome.NameNotFound) || settled.Length == 2)
        {
            return ResolutionFailureKind.NameNotFound;
        }

        var failed = lookup.Answers.Where(answer => !answer.Settles).ToArray();
        if (failed.Any(answer => answer.Spoke))
        {
            return ResolutionFailureKind.ServerFailed;
        }

        if (failed.Length == 0 || failed.Any(answer => answer.Outcome == NameserverOutcome.Silent))
        {
            return ResolutionFailureKind.TimedOut;
        }

        return failed.All(IsOurOwn) ? ResolutionFailureKind.OutOfResources : ResolutionFailureKind.ServerFailed;
    }

    private static bool IsOurOwn(NameserverAnswer answer) =>
        answer.Errno is Errno.TooManyFiles or Errno.FileTableFull or Errno.OutOfMemory or Errno.NoBuffers or Errno.AddressNotAvailable;

    /// <summary>The answer that stands for the failure: the first of the most telling outcome.</summary>
    private static NameserverAnswer? Decisive(AddressLookup lookup, ResolutionFailureKind kind)
    {
        ReadOnlySpan<NameserverOutcome> outcomes = kind switch
        {
            ResolutionFailureKind.NameNotFound => [NameserverOutcome.NameNotFound, NameserverOutcome.NoData],
            ResolutionFailureKind.TimedOut => [NameserverOutcome.Silent],
            _ => [
                NameserverOutcome.Error, NameserverOutcome.Malformed, NameserverOutcome.NotRecursive,
                NameserverOutcome.Unusable, NameserverOutcome.NothingListens,
            ],
        };
        foreach (var outcome in outcomes)
        {
            if (lookup.Answers.FirstOrDefault(answer => answer.Outcome == outcome) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    private string Sentence(AddressLookup? telling, NameserverAnswer? decisive, ResolutionFailureKind kind)
    {
        if (telling is null || decisive is null)
        {
            return string.Create(CultureInfo.InvariantCulture, $"no time was left to ask a nameserver ({elapsed.TotalMilliseconds:0} ms)");
        }

        return kind switch
        {
            ResolutionFailureKind.NameNotFound => $"{decisive.Say("IPv4 or IPv6")}{Others(decisive.Name)}",
            ResolutionFailureKind.NoResolver => $"{servers.Problem}, and {Failures(telling)}",
            _ => $"{Failures(telling)}{Others(decisive.Name)}",
        };
    }

    /// <summary>Each server once for each way it failed, whatever the family and the try; of several silences the longest.</summary>
    private static string Failures(AddressLookup telling)
    {
        var failed = telling.Answers.Where(answer => !answer.Settles).GroupBy(answer => (answer.Server, answer.Outcome, answer.Rcode));
        return string.Join("; ", failed.Select(same => same.MaxBy(answer => answer.Elapsed)!.Sentence));
    }

    private string Others(string told)
    {
        var names = lookups.SelectMany(lookup => lookup.Answers).Select(answer => answer.Name).Where(name => name != told).Distinct().ToArray();
        return names.Length == 0 ? "" : $"; also asked for {string.Join(", ", names)}";
    }

    private static string Cut(string sentence) =>
        sentence.Length <= ResolutionFailure.MaxDetail ? sentence : $"{sentence[..(ResolutionFailure.MaxDetail - 1)]}…";
}
