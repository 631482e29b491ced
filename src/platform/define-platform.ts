import type { Problem } from '../errors/chart-error.ts'
import type { DeepPartial } from '../schema/deep-partial.ts'
import type { GlobalValues } from '../values/types/global.ts'
import type { UmbrellaValues } from '../values/types/umbrella.ts'
import type { Component } from './component.ts'
import type { Edge } from './edge.ts'

/** The components of a platform by name; the name becomes that of the subchart and of its values. */
export type Components = Readonly<Record<string, Component>>

/** The values of a component. */
export type ValuesOf<C> = C extends Component<string, infer Values> ? Values : never

/** All values of the umbrella chart of a platform. */
export type PlatformValues<C extends Components> = UmbrellaValues & {
  readonly global: GlobalValues
} & { readonly [Name in keyof C]: Omit<ValuesOf<C[Name]>, 'global'> }

/** What a profile changes. */
export type Profile<C extends Components> = DeepPartial<PlatformValues<C>>

/** What a person writes in `platform.ts`. */
export interface Platform<C extends Components = Components> {
  readonly components: C
  /** Values of the umbrella for every profile: globals, quota, limits, priorities. */
  readonly values?: DeepPartial<UmbrellaValues & { readonly global: GlobalValues }>
  /** What differs in dev, staging, prod: one values file each. */
  readonly profiles?: Readonly<Record<string, Profile<C>>>
  /** Gives a problem its place in the file that the platform was read from. */
  readonly '~placed'?: (problem: Problem) => Problem
}

/** A sentence for the compiler's error where an edge cannot be. */
type Wrong<Sentence extends string> = { readonly error: Sentence }

/** The parts that variables of a connection to a component are made of. */
type PartOf<C> = C extends Component<string, object, readonly Edge[], infer Part> ? Part : never

/** The names between braces in a template which are no parts. */
type UnknownPart<Template, Part> = Template extends `${string}{${infer Name}}${infer Rest}`
  ? (Name extends Part ? never : Name) | UnknownPart<Rest, Part>
  : never

type CheckedEnv<E, To extends string, Env, Part> = [UnknownPart<Env[keyof Env], Part>] extends [
  never,
]
  ? E
  : Wrong<`a connection to ${To} has no part {${UnknownPart<Env[keyof Env], Part> & string}}`>

type CheckedEdge<C extends Components, E> =
  E extends Edge<infer Interface, infer To, infer Env>
    ? [To] extends [never]
      ? E
      : To extends keyof C
        ? Interface extends C[To]['provides']
          ? CheckedEnv<E, To & string, Env, PartOf<C[To]>>
          : Wrong<`${To & string} provides ${C[To]['provides']}, not ${Interface}`>
        : Wrong<`no component of this platform is called ${To & string}`>
    : never

/** A mapped type over a parameter keeps a tuple a tuple. */
type CheckedEdges<C extends Components, Uses> = {
  readonly [I in keyof Uses]: CheckedEdge<C, Uses[I]>
}

type CheckedUses<C extends Components> = {
  readonly [Name in keyof C]: { readonly uses: CheckedEdges<C, C[Name]['uses']> }
}

/**
 * Describes a platform: its components, who uses whom, and what differs in each profile. The
 * compiler refuses an edge to an unknown component or to one of the wrong kind, and a profile that
 * sets a value which does not exist.
 */
export function definePlatform<const C extends Components>(
  platform: Platform<C> & { readonly components: CheckedUses<C> },
): Platform<C> {
  return platform
}
