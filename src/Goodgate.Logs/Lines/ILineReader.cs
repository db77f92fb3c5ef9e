namespace Goodgate.Logs.Lines;

/// <summary>Reads the lines of one system, or of one kind of line.</summary>
internal interface ILineReader
{
    /// <summary>What the line says; null when it is not one of these. Never throws on any text.</summary>
    Sighting? Read(LogLine line);
}
