using System.ComponentModel;
using System.Diagnostics;

namespace Goodgate.Logs.Reading;

/// <summary>Decompresses through the system's own tool: bytes in at its standard input, bytes out at its standard output.</summary>
internal sealed class ToolStream : ForwardStream
{
    private readonly string _tool;
    private readonly Process _process;
    private readonly Stream _source;
    private readonly Task _feeding;

    /// <exception cref="IOException">The tool is not there.</exception>
    public ToolStream(string tool, Stream source)
    {
        _tool = tool;
        _source = source;
        try
        {
            _process = Process.Start(new ProcessStartInfo(tool, "-dc") { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
        }
        catch (Win32Exception e)
        {
            source.Dispose();
            throw new IOException($"compressed with {tool}, which is not installed here (apt-get install {(tool == "xz" ? "xz-utils" : tool)})", e);
        }

        _process.ErrorDataReceived += static (_, _) => { };
        _process.BeginErrorReadLine();
        _feeding = Task.Run(Feed);
    }

    public override int Read(Span<byte> buffer)
    {
        var count = _process.StandardOutput.BaseStream.Read(buffer);
        if (count == 0 && buffer.Length > 0)
        {
            _process.WaitForExit();
            if (_process.ExitCode != 0)
            {
                throw new InvalidDataException($"{_tool} could not read all of it: the file is cut or damaged");
            }
        }

        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _feeding.Wait();
        _process.Dispose();
        _source.Dispose();
        base.Dispose(disposing);
    }

    private void Feed()
    {
        try
        {
            _source.CopyTo(_process.StandardInput.BaseStream);
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // The tool has ended: its exit code tells why.
        }
    }
}
