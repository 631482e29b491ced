import type { ComponentContext } from '../../../platform/component.ts'
import { raw } from '../../../template/node/expression.ts'
import type { Block } from '../../../template/node/node.ts'
import { scope } from '../../../template/node/scope.ts'
import { block, joinBlocks } from '../../../template/node/structure.ts'
import type { GatewayValues } from '../values.ts'
import { canaries } from '../canaries.ts'
import { leadsElsewhere } from '../elsewhere.ts'
import type { GatewayModel } from '../model.ts'
import type { GatewayNames } from '../names.ts'
import { accessLog } from './access-log.ts'
import { canarySplits } from './canary.ts'
import { clientAddress } from './client-address.ts'
import { cors } from './cors.ts'
import { errorMaps } from './errors.ts'
import { sectionWhen, spaced } from './layout.ts'
import { proxying } from './proxying.ts'
import { rateLimits } from './rate-limits.ts'
import { securityHeaders } from './security-headers.ts'
import { httpsRedirect, server, statusServer } from './server.ts'
import { tls } from './tls.ts'

const { value } = scope<GatewayValues>()

/** nginx.conf: what holds for every host, and the hosts with their routes. */
export function mainConf(
  model: GatewayModel,
  context: ComponentContext,
  names: GatewayNames,
): Block {
  const onTrial = canaries(context)
  const hasCanaries = onTrial.length > 0
  const hasLimits = Object.keys(model.limits).length > 0
  return block`
    # What nginx writes lies below its prefix, which is /tmp: the root file system is read-only.
    pid nginx.pid;
    error_log stderr ${value('logLevel')};
    worker_processes ${value('workers')};
    # Connections that outlast a stop, such as WebSockets, are closed before the pod is killed.
    worker_shutdown_timeout ${shutdownSeconds}s;

    events {
        worker_connections 4096;
    }

    http {
        ${spaced(clientLimits, accessLog(hasCanaries), clientAddress, proxying(leadsElsewhere(context)))}
        ${hasCanaries ? spaced(block``, canarySplits(onTrial)) : block``}
        ${hasLimits ? rateLimits : block``}
        ${spaced(block``, errorMaps, securityHeaders)}
        ${joinBlocks(cors, gzip, tls(names), httpsRedirect)}

        ${spaced(...model.sites.map((site) => server(site, names)), statusServer)}
    }
  `
}

/** Seconds of the grace period that are left after the pause before it, less two to exit. */
const shutdownSeconds = raw<number>('any', (grace: number, pause: number) =>
  Math.max(1, grace - pause - 2),
)`sub ${value('terminationGracePeriodSeconds')} ${value('preStopSleepSeconds')} | add -2 | max 1`

/** Bounds on what clients may take, in time and memory. */
const clientLimits: Block = block`
  server_tokens off;
  server_names_hash_bucket_size 512;
  map_hash_bucket_size 512;
  uninitialized_variable_warn off; # what a route does not set is empty on purpose

  # Slow and oversized requests end early: 408, 414 and 431.
  client_header_timeout 10s;
  client_body_timeout 30s;
  send_timeout 30s;
  keepalive_timeout 75s;
  reset_timedout_connection on;
  client_header_buffer_size 2k;
  large_client_header_buffers 4 8k;

  client_body_temp_path client;
  proxy_temp_path proxy;
  fastcgi_temp_path fastcgi;
  uwsgi_temp_path uwsgi;
  scgi_temp_path scgi;
`

/** What is worth compressing; text/html always is. */
const textTypes = [
  'application/javascript',
  'application/json',
  'application/problem+json',
  'application/xml',
  'image/svg+xml',
  'text/css',
  'text/plain',
  'text/xml',
]

const gzip: Block = sectionWhen(
  value('gzip.enabled'),
  block`
    gzip on;
    gzip_proxied any;
    gzip_vary on;
    gzip_min_length ${value('gzip.minLength')};
    gzip_types ${textTypes.join(' ')};
  `,
)
