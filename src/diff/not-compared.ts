import { isDeepStrictEqual } from 'node:util'
import { isUnjudged, type Problem } from '../errors/chart-error.ts'
import { groupOf } from '../verify/manifest.ts'
import type { State } from './compare-states.ts'
import type { ObjectChange } from './object-changes.ts'
import { questionsOf } from './values/template-words.ts'

/** What may break an upgrade besides, as far as something differs that nobody can look at here. */
export function notCompared(
  from: State,
  to: State,
  objects: readonly ObjectChange[],
  found: readonly Problem[],
): readonly Problem[] {
  return [
    ...found.filter(isUnjudged),
    ...notRendered(from, to),
    ...ofOperators(objects),
    ...asked(from, to),
  ]
}

function unjudged(path: string, message: string, hint?: string): Problem {
  const what = { code: 'not-compared', path, message, severity: 'unjudged' as const }
  return hint === undefined ? what : { ...what, hint }
}

/** A state that Helm does not render has no objects. */
function notRendered(from: State, to: State): readonly Problem[] {
  const refused = [from, to].filter(({ refusal = [] }) => refusal.length > 0)
  return refused.map(({ name, refusal: [first] = [] }) =>
    unjudged(
      'objects',
      `Helm does not render ${name}: ${first?.message ?? ''}`,
      'set what it wants in a values file: -f FILE',
    ),
  )
}

/** Custom resources, whose operators have rules of their own; labels and annotations are Kubernetes' own. */
function ofOperators(objects: readonly ObjectChange[]): readonly Problem[] {
  const changed = objects.filter(
    ({ change, apiVersion, fields }) =>
      change === 'changed' &&
      !groups.test(groupOf(apiVersion)) &&
      fields.some(({ path: [first] }) => first !== 'metadata'),
  )
  return changed.map(({ kind, name }) =>
    unjudged(`${kind}/${name}`, 'what its operator lets change is not known'),
  )
}

/** Templates that render something else in a cluster: told where the versions differ at all. */
function asked(from: State, to: State): readonly Problem[] {
  const [old, next] = [from, to].map(({ chart }) => (chart ? questionsOf(chart) : []))
  const questions = [...new Set([...(old ?? []), ...(next ?? [])])]
  if (questions.length === 0 || isDeepStrictEqual(from.chart, to.chart)) return []
  return questions.map((one) =>
    unjudged('templates', `they ask ${one}, and were rendered as if it had nothing`),
  )
}

/** Kubernetes' own groups, of which `immutable-fields.ts` knows the rules. */
const groups =
  /^(|apps|batch|autoscaling|policy|(admissionregistration|apiextensions|apiregistration|authentication|authorization|certificates|coordination|discovery|events|flowcontrol\.apiserver|networking|node|rbac\.authorization|resource|scheduling|storage|storagemigration)\.k8s\.io)$/
