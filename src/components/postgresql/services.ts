import type { Problem } from '../../errors/chart-error.ts'
import {
  furtherServiceProblems,
  furtherServiceStructure,
  type FurtherServices,
  namedServices,
  type NamedService,
  type OfferedPorts,
} from '../../kubernetes/network/further-service-model.ts'
import { postgresqlPort } from './contract.ts'

/** What a person may say of the Services of a PostgreSQL server. */
export interface PostgresqlServices {
  /**
   * Services beside its own, by name: `{ node: { type: 'NodePort' } }` is the Service
   * `<release>-<component>-node`, for those who come from outside the cluster. Default: none.
   */
  readonly services?: FurtherServices
}

const port = { name: 'postgresql', port: postgresqlPort, protocol: 'tcp' } as const

const offered: OfferedPorts = { all: [port], usual: [port] }

/** The further Services of a server. */
export function postgresqlServices({ services = {} }: PostgresqlServices): readonly NamedService[] {
  return namedServices(services, offered)
}

/** What the schema of the values needs to know of them. */
export function servicesStructure(
  model: PostgresqlServices,
): ReturnType<typeof furtherServiceStructure> {
  return furtherServiceStructure(postgresqlServices(model))
}

/** What is wrong with them. */
export function servicesProblems(
  { services = {} }: PostgresqlServices,
  component: string,
): readonly Problem[] {
  return furtherServiceProblems(services, offered, component, ['headless'])
}
