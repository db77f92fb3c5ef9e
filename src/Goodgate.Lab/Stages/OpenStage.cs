namespace Goodgate.Lab.Stages;

/// <summary>A stage in use; disposing it ends the play.</summary>
/// <param name="Url">What to give a gateway.</param>
/// <param name="Note">What else it needs.</param>
/// <param name="Held">What keeps it alive, disposed in this order.</param>
internal sealed record OpenStage(string Url, string Note, params IReadOnlyList<object> Held) : IAsyncDisposable
{
    public string? CaFile { get; init; }

    public string? Resolver { get; init; }

    public async ValueTask DisposeAsync()
    {
        foreach (var held in Held)
        {
            switch (held)
            {
                case IAsyncDisposable other:
                    await other.DisposeAsync();
                    break;
                case IDisposable other:
                    other.Dispose();
                    break;
            }
        }
    }
}
