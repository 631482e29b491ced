import type { Problem } from '../../errors/chart-error.ts'
import { at, text } from '../../verify/fields.ts'
import { kindKey, nameOf, namespaceOf } from '../release-objects.ts'
import { namesOf, userOf } from './references.ts'

/** What runs pods, by kind with the group of its API. */
const runningPods: readonly string[] = [
  'Pod',
  'apps/DaemonSet',
  'apps/Deployment',
  'apps/StatefulSet',
  'batch/CronJob',
  'batch/Job',
]

/**
 * Secrets that pods need from now on and that nothing in the release makes. A pod waits for its
 * Secrets, and that of a store goes before the next one comes.
 */
export function neededSecrets(
  from: readonly unknown[],
  to: readonly unknown[],
): readonly Problem[] {
  const known = new Set([...from.flatMap(needs), ...[...from, ...to].flatMap(makes)])
  const keys = [...new Set(to.flatMap(needs))].filter((key) => !known.has(key))
  const needed = keys.map((key) => key.slice(key.indexOf('/') + 1))
  const [[key = ''], [first]] = [keys, needed]
  if (first === undefined) return []
  const namespace = key.slice(0, key.indexOf('/'))
  const user = userOf('Secret', { name: first, namespace }, to.filter(isRunning))
  const [it, exists] = needed.length === 1 ? ['it', 'exists'] : ['them', 'exist']
  const others = needed.length === 1 ? '' : ' and others'
  return [
    {
      code: 'secret-needed',
      path: needed.length === 1 ? `Secret/${first}` : `Secret ${needed.join(', ')}`,
      message: `the new pods of ${user}${others} need ${it}, nothing in the chart makes ${it}, and pods wait until Secrets exist`,
      hint: `see that ${it === 'it' ? 'it' : 'they'} ${exists} before the upgrade`,
      severity: 'warning',
    },
  ]
}

const isRunning = (object: unknown): boolean => runningPods.includes(kindKey(object))

/** Namespace and name of each Secret: `default/postgresql`. */
function needs(object: unknown): readonly string[] {
  return isRunning(object) ? within(object, namesOf('Secret', object)) : []
}

/** The Secret that an object is, or that an operator makes of it. */
function makes(object: unknown): readonly string[] {
  return within(object, namesMade(object))
}

const within = (object: unknown, names: readonly string[]): readonly string[] =>
  names.map((name) => `${namespaceOf(object)}/${name}`)

function namesMade(object: unknown): readonly string[] {
  switch (kindKey(object)) {
    case 'Secret':
    case 'bitnami.com/SealedSecret':
      return [nameOf(object)]
    case 'external-secrets.io/ExternalSecret':
      return [text(at(object, 'spec', 'target', 'name')) ?? nameOf(object)]
    case 'cert-manager.io/Certificate':
      return namesOf('Secret', object)
    default:
      return []
  }
}
