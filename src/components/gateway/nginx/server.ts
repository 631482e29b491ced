import { defaultTo } from '../../../template/node/expression.ts'
import type { Block } from '../../../template/node/node.ts'
import { scope } from '../../../template/node/scope.ts'
import { block, joinBlocks, when as whenever } from '../../../template/node/structure.ts'
import type { GatewayValues } from '../values.ts'
import type { Site } from '../model.ts'
import type { GatewayNames } from '../names.ts'
import { preflight } from './cors.ts'
import { errorPages } from './errors.ts'
import { locations } from './route.ts'
import { blockWhen, sectionWhen, spaced } from './layout.ts'

const { value, when } = scope<GatewayValues>()

/** Ports of the container. */
export const ports = { http: 8080, https: 8443, status: 8081 } as const

const unknownPath: Block = block`
  location / {
      return 404;
  }
`

/** A host and its routes. The main host answers for every name that no site has. */
export function server(site: Site, { endsTls }: GatewayNames): Block {
  const isMain = site.name === undefined
  const parameter = isMain ? ' default_server' : ''
  const name = isMain ? defaultTo(value('host'), '_') : value(`sites.${site.name}.host`)
  const rest = site.routes.some(({ path }) => path === '') ? [] : [unknownPath]
  return block`
    server {
        listen ${ports.http}${parameter};
        ${when('ipv6', block`listen [::]:${ports.http}${parameter};`)}
        ${whenever(
          endsTls,
          block`
            listen ${ports.https} ssl${parameter};
            ${when('ipv6', block`listen [::]:${ports.https} ssl${parameter};`)}
            ${when('tls.http2', block`http2 on;`)}
          `,
        )}
        server_name ${name};
        include server.conf;

        ${spaced(...site.routes.map(locations), ...rest)}
    }
  `
}

/** server.conf: what every host has. */
export const serverConf: Block = spaced(
  joinBlocks(
    blockWhen(
      value('httpsRedirect'),
      block`
        if ($plain_request = http) {
            return 308 https://$host$request_uri;
        }
      `,
    ),
    preflight,
    errorPages,
  ),
  block`
    location = /healthz {
        access_log off;
        default_type application/json;
        return 200 '{"status":"ok"}';
    }
  `,
)

/** What is redirected: plain requests, but for the health check of a load balancer. */
export const httpsRedirect: Block = sectionWhen(
  value('httpsRedirect'),
  block`
    map $uri $plain_request {
        default  $forwarded_proto;
        /healthz "";
    }
  `,
)

/** Health for the probes, and figures for an exporter in the pod; the Service does not lead here. */
export const statusServer: Block = block`
  # For the probes, and for an exporter beside nginx; no Service leads here.
  server {
      listen ${ports.status};
      ${when('ipv6', block`listen [::]:${ports.status};`)}
      access_log off;

      location = /healthz {
          default_type application/json;
          return 200 '{"status":"ok"}';
      }

      location = /status {
          stub_status;
      }

      location / {
          return 404;
      }
  }
`
