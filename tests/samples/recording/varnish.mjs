// Varnish: what varnishlog says of each transaction, and varnishncsa.
import { join } from 'node:path'
import { ask, freePort, listening, manner, scratch, scrub, sleep, start, stop, Tail, version, write } from './stage.mjs'

export async function record(lab) {
  const folder = scratch('varnish')
  const [port, dead] = [await freePort(), await freePort()]
  write(folder, 'default.vcl', configuration(lab, dead))
  const work = join(folder, 'work')
  const varnish = start(folder, 'varnishd', 'varnishd', ['-F', '-n', work, '-a', `127.0.0.1:${port}`, '-f', join(folder, 'default.vcl'), '-s', 'malloc,16m', '-j', 'none', '-p', 'vcc_allow_inline_c=off', '-p', 'thread_pool_min=10', '-p', 'thread_pools=1'])
  await listening(port, varnish, 40)
  const logger = start(folder, 'varnishlog', 'varnishlog', ['-n', work, '-g', 'request', '-t', '10'])
  const ncsa = start(folder, 'varnishncsa', 'varnishncsa', ['-n', work, '-t', '10'])
  await sleep(1500)
  const about = { version: version('varnishd', '-V', /varnish-([\d.]+)/) }
  const logs = { log: new Tail(logger.log), ncsa: new Tail(ncsa.log) }
  const lines = []
  const play = async (fault, cause, path, how = {}) => {
    await logs.log.more(60)
    await logs.ncsa.more(60)
    if (how.first) await ask(port, { path })
    const answer = await ask(port, { path, ...how })
    const told = (await logs.log.more(400)).map(line => scrub(line, [[folder, '/srv/varnish']]))
    const reasons = told.filter(line => /^-+\s+(FetchError|Error|BogoHeader|HttpGarbage)\s/.test(line))
    reasons.forEach(line => lines.push({ system: 'varnish', ...about, fault, expected_cause: cause, client_status: answer.status || null, line, context_lines: told.filter(other => other !== line && /^\*|^-+\s+(Begin|BereqURL|BerespStatus|RespStatus|BackendOpen|FetchError|Error|VCL_return|Timestamp)/.test(other)).slice(0, 24) }))
    const access = (await logs.ncsa.more(200)).at(-1)
    if (access && answer.status >= 500) lines.push({ system: 'varnishncsa', ...about, fault, expected_cause: 'undetermined', client_status: answer.status, line: access })
  }

  for (const fault of played(lab)) await play(fault.name, fault.cause, fault.path, manner(fault.name))
  await sleep(2500)
  await play('probe-fails', 'no-healthy-upstream', '/sick/')
  await play('backend-full', 'upstream-connection-limit', '/full/', {})
  const holding = ask(port, { path: '/full/1' })
  await sleep(200)
  await play('backend-full', 'upstream-connection-limit', '/full/2')
  await holding
  await play('planned-503', 'gateway-configured-response', '/planned/')
  await stop(logger)
  await stop(ncsa)
  await stop(varnish)
  return lines
}

// It knows no TLS, FastCGI or names towards servers.
const played = lab => lab.faults.filter(fault => /^http(:|\+unix:)/.test(fault.urls[0]) && !fault.cause.startsWith('dns-') && !fault.urls[0].includes('255.255')
  // A socket has to be there when the settings are read; and its process here may open any.
  && !['socket-missing', 'socket-permission-denied'].includes(fault.cause))

function configuration(lab, dead) {
  const backend = fault => {
    const socket = fault.urls[0].match(/\+unix:(.*)/)?.[1]
    const at = socket ? null : new URL(fault.urls[0])
    return `backend ${fault.id} { ${socket ? `.path = "${socket}";` : `.host = "${at.hostname}"; .port = "${at.port}";`} .connect_timeout = 1s; .first_byte_timeout = 1s; .between_bytes_timeout = 1s; }`
  }
  const usable = played(lab)
  const silent = new URL(lab.named('response-timeout').urls[0])
  return `vcl 4.1;
${usable.map(backend).join('\n')}
backend sick { .host = "127.0.0.1"; .port = "${dead}"; .probe = { .url = "/health"; .interval = 300ms; .window = 2; .threshold = 2; .initial = 0; .timeout = 300ms; } }
backend full { .host = "${silent.hostname}"; .port = "${silent.port}"; .max_connections = 1; .first_byte_timeout = 2s; }
sub vcl_recv {
  set req.backend_hint = sick;
  if (req.url ~ "^/planned/") { return (synth(503, "Back at noon")); }
  if (req.url ~ "^/full/") { set req.backend_hint = full; return (pass); }
${usable.map(fault => `  if (req.url == "${fault.path}") { set req.backend_hint = ${fault.id}; return (pass); }`).join('\n')}
  return (pass);
}
`
}
