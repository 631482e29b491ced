import type { Component } from '../../platform/component.ts'
import type { Wait } from '../../platform/connections.ts'
import type { Edge } from '../../platform/edge.ts'
import type { Priority } from '../../kubernetes/scheduling.ts'
import type { DeepPartial } from '../../values/deep-partial.ts'
import type { ServiceValues } from '../../values/types/service.ts'
import { type HttpPart, serviceConnection } from './connection.ts'
import { checkService } from './check.ts'
import { serviceKeys, serviceRole, serviceSecrets } from './contract.ts'
import { waitsOf, waitValues } from './waits.ts'
import { serviceTemplates } from './templates.ts'
import { withOptions } from '../../platform/checked-options.ts'
import { serviceKind } from './options.ts'

/** What a person says of a service. */
export interface ServiceOptions<Uses extends readonly Edge[] = readonly Edge[]> {
  /** One sentence on what it does, for Chart.yaml and the documents. */
  readonly description?: string
  /** Its image, such as `shop/users` or `registry.example.com/shop/users`; tag and digest are values. */
  readonly image: string
  /** Port that it listens on, for HTTP; its Service has the same. */
  readonly port: number
  /** Whom it talks to. */
  readonly uses?: Uses
  /** Command that migrates its database, run by a Job with the service's own image. */
  readonly migrate?: readonly string[]
  /** Secrets of its own: name → key of the Secret → environment variable. */
  readonly secrets?: Readonly<Record<string, Readonly<Record<string, string>>>>
  /** Paths that its probes ask. Defaults: `/health`, `/ready`. */
  readonly probes?: { readonly liveness?: string; readonly readiness?: string }
  /** Directories that it may write to, each an emptyDir: on the node's disk, or in memory. Default: `/tmp`. */
  readonly writable?: readonly (string | InMemory)[]
  /** Importance when nodes run full. Default: `standard`. */
  readonly priority?: Priority
  /** Values that differ from the kind's defaults. */
  readonly values?: DeepPartial<ServiceValues>
}

/** A directory in memory, which counts for the memory limit of the container that writes to it. */
export interface InMemory {
  readonly path: string
  /** Size at most, such as `64Mi`. */
  readonly memory: string
}

/** A directory that a service may write to. */
export type WritableDirectory = { readonly path: string } | InMemory

/** The options with every default filled in. */
export interface ServiceModel extends Required<
  Omit<ServiceOptions, 'values' | 'uses' | 'writable'>
> {
  readonly writable: readonly WritableDirectory[]
  readonly probes: { readonly liveness: string; readonly readiness: string }
}

/**
 * A stateless HTTP service: Deployment, Service, ServiceAccount, ConfigMap, autoscaler, disruption
 * budget, network doors, and a migration Job where it has one.
 */
export function service<const Uses extends readonly Edge[] = readonly []>(
  options: ServiceOptions<Uses>,
): Component<'http', ServiceValues, Uses, HttpPart> {
  return withOptions(serviceKind, options, () => {
    const model: ServiceModel = {
      description: options.description ?? 'HTTP service',
      image: options.image,
      port: options.port,
      migrate: options.migrate ?? [],
      secrets: options.secrets ?? {},
      probes: { liveness: '/health', readiness: '/ready', ...options.probes },
      writable: (options.writable ?? ['/tmp']).map((one) =>
        typeof one === 'string' ? { path: one } : one,
      ),
      priority: options.priority ?? 'standard',
    }
    return {
      kind: 'service',
      provides: 'http',
      description: model.description,
      uses: options.uses ?? ([] as unknown as Uses), // no edges is the default of the type parameter
      values: (context) => serviceValues(options, waitsOf(model, context)),
      features: features(model),
      connection: serviceConnection(model.port),
      door: { role: serviceRole, ports: [model.port] },
      health: { port: model.port, path: model.probes.readiness },
      keys: (context) => serviceKeys(model, context),
      check: (context) => checkService(model, context),
      secrets: (context) => serviceSecrets(model, context),
      shape: ({ uses }) => {
        const { image: _, description: _text, ...structure } = model
        return [structure, uses]
      },
      templates: (context) => serviceTemplates(model, context),
    }
  })
}

/** What the model sets: the image, and that of each container which waits for a store. */
function serviceValues(
  { image, values }: ServiceOptions,
  waits: readonly Wait[],
): DeepPartial<ServiceValues> {
  const waiting = waits.length > 0 ? { waits: { ...waitValues(waits), ...values?.waits } } : {}
  return { ...values, image: { ...imageParts(image), ...values?.image }, ...waiting }
}

/** Registry and repository: a first part with a dot or a port, or `localhost`, is a registry. */
function imageParts(image: string): { readonly registry?: string; readonly repository: string } {
  const [, registry, repository] = /^([^/]*[.:][^/]*|localhost)\/(.+)$/.exec(image) ?? []
  return registry === undefined || repository === undefined
    ? { repository: image }
    : { registry, repository }
}

function features(model: ServiceModel): readonly string[] {
  const always = ['service', 'autoscaling', 'startupProbe', 'livenessProbe', 'readinessProbe']
  return model.migrate.length > 0 ? [...always, 'migration'] : always
}
