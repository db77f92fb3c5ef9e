namespace Goodgate.Gateway.Fpm.Files;

/// <summary>A pool file, or a <c>php-fpm.conf</c> with everything it includes, as read.</summary>
/// <param name="Files">Every file that was opened, in order.</param>
/// <param name="Global">Section <c>[global]</c>, with what stands before any section.</param>
/// <param name="Pools">The other sections.</param>
/// <param name="Problems">What could not be read, each with its line.</param>
public sealed record FpmConfiguration(IReadOnlyList<string> Files, FpmSection Global, IReadOnlyList<Pool> Pools, IReadOnlyList<FpmProblem> Problems)
{
    /// <summary>Reads a file with its includes. Nothing is thrown: what cannot be read is a problem.</summary>
    /// <param name="path">A pool file (<c>pool.d/www.conf</c>) or <c>php-fpm.conf</c>.</param>
    public static FpmConfiguration Read(string path) => new FpmReader().Read(path);

    /// <summary>The pool that listens on an address, as FPM's file has it; null when none does, or more than one.</summary>
    /// <param name="listen"><c>/run/php/php8.2-fpm.sock</c> or <c>127.0.0.1:9000</c>.</param>
    public Pool? PoolAt(string listen)
    {
        var found = Pools.Where(pool => pool.ListensOn(listen)).ToList();
        return found.Count == 1 ? found[0] : null;
    }
}
