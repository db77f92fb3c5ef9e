using Goodgate.Cli.Settings;

namespace Goodgate.Cli.Importing.Writing;

/// <summary>Something of the other gateway that the written settings do not do.</summary>
/// <param name="Place">Where it stands.</param>
/// <param name="What">What stands there, escaped.</param>
/// <param name="Instead">What to do, or what happens in its place.</param>
internal sealed record Gap(SettingsPlace Place, string What, string Instead);
