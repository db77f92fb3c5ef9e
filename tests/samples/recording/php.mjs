// PHP-FPM with real scripts: its log, its slow log, and what nginx says of the same.
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { ask, freePort, listening, scratch, scrub, sleep, start, stop, Tail, version, write } from './stage.mjs'

const fpm = execFileSync('sh', ['-c', 'ls /usr/sbin/php-fpm* | tail -1'], { encoding: 'utf8' }).trim()

export async function record() {
  const folder = scratch('php')
  const [port, web] = [await freePort(), await freePort()]
  scripts(folder)
  write(folder, 'slow.log', '', 0o666)
  write(folder, 'tmp/empty', '')
  write(folder, 'fpm.conf', pool(folder, port))
  write(folder, 'nginx.conf', nginx(folder, port, web))
  const php = start(folder, 'fpm', fpm, ['-F', '-y', join(folder, 'fpm.conf'), ...(process.getuid() === 0 ? ['-R'] : [])])
  await listening(port, php)
  const front = start(folder, 'nginx', 'nginx', ['-p', folder, '-c', join(folder, 'nginx.conf'), '-e', join(folder, 'error.log'), '-g', 'daemon off;'])
  await listening(web, front)
  const about = version(fpm, '-v', /PHP ([\d.]+)/)
  const logs = { fpm: new Tail(join(folder, 'fpm.log')), slow: new Tail(join(folder, 'slow.log')), nginx: new Tail(join(folder, 'error.log')) }
  const lines = []
  const keep = (system, of, fault, cause, status, line, context) => lines.push({ system, version: of, fault, expected_cause: cause, client_status: status || null, line: scrub(line, [[folder, '/srv/www']]), context_lines: context })
  const told = async (fault, cause, status, wait = 300) => {
    await sleep(wait)
    const [own, slow, nginxLines] = [await logs.fpm.more(), await logs.slow.more(60), (await logs.nginx.more(60)).filter(line => /\[(error|crit|alert)\]/.test(line))]
    own.filter(line => /WARNING|ERROR|ALERT/.test(line) && (!/said into stderr/.test(line) || /Fatal error/.test(line))).forEach(line => keep('php-fpm', about, fault, of(line, cause), null, line, []))
    if (slow.length > 0) keep('php-fpm-slowlog', about, fault, cause, null, slow[0], slow.slice(1).map(line => scrub(line, [[folder, '/srv/www']])))
    nginxLines.forEach(line => keep('nginx', version('nginx', '-v', /nginx\/([\d.]+)/), fault, cause, status, line, own.map(other => scrub(other, [[folder, '/srv/www']]))))
  }
  const one = async (fault, cause, script, wait) => told(fault, cause, (await ask(web, { path: `/${script}` })).status, wait)

  await logs.fpm.more()
  await one('worker-segfault', 'worker-crashed', 'segfault.php')
  await one('worker-killed', 'worker-crashed', 'sigkill.php')
  await one('worker-exits', 'worker-crashed', 'exit.php')
  await one('terminate-timeout', 'worker-killed-by-timeout', 'sleep.php', 800)
  await one('execution-time', 'worker-killed-by-timeout', 'spin.php', 600)
  await one('memory-limit', 'application-script-error', 'memory.php')
  await one('fatal-error', 'application-script-error', 'fatal.php')
  await one('script-missing', 'application-script-error', 'none.php')
  await one('header-too-large', 'response-header-too-large', 'header.php')
  const many = Array.from({ length: 9 }, () => ask(web, { path: '/short.php' }))
  await sleep(1200)
  await told('pool-full', 'worker-pool-exhausted', (await Promise.all(many)).at(-1).status, 200)
  await stop(front)
  await stop(php)
  return lines
}

// A worker's death and a pool's size are said by FPM itself, whatever was played.
const of = (line, cause) => /max_children/.test(line) ? 'worker-pool-exhausted' : /terminating/.test(line) ? 'worker-killed-by-timeout' : /exited on signal (11|9)/.test(line) ? (cause === 'worker-killed-by-timeout' ? cause : 'worker-crashed') : cause

function scripts(folder) {
  const script = (name, body) => write(folder, `www/${name}.php`, `<?php\n${body}\n`)
  script('segfault', 'posix_kill(getmypid(), 11); sleep(1);')
  script('sigkill', 'posix_kill(getmypid(), 9); sleep(1);')
  script('exit', 'posix_kill(getmypid(), 10); sleep(1);')
  script('sleep', 'function wait_for_api() { sleep(8); }\nwait_for_api();')
  script('spin', 'set_time_limit(1);\nwhile (true) { hash("sha256", "x"); }')
  script('memory', 'ini_set("memory_limit", "4M");\n$a = str_repeat("x", 64 * 1024 * 1024);')
  script('fatal', 'call_to_nothing();')
  script('header', 'header("X-Long: " . str_repeat("x", 60000));\necho "page";')
  script('short', 'usleep(900000);\necho "page";')
}

const pool = (folder, port) => `[global]
error_log = ${folder}/fpm.log
daemonize = no
[www]
listen = 127.0.0.1:${port}
${process.getuid() === 0 ? 'user = www-data\ngroup = www-data' : ''}
pm = dynamic
pm.max_children = 3
pm.start_servers = 1
pm.min_spare_servers = 1
pm.max_spare_servers = 2
request_terminate_timeout = 3
request_slowlog_timeout = 1
slowlog = ${folder}/slow.log
catch_workers_output = yes
php_admin_flag[log_errors] = on
php_admin_flag[display_errors] = off
`

const nginx = (folder, port, web) => `
pid nginx.pid;
${process.getuid() === 0 ? 'user www-data;' : ''}
events {}
http {
  access_log off;
  client_body_temp_path tmp/body; proxy_temp_path tmp/proxy; fastcgi_temp_path tmp/fastcgi; uwsgi_temp_path tmp/uwsgi; scgi_temp_path tmp/scgi;
  server {
    listen 127.0.0.1:${web};
    server_name shop.example;
    root ${folder}/www;
    location ~ \\.php$ {
      include /etc/nginx/fastcgi_params;
      fastcgi_param SCRIPT_FILENAME $document_root$fastcgi_script_name;
      fastcgi_read_timeout 5s;
      fastcgi_pass 127.0.0.1:${port};
    }
  }
}
`
