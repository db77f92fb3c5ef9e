// nginx: its error log, and its access log in a format that has the upstream variables.
import { join } from 'node:path'
import { ask, freePort, listening, manner, scratch, scrub, start, stop, Tail, version, write, sleep } from './stage.mjs'

const access = `'$remote_addr - [$time_local] "$request" $status $body_bytes_sent rt=$request_time ua="$upstream_addr" us="$upstream_status" uct="$upstream_connect_time" uht="$upstream_header_time" urt="$upstream_response_time" ubr="$upstream_bytes_received"'`

export async function record(lab) {
  const folder = scratch('nginx')
  const [port, dead] = [await freePort(), await freePort()]
  write(folder, 'tmp/empty', '')
  write(folder, 'nginx.conf', configuration(folder, lab, port, dead))
  const nginx = start(folder, 'nginx', 'nginx', ['-p', folder, '-c', join(folder, 'nginx.conf'), '-e', join(folder, 'error.log'), '-g', 'daemon off;'])
  await listening(port, nginx)
  const about = { system: 'nginx', version: version('nginx', '-v', /nginx\/([\d.]+)/) }
  const logs = { error: new Tail(join(folder, 'error.log')), access: new Tail(join(folder, 'access.log')), plain: new Tail(join(folder, 'plain.log')) }
  const lines = []

  const play = async (fault, cause, path, how = {}) => {
    await Promise.all(Object.values(logs).map(log => log.more(60)))
    if (how.first) await ask(port, { path, fields: { Connection: 'close' } })
    const answer = await ask(port, { path, ...how })
    const told = { error: await logs.error.more(), access: await logs.access.more(60), plain: await logs.plain.more(60) }
    const of = (system, line, expected) => lines.push({ ...about, system, fault, expected_cause: expected, client_status: answer.status || null, line: scrub(line, [[folder, '/srv/nginx']]) })
    // A notice of its own state is no failure, and a response that passed has no line.
    told.error.filter(line => /\[(error|crit|alert|warn|info)\]/.test(line) && !/buffered to a temporary file|keepalive connection|client .* closed keepalive|while waiting for request|SSL renegotiation/.test(line)).forEach(line => of('nginx', line, cause))
    const failed = (answer.status >= 500 && answer.status < 600) || answer.status === 0 || how.leave
    if (failed && told.access.length > 0) of('nginx-access-custom', told.access.at(-1), cause)
    if (answer.status >= 500 && answer.status < 600 && told.plain.length > 0) of('nginx-access-combined', told.plain.at(-1), 'undetermined')
  }

  for (const fault of lab.faults) {
    await play(fault.name, fault.cause, fault.path, manner(fault.name))
  }

  for (const [protocol, names] of [['uwsgi', others], ['grpc', others]]) {
    for (const name of names) await play(`${protocol}:${name}`, lab.named(name).cause, `/${protocol}${lab.named(name).path}`)
  }

  await play('group-of-dead-servers', 'connect-refused', '/group/')
  await play('group-of-dead-servers', 'no-healthy-upstream', '/group/again')
  await play('no-resolver', 'gateway-misconfigured', '/noresolver/')
  await play('planned-503', 'gateway-configured-response', '/planned/')
  await play('authentication-service-down', 'policy-service-unavailable', '/guarded/')
  for (let i = 0; i < 3; i++) await play(i === 0 ? 'rate-limit-first' : 'rate-limit', i === 0 ? null : 'rate-limited', '/limited/')
  await play('visitor-leaves', 'client-aborted', lab.named('response-timeout').path, { leave: 300 })
  await sleep(1500)
  await stop(nginx)
  return lines.filter(one => one.expected_cause !== null)
}

const others = ['connect-refused', 'connect-timeout', 'upstream-closed-before-response', 'upstream-reset', 'response-timeout']

function configuration(folder, lab, port, dead) {
  const pass = fault => {
    const url = fault.urls[0]
    if (url.startsWith('fastcgi')) {
      const to = url.startsWith('fastcgi+unix:') ? url.slice('fastcgi+'.length) : url.slice('fastcgi://'.length)
      return `location = ${fault.path} { fastcgi_pass ${to}; }`
    }
    const upgrade = fault.name.startsWith('upgrade-failed-') ? 'proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection upgrade;' : ''
    const keep = fault.name.startsWith('keepalive-race')
    const to = url.startsWith('http+unix:') ? `http://unix:${url.slice('http+unix:'.length)}:` : fault.cause.startsWith('dns-') ? `http://$name_${fault.id}` : keep ? `http://keep_${fault.id}` : url
    const set = fault.cause.startsWith('dns-') ? `set $name_${fault.id} ${new URL(url).host};` : ''
    const verify = fault.cause.startsWith('tls-certificate') ? `proxy_ssl_verify on; proxy_ssl_trusted_certificate ${lab.ca_file}; proxy_ssl_verify_depth 3;` : ''
    return `location = ${fault.path} { ${set} ${upgrade} ${verify} proxy_pass ${to}; }`
  }
  const kept = lab.faults.filter(fault => fault.name.startsWith('keepalive-race')).map(fault => `upstream keep_${fault.id} { server ${new URL(fault.urls[0]).host}; keepalive 4; }`)
  const other = protocol => others.map(name => `location = /${protocol}${lab.named(name).path} { ${protocol}_pass ${protocol === 'grpc' ? 'grpc://' : ''}${new URL(lab.named(name).urls[0]).host}; }`)
  const times = ['proxy', 'fastcgi', 'uwsgi', 'grpc'].map(one => `${one}_connect_timeout 1s; ${one}_read_timeout 1s; ${one}_send_timeout 1s;`).join(' ')
  return `
user www-data;
worker_processes 1;
pid nginx.pid;
error_log ${join(folder, 'error.log')} info;
events { worker_connections 512; }
http {
  log_format upstream ${access};
  access_log ${join(folder, 'access.log')} upstream;
  access_log ${join(folder, 'plain.log')} combined;
  client_body_temp_path tmp/body; proxy_temp_path tmp/proxy; fastcgi_temp_path tmp/fastcgi; uwsgi_temp_path tmp/uwsgi; scgi_temp_path tmp/scgi;
  client_max_body_size 0;
  resolver ${lab.resolver} ipv6=off; resolver_timeout 1s;
  limit_req_zone $binary_remote_addr zone=one:1m rate=1r/m;
  ${kept.join('\n  ')}
  upstream group { server 127.0.0.1:${dead} fail_timeout=60s; server 127.0.0.1:${dead + 1 > 65535 ? dead - 1 : dead + 1} fail_timeout=60s; }
  server {
    listen 127.0.0.1:${port};
    server_name shop.example;
    ${times}
    proxy_http_version 1.1; proxy_set_header Connection ""; proxy_ssl_server_name on; proxy_ssl_session_reuse off;
    proxy_request_buffering off; proxy_next_upstream off;
    include /etc/nginx/fastcgi_params; fastcgi_param SCRIPT_FILENAME /srv/app/index.php; fastcgi_next_upstream off;
    ${lab.faults.map(pass).join('\n    ')}
    ${other('uwsgi').join('\n    ')}
    ${other('grpc').join('\n    ')}
    location /group/ { proxy_next_upstream error timeout; proxy_pass http://group; }
    location /planned/ { return 503; }
    location /limited/ { limit_req zone=one; limit_req_status 503; proxy_pass http://127.0.0.1:${dead}; }
    location /guarded/ { auth_request /auth; proxy_pass http://127.0.0.1:${dead}; }
    location = /auth { internal; return 502; }
  }
  server { listen 127.0.0.1:${port}; server_name other.example; }
}
`
}
