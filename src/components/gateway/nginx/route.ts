import { namespaceOf } from '../../../kubernetes/namespace.ts'
import { nameOf } from '../../../kubernetes/naming.ts'
import type { ComponentContext } from '../../../platform/component.ts'
import { choose, text } from '../../../template/node/expression.ts'
import type { Block } from '../../../template/node/node.ts'
import { scope } from '../../../template/node/scope.ts'
import { block, joinBlocks, when } from '../../../template/node/structure.ts'
import type { Expr } from '../../../template/node/templated.ts'
import { addressElsewhere, isElsewhere, isSecure } from '../../workload/index.ts'
import type { GatewayValues } from '../values.ts'
import { routedElsewhere } from '../elsewhere.ts'
import type { Route } from '../model.ts'
import { canaries } from '../canaries.ts'
import { trackOf } from './canary.ts'
import { routeLimit } from './rate-limits.ts'
import { spaced } from './layout.ts'

const { value } = scope<GatewayValues>()

/** The file of one route. */
export const routeFile = ({ name }: Route): string => `route-${name}.conf`

/**
 * The file that all locations of a route include. A service has a full name, because nginx does not
 * know the search domains of resolv.conf.
 */
export function routeConf(route: Route, context: ComponentContext): Block {
  const { name } = route
  const isCanary = canaries(context).includes(route.to)
  const elsewhere = routedElsewhere(route.to, context)
  return joinBlocks(
    block`
      set $route ${name};
      set $retry @retry-${name};
      ${isCanary ? `set $track ${trackOf(route.to)};` : block``}
      set $upstream ${upstream(route, context, isCanary ? '$track' : '')};
      set $stripped_prefix ${route.stripPrefix && route.path !== '' ? route.path : '""'};
      set $upgrade ${route.webSocket ? '$websocket' : '""'};
    `,
    elsewhere ? block`${when(isElsewhere(route.to), toElsewhere)}` : block``,
    route.limit === undefined ? block`` : routeLimit(route.limit),
    route.stream ? block`proxy_buffering off; # each event is sent on as it comes` : block``,
    block`
      client_max_body_size ${value(`routes.${name}.maxBodySize`)};
      proxy_send_timeout ${value(`routes.${name}.timeoutSeconds`)}s;
      proxy_read_timeout ${value(`routes.${name}.timeoutSeconds`)}s;
      proxy_pass ${elsewhere ? choose(isSecure(route.to, elsewhere), 'https', 'http') : 'http'}://$upstream;
    `,
  )
}

const toElsewhere = block`
  set $elsewhere yes;
  proxy_next_upstream_tries 8; # its name may have addresses that the pod cannot reach, such as those of IPv6
`

function upstream({ to }: Route, context: ComponentContext, track: string): Expr<string> {
  const { connection, namespace } = context.uses.find(({ edge }) => edge.to === to)?.component ?? {}
  const port = connection?.port
  if (port === undefined) throw new Error(`${context.name} leads to ${to}, which has no HTTP port`)
  const here = text`${nameOf(to, track)}.${namespaceOf(namespace)}.svc.${value('resolver.clusterDomain')}:${port}`
  const elsewhere = routedElsewhere(to, context)
  return elsewhere ? choose(isElsewhere(to), addressElsewhere(to, elsewhere), here) : here
}

/** The locations of a route: its path, what is below, and the second try. */
export function locations(route: Route): Block {
  const { path } = route
  const exact = path === '' ? [] : [location(`= ${path}`, route, rewrite(route, 'exact'))]
  return spaced(
    ...exact,
    location(`${path}/`, route, rewrite(route, 'below')),
    location(`@retry-${route.name}`, route, 'set $retry @bad-gateway;'),
  )
}

function location(name: string, route: Route, last: string): Block {
  return block`
    location ${name} {
        include ${routeFile(route)};
        ${last}
    }
  `
}

/**
 * `rewrite … break` makes nginx send the path by which it chose the route: decoded, with `//`, `.`
 * and `..` resolved, then encoded again. Sent as the client wrote it, /internal/..%2fcatalog would
 * be /catalog to nginx, and something below /internal to a service that does not decode slashes:
 * a way past the routes. The price is that an encoded slash within a segment becomes a plain one.
 */
function rewrite({ path, stripPrefix }: Route, place: 'exact' | 'below'): string {
  if (!stripPrefix || path === '') return 'rewrite ^ $uri break;'
  if (place === 'exact') return 'rewrite ^ / break;'
  return `rewrite "(?s)^${path.replaceAll('.', '\\.')}(/.*)" $1 break;` // (?s): a path may hold an encoded line break
}
