import { isDeepStrictEqual } from 'node:util'
import type { Problem } from '../../errors/chart-error.ts'
import { at, type Fields, fields, items, number, text, texts } from '../../verify/fields.ts'
import { hasLabels } from '../../verify/rules/selector.ts'
import { byIdentity } from '../object-changes.ts'
import { kindKey, nameOf, namespaceOf, titleOfAll, titleOfObject } from '../release-objects.ts'
import { podTemplateOf } from './object-shapes.ts'

type Objects = ReadonlyMap<string, unknown>

/**
 * Services and routes that lead requests, from the upgrade on, to pods that the upgrade itself starts:
 * Helm changes all at once, so that nobody answers until they are ready.
 */
export function unreadyPods(from: readonly unknown[], to: readonly unknown[]): readonly Problem[] {
  const [old, next] = [byIdentity(from), byIdentity(to)]
  return [...next].flatMap(([key, object]) => {
    const before = old.get(key)
    if (before === undefined) return [] // nobody has asked it yet
    const led = ways[kindKey(object)]?.(before, object, old, next) ?? []
    return led.map(({ where, workloads }) => ({
      code: 'requests-before-pods',
      path: `${titleOfObject(object)} ${where}`,
      message: `the upgrade leads requests to the pods of ${titleOfAll(workloads)} while it starts them, so that nobody answers until they are ready`,
      hint: 'upgrade twice: start the pods, and lead requests to them once they are ready',
      severity: 'warning' as const,
    }))
  })
}

/** A place in an object that leads to pods which are only started. */
interface Led {
  readonly where: string
  readonly workloads: readonly unknown[]
}

type Way = (before: unknown, after: unknown, old: Objects, next: Objects) => readonly Led[]

const ways: Readonly<Record<string, Way>> = {
  Service: (before, after, old, next) => {
    const workloads = behind(before, old).length > 0 ? startedBehind(after, old, next) : []
    return workloads.length > 0 ? [{ where: 'spec.selector', workloads }] : []
  },
  'gateway.networking.k8s.io/HTTPRoute': (before, after, old, next) =>
    items(at(after, 'spec', 'rules')).flatMap((rule, index) => {
      const twin = items(at(before, 'spec', 'rules')).find((one) =>
        isDeepStrictEqual(one['matches'], rule['matches']),
      )
      const were = backends(twin, before, old)
      if (!were.some((service) => behind(service, old).length > 0)) return []
      const names = were.map(nameOf)
      return backends(rule, after, next)
        .filter((service) => !names.includes(nameOf(service)))
        .map((service) => startedBehind(service, old, next))
        .filter(({ length }) => length > 0)
        .map((workloads) => ({ where: `spec.rules[${index}].backendRefs`, workloads }))
    }),
}

/** The Services that a rule of a route sends requests to. */
function backends(rule: Fields | undefined, route: unknown, objects: Objects): readonly unknown[] {
  const refs = items(rule?.['backendRefs']).filter(({ weight }) => weight !== 0)
  return [...objects.values()].filter(
    (one) =>
      kindKey(one) === 'Service' &&
      refs.some(
        ({ name, namespace = namespaceOf(route) }) =>
          name === nameOf(one) && namespace === namespaceOf(one),
      ),
  )
}

/** The workloads behind a Service, unless some of them have had pods with its labels before. */
function startedBehind(service: unknown, old: Objects, next: Objects): readonly unknown[] {
  const running = behind(service, old)
  const after = behind(service, next)
  return after.some(([key]) => running.some(([one]) => one === key))
    ? []
    : after.map(([, workload]) => workload)
}

/** The workloads with pods that a Service sends requests to once they are ready. */
function behind(service: unknown, objects: Objects): readonly (readonly [string, unknown])[] {
  const selector = fields(at(service, 'spec', 'selector'))
  if (Object.keys(selector).length === 0) return []
  if (at(service, 'spec', 'publishNotReadyAddresses') === true) return []
  return [...objects].filter(
    ([, object]) =>
      !ending.includes(text(at(object, 'kind')) ?? '') &&
      namespaceOf(object) === namespaceOf(service) &&
      number(at(object, 'spec', 'replicas')) !== 0 &&
      hasLabels(selector, labelsOf(object)),
  )
}

/** Workloads whose pods end by themselves. */
const ending = ['Job', 'CronJob']

function labelsOf(workload: unknown): Readonly<Record<string, string>> {
  return texts(at(podTemplateOf(workload)?.template, 'metadata', 'labels'))
}
