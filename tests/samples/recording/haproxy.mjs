// HAProxy: its HTTP log with termination states, its health lines.
import { join } from 'node:path'
import { ask, freePort, listening, manner, scratch, scrub, sleep, start, stop, Tail, version, write } from './stage.mjs'

export async function record(lab) {
  const folder = scratch('haproxy')
  const [port, dead] = [await freePort(), await freePort()]
  write(folder, 'haproxy.cfg', configuration(lab, port, dead))
  const haproxy = start(folder, 'haproxy', 'haproxy', ['-db', '-f', join(folder, 'haproxy.cfg')])
  await listening(port, haproxy)
  const about = { system: 'haproxy', version: version('haproxy', '-v', /version ([\d.]+)/) }
  const log = new Tail(haproxy.log)
  const lines = []
  const add = (line, fault, cause, status) => lines.push({ ...about, fault, expected_cause: cause, client_status: status || null, line: scrub(line, [[folder, '/srv/haproxy']]) })
  const play = async (fault, cause, path, how = {}) => {
    await log.more(60)
    if (how.first) await ask(port, { path })
    const answer = await ask(port, { path, ...how })
    const told = await log.more(120)
    const line = told.findLast(one => one.includes(` ${path} HTTP/`))
    const passed = line && /" *$/.test(line) && / -- | ---- /.test(line) && answer.status < 500
    if (line && !passed) add(line, fault, cause, answer.status)
  }

  // At the start the checks of the dead servers fail: lines without a request.
  await sleep(2500)
  const first = await log.more()
  first.filter(line => /is DOWN/.test(line)).forEach(line => add(line, 'health-check-fails', /Layer7/.test(line) ? 'upstream-sent-error' : /timeout/.test(line) ? 'connect-timeout' : 'connect-refused', null))
  first.filter(line => /no server available/.test(line)).forEach(line => add(line, 'all-servers-down', 'no-healthy-upstream', null))

  for (const fault of lab.faults.filter(fault => !fault.urls[0].startsWith('fastcgi'))) {
    await play(fault.name, fault.cause, fault.path, manner(fault.name))
  }

  await play('all-servers-down', 'no-healthy-upstream', '/down/1')
  await play('backend-without-servers', 'no-upstream-configured', '/nobody/1')
  await play('planned-503', 'gateway-configured-response', '/planned/1')
  await play('refused-403', 'gateway-configured-response', '/denied/1')
  await play('too-fast', 'rate-limited', '/limited/1')
  await play('too-fast', 'rate-limited', '/limited/2')
  const slow = lab.named('response-timeout').path
  const holding = ask(port, { path: `/busy${slow}` })
  await sleep(200)
  await play('all-places-taken', 'upstream-connection-limit', `/busy/again`)
  await holding
  await play('visitor-leaves', 'client-aborted', slow, { leave: 300 })
  await stop(haproxy)
  return lines
}

function configuration(lab, port, dead) {
  const backend = fault => {
    const url = fault.urls[0]
    const socket = url.startsWith('http+unix:') ? `unix@${url.slice('http+unix:'.length)}` : null
    const tls = url.startsWith('https') ? ` ssl ${fault.cause.startsWith('tls-certificate') ? `verify required ca-file ${lab.ca_file} verifyhost 127.0.0.1` : 'verify none'} sni str(shop.example)` : ''
    const address = socket ?? new URL(url.replace(/^http:\/\/([^:/]+)$/, 'http://$1:80')).host
    const dns = fault.cause.startsWith('dns-') ? ' resolvers lab init-addr none check' : ''
    return `backend ${fault.id}\n  server s1 ${address.includes(':') || socket ? address : `${address}:80`}${tls}${dns}`
  }
  return `
global
  log stdout format raw local0
  maxconn 500
  ${process.getuid() === 0 ? 'user www-data\n  group www-data' : ''}
defaults
  mode http
  log global
  option httplog
  option dontlognull
  retries 0
  timeout connect 1s
  timeout client 5s
  timeout server 1s
  timeout queue 500ms
resolvers lab
  nameserver ns1 ${lab.resolver}
  timeout resolve 300ms
  timeout retry 300ms
  resolve_retries 1
frontend web
  bind 127.0.0.1:${port}
  stick-table type ip size 1k expire 60s store http_req_rate(60s)
  acl limited path_beg /limited/
  http-request track-sc0 src if limited
  http-request deny deny_status 429 if limited { sc_http_req_rate(0) gt 0 }
  http-request deny deny_status 503 if { path_beg /planned/ }
  http-request deny if { path_beg /denied/ }
  use_backend busy if { path_beg /busy/ }
  use_backend down if { path_beg /down/ }
  use_backend nobody if { path_beg /nobody/ }
${lab.faults.filter(fault => !fault.urls[0].startsWith('fastcgi')).map(fault => `  use_backend ${fault.id} if { path ${fault.path} }`).join('\n')}
backend down
  server s1 127.0.0.1:${dead} check inter 300ms fall 2
  server s2 ${new URL(lab.named('connect-timeout').urls[0]).host} check inter 500ms fall 1
backend sick
  option httpchk GET /health
  server s1 ${new URL(lab.named('upstream-sent-error').urls[0]).host} check inter 300ms fall 2
  server s2 ${new URL(lab.named('malformed-status-line').urls[0]).host} check inter 300ms fall 2
backend nobody
  http-request set-header X-Nobody 1
backend busy
  server s1 ${new URL(lab.named('response-timeout').urls[0]).host} maxconn 1
${lab.faults.filter(fault => !fault.urls[0].startsWith('fastcgi')).map(backend).join('\n')}
`
}
