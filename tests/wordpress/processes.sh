# Read by up and down with DIR set: where things are, and how processes are started and ended.
# A process is known by its pid and the time it began, so that nothing is ever signalled but what these scripts started.
here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
run=$DIR/run log=$DIR/log etc=$DIR/etc www=$DIR/www marker=$DIR/.goodgate-wordpress
PATH=$PATH:/usr/sbin:/sbin
export PATH

# As root the database and the workers get accounts of their own; as anybody else all is ours.
if [ "$(id -u)" = 0 ]; then web_account=www-data database_account=mysql; else web_account=$(id -un) database_account=$web_account; fi

die() { printf '%s: %s\n' "$0" "$*" >&2; exit 1; }

# Field 22 of /proc/PID/stat, counted behind the name, which may hold spaces; and field 3.
began() { sed 's/^.*) //' "/proc/$1/stat" 2>/dev/null | cut -d' ' -f20; }
state() { sed 's/^.*) //' "/proc/$1/stat" 2>/dev/null | cut -d' ' -f1; }

# alive NAME: prints its pid while it runs. What tells it lies where only we may write.
alive() {
    local pid start
    [ -r "$etc/$1.pid" ] && read -r pid start <"$etc/$1.pid" || return 1
    [ -n "$start" ] && [ "$(began "$pid")" = "$start" ] && [ "$(state "$pid")" != Z ] && printf '%s\n' "$pid"
}

# start NAME COMMAND...: in a session, and so a process group, of its own.
start() {
    local name=$1
    shift
    alive "$name" >/dev/null && return 0
    setsid "$@" >>"$log/$name.out" 2>&1 </dev/null &
    printf '%s %s\n' $! "$(began $!)" >"$etc/$name.pid"
    disown
}

# stop NAME: asks, waits 20 s, then kills it and what it started.
stop() {
    local pid
    if pid=$(alive "$1"); then
        kill -CONT "$pid" && kill -TERM "$pid"
        if ! await 20 gone "$1"; then
            kill -KILL -- "-$pid"
            await 5 gone "$1" || { printf '%s: %s (%s) does not end\n' "$0" "$1" "$pid" >&2; return 1; }
        fi
    fi
    rm -f "$etc/$1.pid"
}

# end NAME: kills it and what it started, at once.
end() {
    local pid
    if pid=$(alive "$1"); then
        kill -KILL -- "-$pid"
        await 20 gone "$1" || { printf '%s: %s (%s) does not end\n' "$0" "$1" "$pid" >&2; return 1; }
    fi
    rm -f "$etc/$1.pid"
}

gone() { ! alive "$1" >/dev/null; }

# await SECONDS COMMAND...: until it succeeds.
await() {
    local tries=$(($1 * 20))
    shift
    until "$@" >/dev/null 2>&1; do
        tries=$((tries - 1))
        [ $tries -gt 0 ] || return 1
        sleep 0.05
    done
}

# comes NAME SECONDS COMMAND...: the same, while NAME runs.
comes() {
    local name=$1 seconds=$2
    shift 2
    await "$seconds" over "$name" "$@" && "$@" >/dev/null 2>&1
}

over() { local name=$1; shift; "$@" || gone "$name"; }

start_database() {
    # No port: WordPress reaches it over its socket. Nothing here must outlive the machine, so nothing waits for a disk.
    start database mariadbd --no-defaults --user="$database_account" --datadir="$DIR/database" --tmpdir="$DIR/tmp" --socket="$run/db.sock" \
        --pid-file="$run/mariadbd.own" --skip-networking --skip-log-bin --innodb-buffer-pool-size=64M --innodb-flush-log-at-trx-commit=0
    comes database 60 mariadb-admin --no-defaults -uroot -S "$run/db.sock" ping || die "the database did not start: $log/database.out"
}

start_php() {
    # One that was killed leaves its sockets behind.
    gone php && rm -f "$run/php.sock" "$run/hurried.sock" "$run/php-status.sock"
    start php "$(ls /usr/sbin/php-fpm* | sort | tail -1)" -F -y "$etc/php-fpm.conf"
    comes php 30 test -S "$run/php.sock" || die "PHP-FPM did not start: $log/php.out"
}
