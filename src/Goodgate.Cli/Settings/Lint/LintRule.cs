namespace Goodgate.Cli.Settings.Lint;

/// <summary>One thing that is allowed and yet likely to hurt.</summary>
/// <param name="Name">Stable, in kebab case.</param>
/// <param name="Why">What will happen.</param>
/// <param name="Do">What to do about it.</param>
/// <param name="Find">Every place where it is so.</param>
internal sealed record LintRule(string Name, string Why, string Do, Func<LintSubject, IEnumerable<LintFinding>> Find);

/// <summary>One place a rule speaks about.</summary>
/// <param name="What">What stands there, values shown safely.</param>
/// <param name="Place">Where.</param>
internal readonly record struct LintFinding(string What, SettingsPlace Place);
