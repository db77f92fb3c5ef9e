using Goodgate.Cli.Importing.Logged;
using Goodgate.Cli.Importing.Reading;
using Goodgate.Cli.Showing;

namespace Goodgate.Cli.Importing.Nginx.Rules;

/// <summary>Room for the head of an answer: what is set, and what the logs say did not fit.</summary>
internal static class HeadRules
{
    // One page of memory: nginx's default, and the most that is called small.
    private const long Page = 4096;

    // Cookies of a shop with a few plugins stay below; twice as much as did not fit where that is more.
    private const long Roomy = 16 * 1024;

    public static readonly IReadOnlyList<ImportRule<NginxConfig>> All =
    [
        new("header-buffer-small", "answers whose head (cookies above all) is larger are a 502: \"upstream sent too big header\"", ["response-header-too-large"], config =>
            Logged(config).Concat(Small(config)).DistinctBy(fault => fault.Place)),
    ];

    // What is written on purpose should not be less than what cookies need.
    private static IEnumerable<Fault> Small(NginxConfig config) => config.All
        .Where(one => one.Name is "proxy_buffer_size" or "fastcgi_buffer_size" or "uwsgi_buffer_size" or "grpc_buffer_size" && Spans.Size(one.Argument(0)) is <= Page)
        .Select(one => new Fault(one, one.ToString(), $"{one.Name} 16k;"));

    // nginx does not log how large a head was: only that the buffer was full before its end.
    private static IEnumerable<Fault> Logged(NginxConfig config)
    {
        foreach (var group in config.HeadsTooLarge.SelectMany(head => Of(head, config).Select(pass => (Head: head, Pass: pass))).GroupBy(one => one.Pass.Setting("buffer_size") ?? one.Pass.Directive))
        {
            var (first, pass) = group.First();
            var set = pass.Setting("buffer_size");
            var size = (set is null ? null : Spans.Size(set.Argument(0))) ?? Page;
            var better = Math.Max(Roomy, 2 * size) >> 10;
            var (name, count) = ($"{pass.Protocol}_buffer_size", group.Select(one => one.Head).Distinct().Sum(head => head.Count));
            var where = first.Peer is { } peer ? $"of {peer} " : "";
            yield return new Fault(
                set ?? pass.Directive,
                $"{(set is null ? $"{pass.Directive} with {name} at its default of {size >> 10}k" : set.ToString())}: {Words.Count(count, "head")} {where}did not fit ({first.Log}:{first.Line}); how large they were nginx does not log",
                $"{name} {better}k; {pass.Protocol}_buffers 8 {better}k; {pass.Protocol}_busy_buffers_size {2 * better}k;");
        }
    }

    // Those that ask the server of the log line; where an address was looked up, those of the host; else all.
    private static List<NginxPass> Of(LoggedHead head, NginxConfig config)
    {
        var passes = config.Passes.Where(pass => pass.Protocol is "proxy" or "fastcgi" or "uwsgi" or "scgi" && pass.Server is not null).ToList();
        var asked = passes.FindAll(pass => pass.Servers.Any(server => IsOf(server, head.Peer)));
        if (asked.Count == 0)
        {
            asked = passes;
        }

        var host = head.Host?.Split(':')[0];
        var own = asked.FindAll(pass => pass.Server!.Last("server_name")?.Arguments.Any(name => name.Text.Equals(host, StringComparison.OrdinalIgnoreCase)) == true);
        return own.Count > 0 ? own : asked;
    }

    private static bool IsOf(Target server, string? peer) => peer is not null
        && (server.Socket is { } socket ? peer == $"unix:{socket}" : peer == server.Authority || peer == $"{server.Authority}:{(server.Scheme == "https" ? 443 : 80)}");
}
