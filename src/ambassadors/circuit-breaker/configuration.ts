import type { AnswerStatus } from './circuit-breaker.ts'

/** Where the configuration is, and where nginx writes. */
export const paths = { configuration: '/etc/breaker', prefix: '/tmp' } as const

/** The path that its probe asks, in place of the callee. */
export const statusPath = '/.breaker'

/** What differs from breaker to breaker. */
export interface BreakerStructure {
  readonly port: number
  readonly retries: number
  readonly failOn: readonly AnswerStatus[]
}

/*
 * Statuses that nobody else answers with, by which nginx finds its own answers: those of a callee pass
 * through unchanged, but for those that count as failures.
 */
const own = { busy: 596, limited: 597, refused: 598 } as const

/**
 * nginx.conf. nginx counts failures of a server only while there is another one to ask: here the answer
 * `refused` of its own, on a socket. So a callee that failed is followed by it, and one whose circuit is
 * open is not asked at all. What did count is no longer there to be passed on: the client gets its status.
 */
export function nginxConf({ port, retries, failOn }: BreakerStructure): string {
  return `# What nginx writes lies below its prefix, which is ${paths.prefix}: the root file system is read-only.
pid nginx.pid;
error_log stderr warn;
worker_processes 1; # which alone counts failures
worker_shutdown_timeout 20s;

events {
    worker_connections 4096;
}

http {
    access_log off;
    server_tokens off;
    uninitialized_variable_warn off; # what a location does not set is empty on purpose
    client_body_temp_path client;
    proxy_temp_path proxy;
    fastcgi_temp_path fastcgi;
    uwsgi_temp_path uwsgi;
    scgi_temp_path scgi;

    # Requests and answers pass as they are.
    client_max_body_size 0;
    ignore_invalid_headers off;
    underscores_in_headers on;
    proxy_http_version 1.1;
    proxy_buffering off;
    proxy_redirect off;
    proxy_ignore_headers X-Accel-Redirect X-Accel-Buffering X-Accel-Charset X-Accel-Expires X-Accel-Limit-Rate;
    map $http_upgrade $upstream_connection {
        default upgrade;
        ""      close;
    }
    proxy_set_header Upgrade $http_upgrade;
    proxy_set_header Connection $upstream_connection;

    # The callee, its timeouts and limits: start.sh writes them.
    include ${paths.prefix}/callee.conf;

    # What counts as a failure. The next server is always the one that refuses, so that no request is repeated.
    proxy_next_upstream error timeout invalid_header ${failOn.map((status) => `http_${status}`).join(' ')} non_idempotent;
    proxy_next_upstream_tries 2;
    proxy_intercept_errors on;

    map "$request_method $upstream_status" $answer {
        volatile;
        default              $failed;
        "~(^\\S+ |: )${own.refused}$" @open; # nobody else was asked
        "~^(GET|HEAD) "      $again;
    }
    map $next $again {
        volatile;
        default $next;
        ""      $failed;
    }
    map $upstream_status $failed {
        volatile;
        default      @failed-502;
${mapped(failOn)}
    }

    server {
        listen unix:refuse.sock;
        return ${own.refused};
    }

    server {
        listen 127.0.0.1:${port};
        recursive_error_pages on;
        error_page ${own.busy} = @busy;
        error_page ${own.limited} = @limited;
        error_page ${own.refused} = $answer;

        location / {
            include ${paths.prefix}/limits.conf;
            set $next ${retries > 0 ? '@retry-1' : '""'};
            include ${paths.prefix}/pass.conf;
        }
${retryLocations(retries)}${answers(failOn)}
        location = ${statusPath} {
            stub_status;
        }
    }
}
`
}

/** The status of a failure, where it is not that of a callee that cannot be reached. */
function mapped(failOn: readonly AnswerStatus[]): string {
  const others = statuses(failOn).filter((status) => status !== 502)
  return others.map((one) => `        "~${one}, ${own.refused}$" @failed-${one};`).join('\n')
}

