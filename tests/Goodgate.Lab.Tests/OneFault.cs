using Goodgate.Lab.Catalogue;

namespace Goodgate.Lab.Tests;

/// <summary>A lab that plays one fault.</summary>
internal sealed class OneFault : IAsyncDisposable
{
    private readonly FaultLab _lab;

    private OneFault(FaultLab lab) => _lab = lab;

    public RunningFault Running => _lab.Running[0];

    public string Url => Running.Urls[0];

    public Sightings Seen => Running.Seen;

    public FaultLab Lab => _lab;

    public static async Task<OneFault> PlayAsync(string name) =>
        new(await FaultLab.StartAsync([Faults.Find(name).ShouldNotBeNull($"no fault is called {name}")]));

    public async ValueTask DisposeAsync()
    {
        await _lab.DisposeAsync();
        Seen.Defects.ShouldBeEmpty();
        _lab.Dns.Seen.Defects.ShouldBeEmpty();
    }
}
