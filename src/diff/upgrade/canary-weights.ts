import type { Problem } from '../../errors/chart-error.ts'
import { at, fields, number } from '../../verify/fields.ts'

/** Values of a chart with gateways that split requests. */
type Values = Readonly<Record<string, unknown>>

/** A set of pods of a service, and the percent of a gateway's requests that it gets. */
interface Share {
  readonly percent: number
  readonly replicas: number
  /** Whether any of the service's pods run, and the gateway. */
  readonly isAwake: boolean
}

/**
 * Shares that a gateway gives to pods while the upgrade starts them, or that its old pods still give to
 * those that the upgrade stops. The objects do not tell: a share is in the text of nginx.conf.
 */
export function canaryWeights(from: Values, to: Values): readonly Problem[] {
  return Object.keys(to).flatMap((gateway) =>
    Object.keys(fields(at(to, gateway, 'canaries'))).flatMap((service) =>
      (['stable', 'canary'] as const).flatMap((track) => {
        const [before, after] = [from, to].map((all) => shareOf(all, gateway, service, track))
        if (!before?.isAwake || !after?.isAwake) return []
        const place = { gateway, service, track }
        return [...tooEarly(place, before, after), ...tooLate(place, before, after)]
      }),
    ),
  )
}

interface Place {
  readonly gateway: string
  readonly service: string
  readonly track: 'stable' | 'canary'
}

function shareOf(all: Values, gateway: string, service: string, track: Place['track']): Share {
  const weight = number(at(all, gateway, 'canaries', service, 'weight')) ?? 0
  const pods = (set: Place['track']): number => number(at(all, service, set, 'replicas')) ?? 0
  const isHere = at(all, 'global', 'services', service, 'mode') !== 'external'
  const isOn = [gateway, service].every((name) => at(all, name, 'enabled') !== false)
  return {
    percent: track === 'canary' ? weight : 100 - weight,
    replicas: pods(track),
    isAwake: isHere && isOn && pods('stable') + pods('canary') > 0,
  }
}

function tooEarly(place: Place, before: Share, after: Share): readonly Problem[] {
  if (after.percent === 0 || before.replicas > 0 || after.replicas === 0) return []
  const { gateway, service, track } = place
  return [
    {
      code: 'requests-before-pods',
      path: pathOf(place),
      message: `the upgrade starts ${service}.${track} and has ${gateway} give it ${after.percent}% of the requests at once, so that they find nobody until its pods are ready`,
      hint: `upgrade twice: set ${service}.${track}.replicas, and the weight once the pods are ready`,
      severity: 'warning',
    },
  ]
}

function tooLate(place: Place, before: Share, after: Share): readonly Problem[] {
  if (before.percent === 0 || before.replicas === 0 || after.replicas > 0) return []
  const { gateway, service, track } = place
  return [
    {
      code: 'requests-after-pods',
      path: pathOf(place),
      message: `the upgrade stops ${service}.${track} while pods of ${gateway} that it has not replaced yet still send it ${before.percent}% of the requests`,
      hint: `upgrade twice: set the weight, and ${service}.${track}.replicas once ${gateway} has it`,
      severity: 'warning',
    },
  ]
}

function pathOf({ gateway, service }: Place): string {
  return `${gateway}.canaries.${service}.weight`
}
