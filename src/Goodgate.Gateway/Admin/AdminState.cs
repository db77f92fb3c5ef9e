namespace Goodgate.Gateway.Admin;

/// <summary>What <c>/readyz</c> says.</summary>
public enum AdminState
{
    /// <summary>The listeners are not open yet.</summary>
    Starting,

    /// <summary>Requests are received.</summary>
    Ready,

    /// <summary>The gateway goes away; requests are still received for a while.</summary>
    Draining,
}
