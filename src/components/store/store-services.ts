import type { Problem } from '../../errors/chart-error.ts'
import {
  furtherServiceProblems,
  furtherServiceStructure,
  type FurtherServices,
  furtherServicesOption,
  namedServices,
  type NamedService,
  reachedInside,
} from '../../kubernetes/network/further-service-model.ts'
import type { OfferedPort } from '../../kubernetes/network/offered-port.ts'
import type { Schema } from '../../schema/schema.ts'

/** What a person may say of the Services of a store. */
export interface StoreServices {
  /**
   * Services beside its own, by name: `{ node: { type: 'NodePort' } }` is the Service
   * `<release>-<component>-node`, for those who come from outside the cluster. Default: none.
   */
  readonly services?: FurtherServices
}

/** The schema of what a person says of them. */
export const storeServicesOption: Readonly<Record<keyof StoreServices, Schema>> = {
  services: furtherServicesOption,
}

/** The further Services of the stores of one kind. */
export interface KindServices {
  readonly of: (model: StoreServices) => readonly NamedService[]
  readonly features: (model: StoreServices) => readonly string[]
  readonly keys: (model: StoreServices) => Readonly<Record<string, readonly string[]>>
  /** Ports that clients reach by one of them. */
  readonly reached: (model: StoreServices) => readonly number[]
  readonly problems: (model: StoreServices, component: string) => readonly Problem[]
}

/** What the ports of a kind's first Service are, which others it has, and which names its own Services take. */
export interface KindPorts {
  readonly usual: readonly OfferedPort[]
  readonly further?: readonly OfferedPort[]
  readonly taken?: readonly string[]
}

/** Further Services for the stores of a kind. */
export function storeServices({ usual, further = [], taken = [] }: KindPorts): KindServices {
  const offered = { all: [...usual, ...further], usual }
  const of = ({ services = {} }: StoreServices): readonly NamedService[] =>
    namedServices(services, offered)
  return {
    of,
    features: (model) => furtherServiceStructure(of(model)).features,
    keys: (model) => furtherServiceStructure(of(model)).keys,
    reached: (model) => reachedInside(of(model)).map(({ port }) => port),
    problems: ({ services = {} }, component) =>
      furtherServiceProblems(services, offered, component, taken),
  }
}
