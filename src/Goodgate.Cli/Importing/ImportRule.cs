using Goodgate.Cli.Importing.Reading;
using Goodgate.Cli.Settings;
using Goodgate.Cli.Showing;

namespace Goodgate.Cli.Importing;

/// <summary>One thing that other gateways accept and that causes bad gateways.</summary>
/// <typeparam name="TConfig">Settings as that system's reader has them.</typeparam>
/// <param name="Name">Stable, in kebab case; the same name in two systems means the same.</param>
/// <param name="Why">What will happen.</param>
/// <param name="Causes">Ids of the catalogue it leads to, the likeliest first.</param>
/// <param name="Find">Every place where it is so.</param>
internal sealed record ImportRule<TConfig>(string Name, string Why, IReadOnlyList<string> Causes, Func<TConfig, IEnumerable<Fault>> Find)
{
    // The corrected line is there to be copied: it is cut only where nobody would.
    private const int Longest = 600;

    public IEnumerable<Finding> Apply(TConfig config) =>
        Find(config).Select(fault => new Finding(Name, fault.Place, Whole(fault.What), Why, Better(fault), Causes));

    private static string Better(Fault fault) => fault.Inside is { } inside ? $"{Whole(fault.Better)} {{\n    {Whole(inside)}\n}}" : Whole(fault.Better);

    private static string Whole(string text) => Prose.Cut(Shown.Whole(text), Longest);
}

/// <summary>One place a rule speaks about.</summary>
/// <param name="Place">Where.</param>
/// <param name="What">What stands there; it is escaped later.</param>
/// <param name="Better">The line to write instead; it is escaped later.</param>
internal readonly record struct Fault(SettingsPlace Place, string What, string Better)
{
    /// <summary>What stands in the block behind <see cref="Better"/>, for systems whose blocks need line ends; null when there is none. It is escaped later.</summary>
    public string? Inside { get; init; }

    public Fault(Directive at, string what, string better)
        : this(at.Place, what, better)
    {
    }
}
