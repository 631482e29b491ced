import { clientPolicies } from '../../src/chart/umbrella/client-policies.ts'
import { umbrellaNames } from '../../src/chart/umbrella/names.ts'
import { planChart } from '../../src/chart/plan.ts'
import type { ComponentContext } from '../../src/platform/component.ts'
import type { Components, Platform } from '../../src/platform/define-platform.ts'
import { type ResolvedComponent, resolvePlatform } from '../../src/platform/resolve.ts'
import { evaluateDocuments, type RenderInput } from '../../src/template/evaluate/evaluate.ts'
import { defaultsOf } from '../../src/values/defaults.ts'
import { loadSchema } from '../../src/schema/load-schema.ts'
import { overlay } from '../../src/helm/merge/overlay.ts'
import type { Values } from '../../src/values/value.ts'
import { valueAt } from '../../src/values/value-at.ts'

/** What every Kubernetes object has. */
export interface Manifest {
  readonly kind: string
  readonly metadata: { readonly name: string }
}

/** One component of a platform called `shop`, in its place. */
export function resolved(components: Components, name: string): ResolvedComponent {
  const platform: Platform = { components }
  const found = resolvePlatform('shop', platform).components.find(
    ({ context }) => context.name === name,
  )
  if (!found) throw new Error(`there is no component ${name}`)
  return found
}

/** The context of one component of a platform. */
export function contextOf(components: Components, name: string): ComponentContext {
  return resolved(components, name).context
}

/**
 * The objects that one component's chart renders for the release `shop` with these values on top,
 * and the policies that the umbrella opens to it.
 */
export function rendered(
  components: Components,
  name: string,
  values: Values = {},
): readonly Manifest[] {
  const one = resolved(components, name)
  const plan = planChart(one, {})
  const input: RenderInput = {
    values: overlay(plan.defaults, values),
    schema: plan.schema,
    release: { name: 'shop', namespace: 'default' },
    chart: { name, version: '1.0.0', appVersion: '1.0.0' },
  }
  const documents = Object.values(plan.templates.files).flatMap((file) =>
    evaluateDocuments(file, input),
  )
  return [...documents, ...policiesOf(one, overlay(plan.defaults, values))] as readonly Manifest[] // every document is a Kubernetes object
}

function policiesOf(component: ResolvedComponent, values: Values): readonly unknown[] {
  const { name, clients } = component.context
  const policies = clientPolicies(
    { name: 'shop', platform: { components: {} }, components: [component] },
    umbrellaNames('shop'),
  )
  return evaluateDocuments(policies, {
    values: {
      global: {
        ...defaultsOf(loadSchema('global')),
        networkPolicy: { enabled: true },
        services: {
          ...Object.fromEntries(clients.map((client) => [client.name, { mode: 'embedded' }])),
          ...(valueAt(values, ['global', 'services']) as Values | undefined), // a map, where it is there
        },
      },
      ...Object.fromEntries(clients.map((client) => [client.name, { enabled: true }])),
      [name]: values,
    },
    schema: {},
    release: { name: 'shop', namespace: 'default' },
    chart: { name: 'shop', version: '1.0.0', appVersion: '1.0.0' },
  })
}

/** The one object of a kind, of this name where there are several. */
export function the<T>(objects: readonly Manifest[], kind: string, name?: string): T {
  const found = objects.filter(
    (one) => one.kind === kind && (name === undefined || one.metadata.name === name),
  )
  if (found.length !== 1) throw new Error(`${found.length} objects are ${kind} ${name ?? ''}`)
  return found[0] as T // its kind says so
}
