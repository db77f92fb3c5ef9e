# Read by up and down with DIR set: where things are, and how processes are started and ended.
# A process is known by its pid and the time it began, so that nothing is ever signalled but what these scripts started.
here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
run=$DIR/run log=$DIR/log etc=$DIR/etc www=$DIR/www
PATH=$PATH:/usr/sbin:/sbin
export PATH

# As root the database and the workers get accounts of their own; as anybody else all is ours.
if [ "$(id -u)" = 0 ]; then web_account=www-data database_account=mysql; else web_account=$(id -un) database_account=$web_account; fi

die() { printf '%s: %s\n' "$0" "$*" >&2; exit 1; }

# Field 22 of /proc/PID/stat, counted behind the name, which may hold spaces; and field 3.
began() { sed 's/^.*) //' "/proc/$1/stat" 2>/dev/null | cut -d' ' -f20; }
state() { sed 's/^.*) //' "/proc/$1/stat" 2>/dev/null | cut -d' ' -f1; }

# alive NAME: prints its pid while it runs.
alive() {
    local pid start
    [ -r "$run/$1.pid" ] && read -r pid start <"$run/$1.pid" || return 1
    [ -n "$start" ] && [ "$(began "$pid")" = "$start" ] && [ "$(state "$pid")" != Z ] && printf '%s\n' "$pid"
}

# start NAME COMMAND...
start() {
    local name=$1
    shift
    alive "$name" >/dev/null && return 0
    setsid "$@" >>"$log/$name.out" 2>&1 </dev/null &
    printf '%s %s\n' $! "$(began $!)" >"$run/$name.pid"
    disown
}

# stop NAME: asks, waits 20 s, then kills it and its children.
stop() {
    local pid
    if pid=$(alive "$1"); then
        kill -CONT "$pid" && kill -TERM "$pid"
        await 20 gone "$1" || { pkill -KILL -P "$pid"; kill -KILL "$pid"; await 5 gone "$1" || die "$1 ($pid) does not end"; }
    fi
    rm -f "$run/$1.pid"
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

start_database() {
    # No port: WordPress reaches it over its socket. Nothing here must outlive the machine, so nothing waits for a disk.
    start database mariadbd --no-defaults --user="$database_account" --datadir="$DIR/database" --tmpdir="$DIR/tmp" --socket="$run/db.sock" \
        --pid-file="$run/mariadbd.own" --skip-networking --skip-log-bin --innodb-buffer-pool-size=64M --innodb-flush-log-at-trx-commit=0
    await 60 mariadb-admin --no-defaults -uroot -S "$run/db.sock" ping || die "the database did not start: $log/database.out"
}

start_php() {
    start php "$(ls /usr/sbin/php-fpm* | sort | tail -1)" -F -y "$etc/php-fpm.conf"
    await 30 test -S "$run/php.sock" || die "PHP-FPM did not start: $log/php.out"
}
