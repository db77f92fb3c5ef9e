namespace Goodgate.Cli.Settings.Start;

/// <summary>One thing that would keep the gateway from starting.</summary>
/// <param name="Place">The value to blame.</param>
/// <param name="Message">What <c>goodgate run</c> would say, remedy and all.</param>
/// <param name="Denied">The file or folder that this user may not look at, though another may; null when it is wrong whoever looks.</param>
internal readonly record struct StartTrouble(SettingsPlace Place, string Message, string? Denied = null);
