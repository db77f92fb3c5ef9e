namespace Goodgate.Gateway.Fpm.Files;

/// <summary>What a directive's value may be.</summary>
public enum FpmValueKind
{
    /// <summary>Anything.</summary>
    Text,

    /// <summary>A whole number; FPM lets a minus stand before it.</summary>
    Number,

    /// <summary>Seconds, or with a unit: see <see cref="FpmTime"/>.</summary>
    Time,

    /// <summary>yes or no.</summary>
    Flag,

    /// <summary>A number or <c>unlimited</c>.</summary>
    Limit,

    /// <summary><c>static</c>, <c>dynamic</c> or <c>ondemand</c>.</summary>
    ProcessControl,

    /// <summary><c>alert</c>, <c>error</c>, <c>warning</c>, <c>notice</c> or <c>debug</c>.</summary>
    LogLevel,

    /// <summary>A value for each name in brackets: <c>env[HOME] = /root</c>.</summary>
    Keyed,

    /// <summary>Any number of values, with empty brackets: <c>access.suppress_path[] = /ping</c>.</summary>
    Listed,
}
