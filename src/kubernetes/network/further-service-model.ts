import type { Problem } from '../../errors/chart-error.ts'
import { didYouMean } from '../../errors/suggestion.ts'
import type { Schema } from '../../schema/schema.ts'
import { formatPath } from '../../helm/yaml/yaml-path.ts'
import type { OfferedPort } from './offered-port.ts'

/** A Service beside the one that components connect to. */
export interface FurtherService {
  /**
   * How it is reached. `Headless` has no address: its name stands for those of the pods. A `NodePort` or
   * `LoadBalancer` lets in whoever its source ranges name. Default: `ClusterIP`.
   */
  readonly type?: 'ClusterIP' | 'Headless' | 'LoadBalancer' | 'NodePort'
  /** Names of the ports that it has. Default: those of the first Service. */
  readonly ports?: readonly string[]
}

/** Further Services by name: each is called `<release>-<component>-<name>`. */
export type FurtherServices = Readonly<Record<string, FurtherService>>

/** A further Service with its ports. */
export interface NamedService {
  readonly name: string
  readonly type: NonNullable<FurtherService['type']>
  readonly ports: readonly OfferedPort[]
}

/** The ports of the pods, and which of them the first Service has. */
export interface OfferedPorts {
  readonly all: readonly OfferedPort[]
  readonly usual: readonly OfferedPort[]
}

/** What a person may say of further Services. */
export const furtherServicesOption: Schema = {
  type: 'object',
  propertyNames: {
    type: 'string',
    pattern: '^[a-z0-9]([-a-z0-9]*[a-z0-9])?$',
    patternErrorMessage:
      'must have lower-case letters, digits and "-", since it ends the name of a Service',
  },
  additionalProperties: {
    type: 'object',
    additionalProperties: false,
    properties: {
      type: { type: 'string', enum: ['ClusterIP', 'Headless', 'LoadBalancer', 'NodePort'] },
      ports: { type: 'array', minItems: 1, uniqueItems: true, items: { type: 'string' } },
    },
  },
}

/** The further Services of a component, with the ports that each has. */
export function namedServices(
  services: FurtherServices,
  { all, usual }: OfferedPorts,
): readonly NamedService[] {
  return Object.entries(services).map(([name, { type = 'ClusterIP', ports }]) => ({
    name,
    type,
    ports: ports ? all.filter((one) => ports.includes(one.name)) : usual,
  }))
}

/** Whether a Service is reached from outside the cluster. */
export function leadsIn({ type }: Pick<NamedService, 'type'>): boolean {
  return type === 'NodePort' || type === 'LoadBalancer'
}

/** The ports that components reach by one of these Services. */
export function reachedInside(services: readonly NamedService[]): readonly OfferedPort[] {
  return [...new Set(services.filter((one) => !leadsIn(one)).flatMap(({ ports }) => ports))]
}

/** What the schema of the values needs to know of further Services. */
export function furtherServiceStructure(services: readonly NamedService[]): {
  readonly features: readonly string[]
  readonly keys: Readonly<Record<string, readonly string[]>>
} {
  return {
    features: services.flatMap((one) => [
      ...(leadsIn(one) ? [`services.${one.name}.public`] : []),
      ...(one.type === 'LoadBalancer' ? [`services.${one.name}.loadBalancer`] : []),
    ]),
    keys: {
      services: services.map(({ name }) => name),
      ...Object.fromEntries(
        services
          .filter(leadsIn)
          .map(({ name, ports }) => [`services.${name}.nodePorts`, ports.map((one) => one.name)]),
      ),
    },
  }
}

/** What is wrong with further Services; `taken` are names that the component's own objects have. */
export function furtherServiceProblems(
  services: FurtherServices,
  { all, usual }: OfferedPorts,
  component: string,
  taken: readonly string[] = [],
): readonly Problem[] {
  return Object.entries(services).flatMap(([name, { ports }]) => {
    const path = formatPath(['components', component, 'services', name])
    return [
      ...(taken.includes(name) ? [nameTaken(name, path, component)] : []),
      ...(ports ?? [])
        .filter((port) => !all.some((one) => one.name === port))
        .map((port) => unknownPort(port, all, `${path}.ports`)),
      ...(ports === undefined && usual.length === 0 ? [noPorts(path)] : []),
    ]
  })
}

function nameTaken(name: string, path: string, component: string): Problem {
  return {
    code: 'service-name',
    path,
    message: `<release>-${component}-${name} is the name of another Service of ${component}`,
    hint: 'call it something else',
  }
}

function unknownPort(port: string, all: readonly OfferedPort[], path: string): Problem {
  const known = all.map(({ name }) => name)
  return {
    code: 'service-port',
    path,
    message: `there is no port ${port} for a Service to have`,
    hint: didYouMean(port, known, `the ports are: ${known.join(', ')}`, (close) => `"${close}"`),
  }
}

function noPorts(path: string): Problem {
  return {
    code: 'service-port',
    path,
    message: 'a Service has a port, and this one has none',
    hint: "say which: { ports: ['http'] }",
  }
}
