// Caddy: the JSON lines of its error and access loggers.
import { join } from 'node:path'
import { ask, freePort, listening, manner, scratch, scrub, sleep, start, stop, Tail, unprivileged, version, write } from './stage.mjs'

export async function record(lab) {
  const folder = scratch('caddy')
  const [port, dead] = [await freePort(), await freePort()]
  write(folder, 'Caddyfile', configuration(lab, port, dead))
  const caddy = start(folder, 'caddy', ...unprivileged('caddy', ['run', '--config', join(folder, 'Caddyfile')]), { env: { HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder } })
  await listening(port, caddy)
  const about = { system: 'caddy', version: version('caddy', 'version', /v?([\d.]+)/) }
  const log = new Tail(caddy.log)
  const lines = []
  const play = async (fault, cause, path, how = {}) => {
    await log.more(60)
    if (how.first) await ask(port, { path })
    const answer = await ask(port, { path, ...how })
    for (const line of await log.more(200)) {
      let told
      try {
        told = JSON.parse(line)
      } catch {
        continue
      }

      const isFailure = told.level === 'error' || told.level === 'warn' || told.status >= 500 || /aborting with incomplete/.test(told.msg ?? '')
      const isAccess = /handled request/.test(told.msg ?? '') && (told.logger ?? '').includes('access')
      if (!isFailure || /failed to set (read|write) deadline/.test(told.msg ?? '')) continue
      lines.push({ ...about, system: isAccess ? 'caddy-access' : 'caddy', fault, expected_cause: isAccess ? 'undetermined' : cause, client_status: answer.status || null, line: scrub(line, [[folder, '/srv/caddy']]) })
    }
  }

  for (const fault of lab.faults.filter(fault => !fault.cause.startsWith('dns-server') && fault.cause !== 'dns-timeout')) await play(fault.name, fault.cause, fault.path, manner(fault.name))
  await play('only-server-put-aside', 'connect-refused', '/aside/1')
  await play('only-server-put-aside', 'no-healthy-upstream', '/aside/2')
  await play('no-upstreams', 'no-upstream-configured', '/nobody/1')
  await play('planned-503', 'gateway-configured-response', '/planned/1')
  await play('visitor-leaves', 'client-aborted', lab.named('response-timeout').path, { leave: 300 })
  await sleep(500)
  await stop(caddy)
  return lines
}

function configuration(lab, port, dead) {
  const proxy = fault => {
    const url = fault.urls[0]
    const fast = url.startsWith('fastcgi')
    const socket = url.match(/\+unix:(.*)/)?.[1]
    const to = socket ? `unix/${socket}` : fast ? url.slice('fastcgi://'.length) : url
    const verify = fault.cause.startsWith('tls-certificate') ? `tls_trusted_ca_certs ${lab.ca_file}` : url.startsWith('https') ? 'tls_insecure_skip_verify' : ''
    const transport = fast ? 'transport fastcgi {\n root /srv/app\n dial_timeout 1s\n read_timeout 1s\n write_timeout 1s\n }' : `transport http {\n dial_timeout 1s\n response_header_timeout 1s\n read_timeout 1s\n write_timeout 1s\n tls_timeout 1s\n max_response_header 64KiB\n ${fault.name.startsWith('keepalive-race') ? '' : 'keepalive off'}\n ${verify}\n }`
    return `  handle ${fault.path} {\n   reverse_proxy ${to} {\n ${transport.replace(' tls_timeout 1s\n', url.startsWith('https') ? ' tls_timeout 1s\n' : '')}\n }\n  }`
  }
  return `
{
  admin off
  auto_https off
}
http://:${port} {
  bind 127.0.0.1
  log {
    output stderr
    format json
  }
${lab.faults.map(proxy).join('\n')}
  handle /aside/* {
    reverse_proxy 127.0.0.1:${dead} {
      fail_duration 30s
    }
  }
  handle /nobody/* {
    reverse_proxy {
      dynamic a name.invalid 80
    }
  }
  handle /planned/* {
    respond "Back at noon." 503
  }
}
`
}
