namespace Goodgate.Gateway;

/// <summary>
/// A part of new settings that has been made ready. All that can fail has been done; neither of the two can. So a set of parts is put in force
/// whole, or, when one of them could not be made ready, not at all.
/// </summary>
/// <param name="Apply">Puts it in force.</param>
/// <param name="Discard">Throws it away; the old one stays in force.</param>
public sealed record Prepared(Action Apply, Action Discard);
