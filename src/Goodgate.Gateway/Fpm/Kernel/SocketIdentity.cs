namespace Goodgate.Gateway.Fpm.Kernel;

/// <summary>Which file a path is, by inode and device: the same socket may be reached by many paths (/var/run is /run).</summary>
/// <param name="Inode">The low 32 bits: sock_diag tells no more.</param>
/// <param name="Device">As the kernel numbers it: major &lt;&lt; 20 | minor (linux/kdev_t.h, MKDEV).</param>
internal sealed record SocketIdentity(uint Inode, uint Device);
