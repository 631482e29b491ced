import type { SidecarOptions } from '../components/workload/containers/options.ts'
import { type Edge, internet, outside } from '../platform/edge.ts'

/** A server for syslog that is no component of the platform. */
export interface SyslogServer {
  readonly host: string
  readonly port: number
  /** Blocks of addresses where it may be, such as `10.20.0.0/16`. Default: any public address. */
  readonly cidrs?: readonly string[]
}

/** What a person may say of a log collector. */
export interface LogCollectorOptions extends Pick<
  SidecarOptions,
  'gid' | 'image' | 'resources' | 'uid'
> {
  /** The shared volume that the program writes its log files to. */
  readonly from: string
  /** Names of the files, at any depth of the volume, with `*` and `?`. Default: `*.log`. */
  readonly files?: string
  /** Whether it writes the lines to its standard output, for the agent of the node. Default: true. */
  readonly stdout?: boolean
  /**
   * Where it sends them, too, as syslog (RFC 5424) over TCP: `call('relay', { port: 'syslog' })`, or a
   * server elsewhere. Default: nowhere.
   */
  readonly to?: Edge<'http'> | SyslogServer
}

/**
 * The image of syslog-ng's makers, on Debian. It runs as any user, writes to its state directory alone,
 * and has bash and util-linux, whose `fallocate` gives back what was read.
 * Source: github.com/syslog-ng/syslog-ng, docker/Dockerfile.
 */
const image = 'docker.io/balabit/syslog-ng:4.11.0'

const logs = '/logs'
const config = '/etc/log-collector'
const state = '/run/log-collector'

/**
 * A sidecar that reads the log files of a shared volume: each line is a JSON object on its standard
 * output, `{ "time", "file", "log" }`, or is sent on. What it has read is given back to the file system, so
 * that a file without an end does not fill the volume. It ends after the program, once all is read.
 * Throws a `TypeError` where the lines would go nowhere.
 */
export function logCollector(options: LogCollectorOptions): SidecarOptions {
  const { from, files = '*.log', stdout = true, to, ...own } = options ?? {} // a model of JavaScript is told at the mount
  if (!stdout && !to) {
    throw new TypeError('logCollector has nowhere to write: give it to, or leave out stdout: false')
  }
  return {
    image,
    resources: { requests: { cpu: '10m', memory: '32Mi' }, limits: { memory: '128Mi' } },
    ...own,
    command: ['bash', `${config}/start.sh`],
    env: { LOG_FILES: files, ...(to && !isEdge(to) ? address(to) : {}) },
    files: {
      [`${config}/start.sh`]: { text: start },
      [`${config}/syslog-ng.conf`]: { text: settings(stdout, to !== undefined) },
    },
    mounts: { [logs]: { volume: from } },
    writable: [state],
    ...(to ? { uses: [wayTo(to)] } : {}),
  }
}

function isEdge(to: Edge | SyslogServer): to is Edge {
  return 'interface' in to
}

const address = ({ host, port }: SyslogServer): Readonly<Record<string, string>> => ({
  SYSLOG_HOST: host,
  SYSLOG_PORT: String(port),
})

function wayTo(to: Edge | SyslogServer): Edge {
  if (isEdge(to)) return { ...to, env: { SYSLOG_HOST: '{host}', SYSLOG_PORT: '{port}' } }
  const { port, cidrs } = to
  return cidrs ? outside({ cidrs, ports: [port] }) : internet(port)
}

/**
 * Standard output holds the reading back where it is slow; a server that is away does not. By inotify,
 * syslog-ng (3.38) would let go of a file that is renamed before it has read the last lines.
 */
function settings(stdout: boolean, isSent: boolean): string {
  return `@version: current
options {
  stats-freq(0);
  time-reopen(5);
};

source files {
  wildcard-file(
    base-dir("${logs}")
    filename-pattern("\`LOG_FILES\`")
    recursive(yes)
    monitor-method(poll)
    flags(no-parse)
    max-files(100)
    log-iw-size(10000)
  );
};
${stdout ? output : ''}${isSent ? server : ''}`
}

const json = '$(format-json time=$ISODATE file=$FILE_NAME log=$MESSAGE)'

const output = `
destination output {
  file("/dev/stdout" template("${json}\\n"));
};
log {
  source(files);
  destination(output);
  flags(flow-control);
};
`

const server = `
rewrite name {
  set("$(basename $FILE_NAME)" value("PROGRAM"));
};
destination server {
  syslog("\`SYSLOG_HOST\`" port(\`SYSLOG_PORT\`) transport("tcp") log-fifo-size(10000));
};
log {
  source(files);
  rewrite(name);
  destination(server);
};
`

const start = `#!/bin/bash
# Runs syslog-ng and, while it runs, gives back to the file system what it has read. At the end it waits
# until all is read and sent.
set -euo pipefail

syslog-ng --foreground --no-caps --stderr --cfgfile=${config}/syslog-ng.conf \\
  --persist-file=${state}/persist --pidfile=${state}/pid --control=${state}/control &
collector=$!
trap 'ending=1' TERM INT
ending=

# The files that it reads, and how far: by paths that stay whatever becomes of their names.
opened() {
  local file position
  for file in /proc/$collector/fd/*; do
    if [[ -f "$file" && "$(readlink "$file")" == ${logs}/* ]] &&
      read -r _ position <"/proc/$collector/fdinfo/\${file##*/}"; then
      echo "$file $position"
    fi
  done
}

# Makes a hole of what was read, but for the last MiB, which may have to be read again. The size of the
# file and the place where its program writes stay.
give_back() {
  local file position size blocks
  while read -r file position; do
    read -r size blocks < <(stat --dereference --format='%s %b' "$file") || continue
    if ((position > 1 << 20 && blocks * 512 > size - position + (2 << 20))); then
      fallocate --punch-hole --offset 0 --length $((position - (1 << 20))) "$file" || true
    fi
  done < <(opened)
}

# A line that lacks its end is one, too.
end_lines() {
  local file
  while read -r file; do
    if [[ -s "$file" && -n "$(tail --bytes=1 "$file")" ]]; then echo >>"$file" || true; fi
  done < <(find ${logs} -type f -name "$LOG_FILES")
}

# Whether every file is open and read to its end, and nothing waits for the server.
is_done() {
  local file position id size
  local -A positions=()
  while read -r file position; do
    read -r id size < <(stat --dereference --format='%d:%i %s' "$file") || continue
    ((position == size)) || return 1
    positions[$id]=$position
  done < <(opened)
  while read -r id size; do
    [[ "\${positions[$id]-}" == "$size" ]] || return 1
  done < <(find ${logs} -type f -name "$LOG_FILES" -size +0 -printf '%D:%i %s\\n')
  ! syslog-ng-ctl query get 'dst.*.queued' --control=${state}/control | grep --quiet '=[1-9]'
}

while [[ -z "$ending" ]] && kill -0 $collector 2>/dev/null; do
  give_back
  sleep 2 &
  wait $! || true
done
if [[ -n "$ending" ]]; then
  end_lines
  for _ in {1..100}; do
    if is_done; then break; fi
    sleep 0.1
  done
  kill $collector 2>/dev/null || true
fi
wait $collector
`
