namespace Goodgate.Lab;

/// <summary>The lab cannot be set up as asked. The message says what, where, what was expected and what to do next.</summary>
public sealed class LabException : Exception
{
    public LabException()
    {
    }

    public LabException(string message)
        : base(message)
    {
    }

    public LabException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
