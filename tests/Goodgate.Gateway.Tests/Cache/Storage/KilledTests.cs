namespace Goodgate.Gateway.Tests.Cache.Storage;

/// <summary>A process that stores pages is killed (SIGKILL) at 200 random moments; each time the next one goes on in its folder.</summary>
public sealed class KilledTests
{
    private const int Folders = 4;
    private const int Kills = 50;

    [Fact]
    public async Task After_each_of_200_kills_every_page_found_is_whole_and_what_was_kept_is_there()
    {
        KilledFolder[] folders = [.. Enumerable.Range(1, Folders).Select(seed => new KilledFolder(seed))];
        try
        {
            await Task.WhenAll(folders.Select(folder => folder.KillAsync(Kills)));
            folders.Sum(folder => folder.Found).ShouldBeGreaterThan(Folders * Kills * 15);
            folders.Sum(folder => folder.Sure).ShouldBeGreaterThan(Folders * Kills * 10);
            folders.SelectMany(folder => folder.Moments).Distinct().Count().ShouldBeGreaterThan(80);
        }
        finally
        {
            foreach (var folder in folders)
            {
                folder.Dispose();
            }
        }
    }
}
