namespace Goodgate.Verdicts.Catalogue;

/// <summary>How long the usual fix takes once the right person is at it.</summary>
public enum RepairTime
{
    /// <summary>Passes by itself, or a reload does it.</summary>
    Seconds,

    /// <summary>A restart or one line of settings.</summary>
    Minutes,

    /// <summary>A change that must be tested.</summary>
    Hours,

    /// <summary>A change of code or of somebody else's system.</summary>
    Days,
}
