using System.Text;
using System.Text.Json;
using Goodgate.Cli.Importing.Reading;
using Goodgate.Cli.Settings;

namespace Goodgate.Cli.Importing.Caddy;

/// <summary>Reads Caddy's JSON into the tree a Caddyfile would give: sites with their reverse proxies.</summary>
internal sealed class CaddyJson(FileSet files, Directive root)
{
    public static void Read(string text, FileSet files, Directive root)
    {
        try
        {
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = Bounds.Depth, AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
            new CaddyJson(files, root).Read(document.RootElement);
        }
        catch (JsonException bad)
        {
            throw new UnreadableConfig(new SettingsPlace(files.Main, (int)(bad.LineNumber ?? 0) + 1, (int)(bad.BytePositionInLine ?? 0) + 1), "this is no JSON", "JSON as Caddy's \"caddy adapt\" prints it, or a Caddyfile");
        }
        catch (InvalidOperationException)
        {
            throw new UnreadableConfig(new SettingsPlace(files.Main, 1, 1), "JSON of another shape", "apps.http.servers with routes, as Caddy has them");
        }
        catch (DecoderFallbackException)
        {
            throw new UnreadableConfig(new SettingsPlace(files.Main, 1, 1), "text with broken characters", "UTF-8");
        }
    }

    private void Read(JsonElement top)
    {
        if (!top.TryGetProperty("apps", out var apps) || !apps.TryGetProperty("http", out var http) || !http.TryGetProperty("servers", out var servers))
        {
            throw new UnreadableConfig(new SettingsPlace(files.Main, 1, 1), "no apps.http.servers in it", "Caddy's JSON");
        }

        foreach (var server in servers.EnumerateObject())
        {
            var site = Block(root, Listen(server.Value));
            Routes(server.Value, site, depth: 0);
        }
    }

    private static string[] Listen(JsonElement server) =>
        server.TryGetProperty("listen", out var listen) ? [.. listen.EnumerateArray().Select(one => one.GetString() ?? "").Where(one => one.Length > 0).DefaultIfEmpty(":80")] : [":80"];

    private void Routes(JsonElement holder, Directive into, int depth)
    {
        if (depth > Bounds.Includes || !holder.TryGetProperty("routes", out var routes))
        {
            return;
        }

        foreach (var route in routes.EnumerateArray())
        {
            var at = Matched(route, into);
            foreach (var handler in route.TryGetProperty("handle", out var handle) ? handle.EnumerateArray() : default)
            {
                switch (handler.TryGetProperty("handler", out var name) ? name.GetString() : null)
                {
                    case "reverse_proxy":
                        Proxy(handler, at);
                        break;
                    case "subroute":
                        Routes(handler, at, depth + 1);
                        break;
                    case { } other:
                        Line(at, "json:" + other);
                        break;
                }
            }
        }
    }

    private Directive Matched(JsonElement route, Directive into)
    {
        if (!route.TryGetProperty("match", out var match) || match.GetArrayLength() == 0)
        {
            return into;
        }

        var first = match[0];
        if (first.TryGetProperty("host", out var hosts) && into.Parent == root)
        {
            return Block(root, [.. hosts.EnumerateArray().Select(one => one.GetString() ?? "")]);
        }

        return first.TryGetProperty("path", out var paths) ? Block(into, ["handle", .. paths.EnumerateArray().Take(1).Select(one => one.GetString() ?? "")]) : into;
    }

    private void Proxy(JsonElement handler, Directive at)
    {
        var dials = handler.TryGetProperty("upstreams", out var upstreams) ? upstreams.EnumerateArray().Select(one => one.TryGetProperty("dial", out var dial) ? dial.GetString() ?? "" : "").Where(dial => dial.Length > 0).ToList() : [];
        var tls = handler.TryGetProperty("transport", out var transport) && transport.TryGetProperty("tls", out _);
        var proxy = Block(at, ["reverse_proxy", .. dials.Select(dial => tls ? "https://" + dial : dial)]);
        if (transport.ValueKind == JsonValueKind.Object)
        {
            var inner = Block(proxy, ["transport", transport.TryGetProperty("protocol", out var protocol) ? protocol.GetString() ?? "http" : "http"]);
            foreach (var one in transport.EnumerateObject().Where(one => one.Value.ValueKind is JsonValueKind.String or JsonValueKind.Number && one.Name != "protocol"))
            {
                Line(inner, one.Name, Text(one.Value));
            }

            if (transport.TryGetProperty("keep_alive", out var keep) && keep.TryGetProperty("idle_timeout", out var idle))
            {
                Line(inner, "keepalive", Text(idle));
            }
        }

        if (handler.TryGetProperty("load_balancing", out var balancing) && balancing.TryGetProperty("try_duration", out var time))
        {
            Line(proxy, "lb_try_duration", Text(time));
        }

        if (handler.TryGetProperty("health_checks", out var health) && health.TryGetProperty("passive", out var passive) && passive.TryGetProperty("fail_duration", out var fail))
        {
            Line(proxy, "fail_duration", Text(fail));
        }
    }

    // Times are nanoseconds where they are numbers.
    private static string Text(JsonElement value) => value.ValueKind == JsonValueKind.Number ? $"{value.GetRawText()}ns" : value.GetString() ?? "";

    private Directive Block(Directive at, params string[] words)
    {
        var block = new Directive(Words(words), at, isBlock: true);
        files.Took(block.Place);
        at.Inner.Add(block);
        return block;
    }

    private void Line(Directive at, params string[] words)
    {
        files.Took(at.Place);
        at.Inner.Add(new Directive(Words(words), at));
    }

    // The parser for JSON does not tell places: the file alone is named.
    private Word[] Words(string[] words) => [.. words.Select(word => new Word(word, new SettingsPlace(files.Main, 0, 1)))];
}
