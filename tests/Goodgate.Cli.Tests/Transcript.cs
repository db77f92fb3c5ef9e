using System.Text;

namespace Goodgate.Cli.Tests;

/// <summary>What a screen was told, line by line; lines can be waited for.</summary>
internal sealed class Transcript : TextWriter
{
    // Only ever reached by a test that fails.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Lock _lock = new();
    private readonly StringBuilder _text = new();
    private readonly List<(Func<string, bool> Wanted, TaskCompletionSource<string> Found)> _waiting = [];
    private readonly StringBuilder _line = new();

    public override Encoding Encoding => Encoding.UTF8;

    public string[] Lines => ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public override void Write(char value)
    {
        lock (_lock)
        {
            _text.Append(value);
            if (value != '\n')
            {
                _line.Append(value);
                return;
            }

            var line = _line.ToString();
            _line.Clear();
            foreach (var (_, found) in _waiting.Where(one => one.Wanted(line)))
            {
                found.TrySetResult(line);
            }
        }
    }

    public override void Write(string? value)
    {
        foreach (var c in value ?? "")
        {
            Write(c);
        }
    }

    public override void WriteLine(string? value) => Write(value + "\n");

    public override void WriteLine() => Write('\n');

    /// <summary>The first line, told already or yet to come, that contains a text.</summary>
    public Task<string> LineWithAsync(string text)
    {
        lock (_lock)
        {
            if (Lines.FirstOrDefault(line => line.Contains(text, StringComparison.Ordinal)) is { } known)
            {
                return Task.FromResult(known);
            }

            var found = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((line => line.Contains(text, StringComparison.Ordinal), found));
            return WaitAsync(found.Task, text);
        }
    }

    public override string ToString()
    {
        lock (_lock)
        {
            return _text.ToString();
        }
    }

    private async Task<string> WaitAsync(Task<string> line, string text)
    {
        try
        {
            return await line.WaitAsync(Patience);
        }
        catch (TimeoutException e)
        {
            throw new InvalidOperationException($"no line with \"{text}\" came; the last that came:\n{string.Join('\n', Lines.TakeLast(40))}", e);
        }
    }
}
