// Apache: its error log, at the usual level and with the reasons that only "info" tells, and its access log.
import { join } from 'node:path'
import { ask, freePort, listening, manner, scratch, scrub, start, stop, Tail, version, write } from './stage.mjs'

const modules = ['mpm_event', 'authz_core', 'log_config', 'unixd', 'proxy', 'proxy_http', 'proxy_fcgi', 'proxy_balancer', 'proxy_wstunnel', 'slotmem_shm', 'lbmethod_byrequests', 'ssl', 'socache_shmcb', 'headers', 'alias', 'rewrite']

// Part of the server itself in Debian's build.
const builtIn = ['log_config', 'unixd']

export async function record(lab) {
  const lines = []
  for (const level of ['warn', 'warn ssl:info proxy:info proxy_http:info proxy_fcgi:info http:info']) lines.push(...await once(lab, level))
  const seen = new Set()
  return lines.filter(one => {
    // The second pass tells much of the first once more.
    const key = one.fault + one.line.replace(/^\[[^\]]*\]|pid \d+:tid \d+|127\.0\.0\.1:\d+|\[\d\d\/[^\]]*\]/g, '')
    return seen.has(key) ? false : seen.add(key)
  })
}

async function once(lab, level) {
  const folder = scratch('apache')
  const [port, dead] = [await freePort(), await freePort()]
  write(folder, 'run/empty', '')
  const text = configuration(folder, lab, port, dead, level)
  write(folder, 'apache.conf', text)
  const apache = start(folder, 'apache', 'apache2', ['-X', '-f', join(folder, 'apache.conf')])
  await listening(port, apache)
  const about = { version: version('apache2', '-v', /Apache\/([\d.]+)/) }
  const logs = { error: new Tail(join(folder, 'error.log')), access: new Tail(join(folder, 'access.log')) }
  const lines = []
  const play = async (fault, cause, path, how = {}) => {
    await Promise.all(Object.values(logs).map(log => log.more(60)))
    if (how.first) await ask(port, { path })
    const answer = await ask(port, { path, ...how, body: how.body?.slice(0, 4 * 1024 * 1024) ?? null })
    const told = { error: await logs.error.more(200), access: await logs.access.more(60) }
    const context = told.error.map(line => scrub(line, [[folder, '/srv/apache']]))
    context.filter(line => /:(error|warn|crit|info)\]/.test(line) && /AH\d{5}/.test(line) && !/AH0(0094|1626|1964|2001|1998|2003:.*established)/.test(line)).forEach(line =>
      lines.push({ system: 'apache', ...about, fault, expected_cause: cause, client_status: answer.status || null, line, context_lines: context.filter(other => other !== line) }))
    if (answer.status >= 500 && told.access.length > 0) lines.push({ system: 'apache-access-combined', ...about, fault, expected_cause: 'undetermined', client_status: answer.status, line: told.access.at(-1) })
  }

  for (const fault of lab.faults.filter(fault => !/^(dns-|listen-queue)/.test(fault.cause))) await play(fault.name, fault.cause, fault.path, manner(fault.name))
  await play('dns-name-not-found', 'dns-name-not-found', '/nodns/')
  await play('balancer-of-dead-members', 'connect-refused', '/group/')
  await play('balancer-of-dead-members', 'no-healthy-upstream', '/group/again')
  await play('balancer-without-members', 'no-upstream-configured', '/nobody/')
  await play('single-server-put-aside', 'connect-refused', '/aside/')
  await play('single-server-put-aside', 'no-healthy-upstream', '/aside/again')
  await play('no-protocol-handler', 'gateway-misconfigured', '/nohandler/')
  await play('planned-503', 'gateway-configured-response', '/planned/')
  await stop(apache)
  return lines
}

function configuration(folder, lab, port, dead, level) {
  const pass = fault => {
    const url = fault.urls[0]
    const to = url.startsWith('fastcgi+unix:') ? `unix:${url.slice('fastcgi+unix:'.length)}|fcgi://localhost`
      : url.startsWith('fastcgi://') ? `fcgi://${url.slice('fastcgi://'.length)}`
      : url.startsWith('http+unix:') ? `unix:${url.slice('http+unix:'.length)}|http://localhost`
      : url
    const keep = fault.name.startsWith('keepalive-race') ? '' : ' disablereuse=on'
    const upgrade = fault.name.startsWith('upgrade-failed-') ? ' upgrade=websocket' : ''
    return `ProxyPass ${fault.path} ${to}${fault.path} connectiontimeout=1 timeout=1 retry=0${keep}${upgrade}`
  }
  // What is verified is said in a section of its own server.
  const verified = lab.faults.filter(fault => fault.cause.startsWith('tls-certificate')).map(fault => `<Proxy "${fault.urls[0]}${fault.path}">\n  SSLProxyVerify require\n  SSLProxyVerifyDepth 3\n  SSLProxyCACertificateFile ${lab.ca_file}\n  SSLProxyCheckPeerName on\n  SSLProxyCheckPeerExpire on\n</Proxy>`)
  return `
ServerRoot ${folder}
ServerName shop.example
PidFile ${folder}/run/pid
DefaultRuntimeDir ${folder}/run
Mutex file:${folder}/run
${modules.filter(name => !builtIn.includes(name)).map(name => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`).join('\n')}
User www-data
Group www-data
Listen 127.0.0.1:${port}
LogLevel ${level}
ErrorLog ${folder}/error.log
LogFormat "%h %l %u %t \\"%r\\" %>s %O \\"%{Referer}i\\" \\"%{User-Agent}i\\"" combined
CustomLog ${folder}/access.log combined
Timeout 2
ProxyTimeout 1
SSLProxyEngine on
SSLProxyCheckPeerName off
SSLProxyCheckPeerExpire off
SSLProxyVerify none
${verified.join('\n')}
<Proxy balancer://group>
  BalancerMember http://127.0.0.1:${dead} connectiontimeout=1 retry=60
  BalancerMember http://localhost:${dead} connectiontimeout=1 retry=60
  ProxySet forcerecovery=Off
</Proxy>
<Proxy balancer://nobody>
  ProxySet lbmethod=byrequests
</Proxy>
ProxyPass /group/ balancer://group/
ProxyPass /nobody/ balancer://nobody/
ProxyPass /aside/ http://127.0.0.1:${dead}/aside/ retry=60
ProxyPass /nodns/ http://name.invalid/ retry=0 disablereuse=on
ProxyPass /nohandler/ gopher://127.0.0.1:${dead}/ retry=0
RewriteEngine on
RewriteRule ^/planned/ - [R=503]
${lab.faults.filter(fault => !fault.cause.startsWith('dns-')).map(pass).reverse().join('\n')}
`
}
