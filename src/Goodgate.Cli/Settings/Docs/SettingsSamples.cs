namespace Goodgate.Cli.Settings.Docs;

/// <summary>Text and files of the manual page that no table holds. Every YAML block here is read by a test.</summary>
public static class SettingsSamples
{
    internal const string Introduction =
        """
        # Settings

        One YAML file tells the gateway everything. It is read strictly: an unknown key, a wrong type, a value out of range or a
        name that leads nowhere is an error with line, column, what was expected and what was probably meant; all errors are shown
        at once, and a file with errors never replaces a good one. Editors complete and check it with
        [settings.schema.json](settings.schema.json); put this on the first line:

        ```yaml
        # yaml-language-server: $schema=settings.schema.json
        to: http://127.0.0.1:3000
        ```

        That is a whole file: one upstream and one site for all hosts, on `http://127.0.0.1:8080`. The same in full:

        ```yaml
        upstreams:
          app:
            servers: [http://127.0.0.1:3000]
        sites:
          app:
            hosts: ["*"]
            upstream: app
        ```

        ## How values are written

        | kind | forms |
        |---|---|
        | duration | `500ms`, `2s`, `5m`, `1h`, `1m30s`; a number without unit is refused |
        | rate | `5/s`, `10/min`, `100/h` |
        | size | `512B`, `64KiB`, `1MiB`, `2GiB` or plain bytes; `k` and `KB` mean different things to different people and are refused |
        | flag | `true` or `false` |
        | environment | `${NAME}`, or `${NAME:-default}` when NAME may be unset or empty; `$$` is a dollar sign. In values only, and quoted inside `[ ]` and `{ }` |
        | secret | `token_file` and `password_file` name a file with the secret (at most 64 KiB, one newline at its end is cut); secrets are shown as `***` |
        | file | relative paths count from the directory of the settings file |
        | star | `"*"` and `"*.example.com"` need quotes, or YAML takes them for aliases |

        ## Reload

        SIGHUP reads the file again. All of it comes into force at once, or none of it: a file with errors, a port that is taken or a log that
        cannot be opened leaves everything as it was, and the reason is said. Requests under way keep the settings they began with; an upstream that
        did not change keeps its connections, and the limit of a route what it remembers of clients. New listeners open before old ones close, and connections that came in on those go on; `client` counts for
        requests that begin then, and of HTTP/2 for connections that do. A new `otlp_endpoint` gets counts that begin at zero; the old one gets what was left to send.

        ## What is not read

        Anchors and aliases, tags, several documents in one file, files over 1 MiB or nested deeper than 32 levels.

        """ + "\n";

    /// <summary>A file with most keys, as a start for one's own.</summary>
    public const string Full =
        """
        listen:
          - http://127.0.0.1:8080
          - url: https://0.0.0.0:8443
            certificates:
              - cert: /etc/goodgate/fullchain.pem
                key: /etc/goodgate/key.pem

        upstreams:
          app:
            servers:
              - http://127.0.0.1:3000
              - http://127.0.0.1:3001
            timeouts:
              connect: 2s
              first_byte: 60s
              upgrade_idle: 1h
            pool:
              idle_timeout: 4s
            retries: 2
            lenient: [bare-lf]
          shop:
            servers: [https://shop.internal]
            tls:
              verify: true
              ca: /etc/goodgate/internal-ca.pem

        sites:
          example:
            hosts: [example.com, "*.example.com"]
            error_pages: /etc/goodgate/pages
            status_page: https://status.example.com
            cache: { mode: on, ttl: 1m, stale_if_error: 24h, bypass_cookies: ["session_*"] }
            routes:
              - upstream: app
              - path: /api/*
                methods: [GET, HEAD]
                upstream: app
                cache: off
              - path: /login
                methods: [POST]
                upstream: app
                rate: { requests: 10/min, burst: 5 }
              - path: /old
                redirect: { to: "https://{host}/new", status: 308 }
              - path: /down/*
                respond: { status: 503, body: "Back at noon.", retry_after: 30m }
          shop:
            hosts: [shop.example.net]
            upstream: shop

        trusted_proxies: [10.0.0.0/8]

        admin:
          listen: 127.0.0.1:9502
          token: ${GOODGATE_ADMIN_TOKEN:-only-for-this-machine}

        access_log:
          path: "-"
          format: json

        data: /var/lib/goodgate

        cache:
          memory: 64MiB
          max_entry: 64MiB

        client:
          max_head: 32KiB
          keep_alive: 75s
          max_body: 0
          max_connections: 0
          max_connections_per_address: 0
          max_handshakes: 1024

        drain_timeout: 25s

        """;
}
