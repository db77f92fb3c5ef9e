using Goodgate.Gateway.Fpm.Files;
using Goodgate.Gateway.Upstreams.UnixSockets;
using Goodgate.Verdicts.Judging;

namespace Goodgate.Gateway.Fpm.Access;

/// <summary>Why FPM's socket cannot be connected to, and what to change in its pool: one sentence. Text is escaped for a terminal.</summary>
public static class SocketAccess
{
    private const int Longest = 400;

    /// <summary>After ENOENT: is it the folder that is missing, or the socket; and which sockets are there?</summary>
    public static string WhyMissing(string path)
    {
        if (File.Exists(path) && !SocketEvidence.IsSocket(path))
        {
            return $"{FpmWords.Shown(path)} is a file and no socket";
        }

        var instead = SocketEvidence.Instead(path);
        var makes = instead.StartsWith("in ", StringComparison.Ordinal) ? "" : ". FPM makes the socket when it starts: it does not run, or its listen is another";
        return $"there is no socket {FpmWords.Shown(path)}; there {(instead.StartsWith("no folder", StringComparison.Ordinal) ? "is" : "are")} {Evidence.Printable(instead, Longest)}{makes}";
    }

    /// <summary>After EACCES: which folder may not be entered, or whose the socket is, against who we are.</summary>
    /// <param name="path">The socket.</param>
    /// <param name="caller">Who was denied.</param>
    public static string WhyDenied(string path, Caller caller)
    {
        var denied = SocketEvidence.Denied(path, caller);
        var says = Evidence.Printable(denied.Says, Longest);
        var names = new AccountNames();
        var user = names.User(caller.User);
        return denied.Group is not { } group ? says
            : $"{says}: set listen.group = {(caller.Groups.Count > 0 ? names.Group(caller.Groups[0]) : user)} and listen.mode = 0660{(group == "root" ? "" : $", or put {user} into the group {group}")}";
    }
}
