using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Goodgate.Gateway.Sockets;

/// <summary>
/// The number of a Unix socket that no <see cref="System.Net.Sockets.Socket"/> knows of: that one asks and sets the mode of blocking, and is some hundreds of bytes
/// with a finalizer, for each request to PHP-FPM.
/// </summary>
internal sealed class UnixDescriptor : SafeHandleMinusOneIsInvalid
{
    public UnixDescriptor(int descriptor)
        : base(ownsHandle: true) => SetHandle(descriptor);

    [DllImport("libc", EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int CloseDescriptor(nint descriptor);

    protected override bool ReleaseHandle() => CloseDescriptor(handle) == 0;
}
