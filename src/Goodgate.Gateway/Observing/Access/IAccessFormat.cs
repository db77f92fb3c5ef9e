using Goodgate.Gateway.Observing.Lines;

namespace Goodgate.Gateway.Observing.Access;

/// <summary>Turns one access record into one line. Called from any thread.</summary>
public interface IAccessFormat
{
    /// <summary>Writes the line with its line feed.</summary>
    void Write(AccessRecord record, LineBuffer lines);
}
