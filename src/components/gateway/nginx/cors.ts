import { choose, join } from '../../../template/node/expression.ts'
import type { Block } from '../../../template/node/node.ts'
import { scope } from '../../../template/node/scope.ts'
import { block, literalBlock } from '../../../template/node/structure.ts'
import type { GatewayValues } from '../values.ts'
import { blockWhen, sectionWhen } from './layout.ts'

const { value, when, each } = scope<GatewayValues>()

/** Headers of CORS that a service may send, and that the gateway's own take the place of. */
const serviceHeaders = [
  'Allow-Origin',
  'Allow-Methods',
  'Allow-Headers',
  'Allow-Credentials',
  'Expose-Headers',
  'Max-Age',
]

/** Credentials go with the origins that are named, never with any. */
const credentials: Block = block`
  map $cors_origin $cors_credentials {
      default true;
      "*"     "";
      ""      "";
  }
  add_header Access-Control-Allow-Credentials $cors_credentials always;
`

/**
 * CORS for every route. Origins are compared whole: a pattern is how `https://example.com.evil.org`
 * gets in.
 */
export const cors: Block = sectionWhen(
  value('cors.enabled'),
  block`
    # CORS: the gateway answers preflights, and what services say of it is dropped.
    map $http_origin $cors_origin {
        default ${choose(value('cors.anyOrigin'), '"*"', '""')};
        ${each('cors.origins', (origin) => block`${origin} $http_origin;`)}
    }
    map $request_method $preflight {
        OPTIONS $http_access_control_request_method;
    }
    map $preflight $preflight_origin {
        default $cors_origin;
        ""      "";
    }
    map $preflight_origin $cors_methods {
        default "${join(', ', value('cors.methods'))}";
        ""      "";
    }
    map $preflight_origin $cors_headers {
        default "${join(', ', value('cors.headers'))}";
        ""      "";
    }
    map $preflight_origin $cors_max_age {
        default ${value('cors.maxAgeSeconds')};
        ""      "";
    }
    map $cors_origin $cors_exposed_headers {
        default "${join(', ', value('cors.exposedHeaders'))}";
        ""      "";
    }
    ${when('cors.credentials', credentials)}
    add_header Access-Control-Allow-Origin $cors_origin always;
    add_header Access-Control-Allow-Methods $cors_methods always;
    add_header Access-Control-Allow-Headers $cors_headers always;
    add_header Access-Control-Max-Age $cors_max_age always;
    add_header Access-Control-Expose-Headers $cors_exposed_headers always;
    add_header Vary Origin always;
    ${literalBlock(serviceHeaders.map((name) => `proxy_hide_header Access-Control-${name};`).join('\n'))}
  `,
)

/** The gateway's answer to a preflight, in a server. */
export const preflight: Block = blockWhen(
  value('cors.enabled'),
  block`
    if ($preflight) {
        return 204;
    }
  `,
)
