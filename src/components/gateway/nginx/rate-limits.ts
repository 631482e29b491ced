import { at, choose, eq, raw, text } from '../../../template/expression.ts'
import type { Block } from '../../../template/node.ts'
import { scope } from '../../../template/scope.ts'
import { block, when as whenever } from '../../../template/structure.ts'
import type { Expr } from '../../../template/templated.ts'
import type { GatewayValues } from '../../../values/types/gateway.ts'
import type { GatewayModel } from '../model.ts'

type Tier = GatewayValues['rateLimits']['tiers'][string]

const { value, when, each } = scope<GatewayValues>()

/**
 * The zones of every tier. A request without credentials counts by address; one with credentials
 * counts apart, with a higher share. nginx cannot check credentials, so where they are what tells
 * users apart, their address has a bound as well: invented ones would else lift the limit.
 */
export function rateLimits({ limits }: GatewayModel): Block {
  if (Object.keys(limits).length === 0) return block``
  return block`
    ${when(
      'rateLimits.enabled',
      block`
        # Rate limits: who shows credentials has a share of its own.
        map $http_authorization $credentials {
            default $http_authorization;
            ""      ${sessionCookie};
        }
        map $credentials $anonymous_address {
            "" $binary_remote_addr;
        }
        map $credentials $signed_in_address {
            default $binary_remote_addr;
            ""      "";
        }
        ${each('rateLimits.tiers', (tier, name) => zones(tier, name))}
        limit_req_status 429;
        limit_req_log_level notice;
        # Not with a 429 of the service itself, which says so in its own words.
        map "$status:$upstream_status" $retry_after_seconds {
            "429:" $retry_after;
        }
        add_header Retry-After $retry_after_seconds always;
      `,
    )}
  `
}

const sessionCookie = choose(
  value('rateLimits.sessionCookie'),
  text`$cookie_${value('rateLimits.sessionCookie')}`,
  '""',
)

function zones(tier: Expr<Tier>, name: Expr<string>): Block {
  const signedIn = choose(eq(at(tier, 'by'), 'user'), '$credentials', '$signed_in_address')
  return block`
    limit_req_zone $anonymous_address zone=${name}:4m rate=${at(tier, 'perMinute')}r/m;
    limit_req_zone ${signedIn} zone=${name}_signed_in:4m rate=${percent(at(tier, 'perMinute'), signedInShare)}r/m;
    ${whenever(
      eq(at(tier, 'by'), 'user'),
      block`limit_req_zone $signed_in_address zone=${name}_address:4m rate=${percent(at(tier, 'perMinute'), addressShare)}r/m;`,
    )}
  `
}

/** The limit of one route, by the name of its tier. */
export function routeLimit(name: string): Block {
  const burst = value(`rateLimits.tiers.${name}.burst`)
  return block`
    ${when(
      'rateLimits.enabled',
      block`
        set $retry_after ${secondsPerRequest(value(`rateLimits.tiers.${name}.perMinute`))};
        limit_req zone=${name} burst=${burst} nodelay;
        limit_req zone=${name}_signed_in burst=${percent(burst, signedInShare)} nodelay;
        ${whenever(
          eq(value(`rateLimits.tiers.${name}.by`), 'user'),
          block`limit_req zone=${name}_address burst=${percent(burst, addressShare)} nodelay;`,
        )}
      `,
    )}
  `
}

const signedInShare = value('rateLimits.signedInPercentage')
const addressShare = value('rateLimits.addressPercentage')

/** A share of a number, rounded down. */
function percent(of: Expr<number>, share: Expr<number>): Expr<number> {
  return raw<number>('any', (a: number, b: number) =>
    Math.floor((a * b) / 100),
  )`div (mul ${of} ${share}) 100`
}

/** Whole seconds after which a refused client may ask again: 60 / n, rounded up. */
function secondsPerRequest(perMinute: Expr<number>): Expr<number> {
  return raw<number>('any', (n: number) =>
    Math.ceil(60 / n),
  )`div (add 59 ${perMinute}) ${perMinute}`
}
