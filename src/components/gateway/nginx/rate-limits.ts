import { at, choose, eq, raw, text } from '../../../template/node/expression.ts'
import type { Block } from '../../../template/node/node.ts'
import { scope } from '../../../template/node/scope.ts'
import { block, when } from '../../../template/node/structure.ts'
import type { Expr } from '../../../template/node/templated.ts'
import type { GatewayValues } from '../values.ts'
import { blockWhen, sectionWhen } from './layout.ts'

type Tier = GatewayValues['rateLimits']['tiers'][string]

const { value, each } = scope<GatewayValues>()

const signedInShare = value('rateLimits.signedInPercentage')
const addressShare = value('rateLimits.addressPercentage')

/**
 * The zones of every tier. A request without credentials counts by address; one with credentials
 * counts apart, with a higher share. nginx cannot check credentials, so where they are what tells
 * users apart, their address has a bound as well: invented ones would else lift the limit.
 */
export const rateLimits: Block = sectionWhen(
  value('rateLimits.enabled'),
  block`
    # Rate limits: whoever shows credentials has a share of its own.
    map $http_authorization $credentials {
        default $http_authorization;
        ""      ${sessionCookie()};
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
    map "$tier:" $guest_seconds {
        ${each('rateLimits.tiers', (tier, name) => seconds(name, guestRate(tier)))}
    }
    map "$tier:" $signed_in_seconds {
        ${each('rateLimits.tiers', (tier, name) => seconds(name, signedInRate(tier)))}
    }
    map $credentials $seconds_per_request {
        default $signed_in_seconds;
        ""      $guest_seconds;
    }
    # A service that answers 429 itself says when to come back in its own words.
    map "$status:$upstream_status" $seconds_to_wait {
        "429:" $seconds_per_request;
    }
    add_header Retry-After $seconds_to_wait always;
  `,
)

function sessionCookie(): Expr<string> {
  const cookie = value('rateLimits.sessionCookie')
  return choose(cookie, text`$cookie_${cookie}`, '""')
}

function zones(tier: Expr<Tier>, name: Expr<string>): Block {
  const byUser = eq(at(tier, 'by'), 'user')
  const signedIn = choose(byUser, '$credentials', '$signed_in_address')
  return block`
    limit_req_zone $anonymous_address zone=${name}:4m rate=${guestRate(tier)}r/m;
    limit_req_zone ${signedIn} zone=${name}_signed_in:4m rate=${signedInRate(tier)}r/m;
    ${when(
      byUser,
      block`limit_req_zone $signed_in_address zone=${name}_address:4m rate=${percent(guestRate(tier), addressShare)}r/m;`,
    )}
  `
}

function guestRate(tier: Expr<Tier>): Expr<number> {
  return at(tier, 'perMinute')
}

function signedInRate(tier: Expr<Tier>): Expr<number> {
  return percent(guestRate(tier), signedInShare)
}

/** How long a client of a tier waits for its next request; the colon sets names apart from words of `map`. */
function seconds(name: Expr<string>, perMinute: Expr<number>): Block {
  return block`"${name}:" ${secondsPerRequest(perMinute)};`
}

/** The limit of one route, by the name of its tier. */
export function routeLimit(tier: string): Block {
  const burst = value(`rateLimits.tiers.${tier}.burst`)
  return blockWhen(
    value('rateLimits.enabled'),
    block`
      set $tier ${tier};
      limit_req zone=${tier} burst=${burst} nodelay;
      limit_req zone=${tier}_signed_in burst=${percent(burst, signedInShare)} nodelay;
      ${when(
        eq(value(`rateLimits.tiers.${tier}.by`), 'user'),
        block`limit_req zone=${tier}_address burst=${percent(burst, addressShare)} nodelay;`,
      )}
    `,
  )
}

/** A share of a number, rounded down. */
function percent(of: Expr<number>, share: Expr<number>): Expr<number> {
  return raw<number>('any', shareOf)`div (mul ${of} ${share}) 100`
}

function shareOf(of: number, share: number): number {
  return Math.floor((of * share) / 100)
}

/** Whole seconds from one request to the next: 60 / n, rounded up. */
function secondsPerRequest(perMinute: Expr<number>): Expr<number> {
  return raw<number>('any', (n: number) =>
    Math.ceil(60 / n),
  )`div (add 59 ${perMinute}) ${perMinute}`
}