function statuses(failOn: readonly AnswerStatus[]): readonly AnswerStatus[] {
  return [...new Set<AnswerStatus>([502, 504, ...failOn])].toSorted((a, b) => a - b)
}

function retryLocations(retries: number): string {
  const all = Array.from({ length: retries }, (_, i) => {
    const next = i + 1 < retries ? `@retry-${i + 2}` : '""'
    return `
        location @retry-${i + 1} {
            set $next ${next};
            include ${paths.prefix}/pass.conf;
        }
`
  })
  return all.join('')
}

const words = {
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
} as const

/** Its own answers are problem details (RFC 9457), and say in a header whose they are. */
function answers(failOn: readonly AnswerStatus[]): string {
  return [
    answer('@open', 'open', 503, words[503], 'add_header Retry-After $seconds_to_wait always;'),
    answer('@busy', 'busy', 503, words[503]),
    answer('@limited', 'limited', 429, 'Too Many Requests', 'add_header Retry-After 1 always;'),
    ...statuses(failOn).map((status) =>
      answer(`@failed-${status}`, 'failed', status, words[status]),
    ),
  ].join('')
}

function answer(
  location: string,
  state: 'busy' | 'failed' | 'limited' | 'open',
  status: number,
  title: string,
  more?: string,
): string {
  return `
        location ${location} {
            add_header X-Breaker ${state} always;
${more === undefined ? '' : `            ${more}\n`}            default_type application/problem+json;
            return ${status} '{"type":"about:blank","title":"${title}","status":${status}}';
        }
`
}

/** start.sh: writes what depends on the callee and on the values, and starts nginx. */
export const startScript: string = `set -eu
cd ${paths.prefix}
rm -f refuse.sock # of a container that was killed

case "$CALLEE_URL" in
  https://*) scheme=https ;;
  *) scheme=http ;;
esac
callee=\${CALLEE_URL#*://}
[ "$CONNECT_SECONDS" -gt 0 ] || CONNECT_SECONDS=86400 # 0 is for no end
[ "$TIMEOUT_SECONDS" -gt 0 ] || TIMEOUT_SECONDS=86400

cat > callee.conf << END
upstream callee {
    server $CALLEE_ADDRESS max_fails=$FAILURES fail_timeout=\${OPEN_SECONDS}s;
    server unix:refuse.sock backup max_fails=0;
}
map "" \\$seconds_to_wait {
    default $OPEN_SECONDS;
}
proxy_connect_timeout \${CONNECT_SECONDS}s;
proxy_read_timeout \${TIMEOUT_SECONDS}s;
proxy_send_timeout \${TIMEOUT_SECONDS}s;
proxy_set_header Host \${callee%%/*};
proxy_ssl_server_name on;
proxy_ssl_name $CALLEE_HOST;
proxy_ssl_verify on;
proxy_ssl_verify_depth 4;
proxy_ssl_trusted_certificate $CA_FILE;
END
echo "proxy_pass $scheme://callee;" > pass.conf

: > limits.conf
if [ "$REQUESTS_PER_SECOND" -gt 0 ]; then
  echo "limit_req_zone callee zone=rate:32k rate=\${REQUESTS_PER_SECOND}r/s;" >> callee.conf
  echo "limit_req zone=rate burst=$QUEUE;" >> limits.conf
  echo "limit_req_status ${own.limited};" >> limits.conf
fi
if [ "$CONCURRENT_REQUESTS" -gt 0 ]; then
  echo "limit_conn_zone callee zone=concurrent:32k;" >> callee.conf
  echo "limit_conn concurrent $CONCURRENT_REQUESTS;" >> limits.conf
  echo "limit_conn_status ${own.busy};" >> limits.conf
fi

exec nginx -p "$PWD" -c ${paths.configuration}/nginx.conf -g 'daemon off;'
`
