import type { Problem } from '../../errors/chart-error.ts'
import { at, text } from '../../verify/fields.ts'
import { kindKey, nameOf } from '../release-objects.ts'
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
  const needed = [...new Set(to.flatMap(needs))].filter((name) => !known.has(name))
  const [first] = needed
  if (first === undefined) return []
  const user = userOf('Secret', first, to.filter(isRunning))
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

function needs(object: unknown): readonly string[] {
  return isRunning(object) ? namesOf('Secret', object) : []
}

/** The Secret that an object is, or that an operator makes of it. */
function makes(object: unknown): readonly string[] {
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
