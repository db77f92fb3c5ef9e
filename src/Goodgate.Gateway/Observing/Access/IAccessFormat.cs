using Goodgate.Gateway.Observing.Lines;

namespace Goodgate.Gateway.Observing.Access;

/// <summary>Turns one access record into one line. Used by one thread at a time.</summary>
public interface IAccessFormat
{
    /// <summary>Writes the line with its line feed.</summary>
    void Write(AccessRecord record, LineBuffer lines);
}
