namespace Goodgate.Lab.Stages;

/// <summary>No server at all: the URL itself leads nowhere.</summary>
internal sealed class UrlStage(string url, bool labResolver = false) : Stage
{
    public override Task<OpenStage> OpenAsync(StagePlan plan, CancellationToken cancel) =>
        Task.FromResult(new OpenStage(url, labResolver ? $"Ask the resolver {plan.Resolver}." : "")
        {
            Resolver = labResolver ? plan.Resolver.ToString() : null,
        });
}
