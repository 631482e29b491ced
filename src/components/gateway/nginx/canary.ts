import { choose, eq, replace, text } from '../../../template/node/expression.ts'
import type { Block } from '../../../template/node/node.ts'
import { scope } from '../../../template/node/scope.ts'
import { block, joinBlocks } from '../../../template/node/structure.ts'
import type { GatewayValues } from '../values.ts'
import { spaced } from './layout.ts'

const { value, when } = scope<GatewayValues>()

/** The variable that says whether a request goes to the stable pods of a service or to its canary. */
export const trackOf = (service: string): string => `$track_${service.replaceAll('-', '_')}`

/** How requests for services with a version on trial are split. */
export function canarySplits(services: readonly string[]): Block {
  return joinBlocks(explanation, spaced(...services.map(split)))
}

const explanation: Block = block`
  # Canaries: each request is drawn for the stable pods of a service or for its canary, unless its
  # header chooses. Addresses that are drawn for the canary stay with it while the weight grows.
`

function split(service: string): Block {
  const canary = `canaries.${service}` as const
  const [drawn, track] = [trackOf(service).replace('track', 'drawn'), trackOf(service)]
  const header = value(`${canary}.header`)
  return block`
    split_clients ${choose(eq(value(`${canary}.by`), 'address'), '$remote_addr', '$request_id')} ${drawn} {
        ${when(`${canary}.weight`, block`${value(`${canary}.weight`)}% canary;`)}
        * stable;
    }
    map ${choose(header, text`$http_${replace('-', '_', header)}`, '""')} ${track} {
        default ${drawn};
        always  canary;
        never   stable;
    }
  `
}
