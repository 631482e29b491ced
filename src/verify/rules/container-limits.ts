import { parseQuantity } from '../../kubernetes/pod/quantity.ts'
import { at, fields, items, type Fields } from '../fields.ts'
import type { Pod } from './pod.ts'
import { ofKind, type Release } from './release.ts'

/** What a container asks for and may have, once the API server has filled in what it does not say. */
export interface Amounts {
  readonly requests: Fields
  readonly limits: Fields
}

/** Finds what the LimitRanges of its namespace say of the containers of a pod: one item each. */
export function limitRangesOf(
  release: Pick<Release, 'manifests'>,
): (pod: Pod) => readonly Fields[] {
  const ranges = ofKind(release, 'LimitRange').map(({ namespace, body }) => ({
    namespace,
    items: items(at(body, 'spec', 'limits')).filter(({ type }) => type === 'Container'),
  }))
  return ({ owner }) =>
    ranges.filter(({ namespace }) => namespace === owner.namespace).flatMap((one) => one.items)
}

/**
 * Fills in a container's amounts in the API server's order: a request follows a limit that is
 * written, then LimitRanges give their defaults, which follow from their own maximum and minimum.
 */
export function filledAmounts(container: Fields, ranges: readonly Fields[]): Amounts {
  const limits = fields(at(container, 'resources', 'limits'))
  const requests = { ...limits, ...fields(at(container, 'resources', 'requests')) }
  return ranges.reduce<Amounts>(
    (amounts, range) => {
      const limit = { ...fields(range['max']), ...fields(range['default']) }
      const request = { ...fields(range['min']), ...limit, ...fields(range['defaultRequest']) }
      return {
        limits: { ...limit, ...amounts.limits },
        requests: { ...request, ...amounts.requests },
      }
    },
    { limits, requests },
  )
}

/** Why the API server would refuse a container because of a LimitRange, in half sentences. */
export function limitFaults(container: Fields, ranges: readonly Fields[]): readonly string[] {
  const { requests, limits } = filledAmounts(container, ranges)
  const written = fields(at(container, 'resources', 'limits'))
  const above = Object.entries(requests)
    .filter(([name, request]) => !(name in written) && isAbove(request, limits[name]))
    .map(
      ([name, request]) =>
        `${name} ${String(request)} is above the limit of ${String(limits[name])} that the LimitRange gives it`,
    )
  return [...above, ...ranges.flatMap((range) => boundFaults({ requests, limits }, range))]
}

function boundFaults({ requests, limits }: Amounts, range: Fields): readonly string[] {
  const below = Object.entries(fields(range['min'])).flatMap(([name, least]) =>
    [requests[name], limits[name]]
      .filter((amount) => isAbove(least, amount))
      .map((amount) => `${name} ${String(amount)} is below the minimum of ${String(least)}`),
  )
  const above = Object.entries(fields(range['max'])).flatMap(([name, most]) =>
    [requests[name], limits[name]]
      .filter((amount) => isAbove(amount, most))
      .map((amount) => `${name} ${String(amount)} is above the maximum of ${String(most)}`),
  )
  const ratios = Object.entries(fields(range['maxLimitRequestRatio'])).flatMap(([name, most]) => {
    const [request, limit] = [parseQuantity(requests[name]), parseQuantity(limits[name])]
    if (request && limit && limit / request <= (parseQuantity(most) ?? 0)) return []
    const [least, amount] = [String(requests[name] ?? 'none'), String(limits[name] ?? 'none')]
    return [`${name}: limit ${amount} to request ${least} is above the ratio of ${String(most)}`]
  })
  return [...new Set([...below, ...above, ...ratios])]
}

function isAbove(amount: unknown, most: unknown): boolean {
  const [one, other] = [parseQuantity(amount), parseQuantity(most)]
  return one !== undefined && other !== undefined && one > other
}
