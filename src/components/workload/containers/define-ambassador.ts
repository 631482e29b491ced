import type { Problem } from '../../../errors/chart-error.ts'
import type { Variables } from '../../../platform/connection-parts.ts'
import type { DescribedOptions, NoOptions } from '../../../platform/kind-options.ts'
import type { Schema } from '../../../schema/schema.ts'
import { schemaProblems } from '../../../validate/schema-problems.ts'
import type { Ambassador, AmbassadorContainer } from './ambassadors.ts'
import { setting } from './schema.ts'

/** What may be said of every ambassador. */
export interface AmbassadorPlace {
  /** Name of its container. Two edges of one component want two names. */
  readonly name?: string
  /** Port of 127.0.0.1 on which it listens. Two edges of one component want two ports. */
  readonly port?: number
  /** Its image with its tag; a value, too. */
  readonly image?: string
}

/** What a person says of an ambassador: a place, the defaults of its settings, and options of its own. */
export type AmbassadorOptions<Own, Setting extends string> = AmbassadorPlace & {
  readonly [_ in Setting]?: number
} & Own

/** An ambassador for any edge to an interface. */
export interface AmbassadorDefinition<
  Interface extends string,
  Own extends object,
  Setting extends string,
> {
  readonly name: string
  /** What it speaks for, as `provides` of a kind names it. */
  readonly interface: Interface
  /** What it speaks, where ports of a component differ in that: `http`. Default: anything. */
  readonly protocols?: readonly string[]
  readonly port: number
  /** The image, pinned to an exact tag. */
  readonly image: string
  /** Its variables over the parts of the connection. */
  readonly env: Variables
  /** Whole numbers that it gets as variables and that the values may change, with their defaults. */
  readonly settings?: Readonly<Record<Setting, number>>
  /** Options of its own, as `optionsOf<…>({ … })` describes them. */
  readonly options?: DescribedOptions<Own>
  /** How pods run it. */
  container(said: Own & { readonly port: number }): Omit<AmbassadorContainer, 'image' | 'settings'>
}

/** Makes an ambassador of what a person says. */
export type MakeAmbassador<Interface extends string, Own, Setting extends string> = (
  ...said: NoOptions extends Own
    ? [options?: AmbassadorOptions<Own, Setting>]
    : [options: AmbassadorOptions<Own, Setting>]
) => Ambassador<Interface>

/** Defines an ambassador: `via: pgbouncer({ mode: 'transaction' })`. */
export function defineAmbassador<
  const Interface extends string,
  Own extends object = NoOptions,
  const Setting extends string = never,
>(
  definition: AmbassadorDefinition<Interface, Own, Setting>,
): MakeAmbassador<Interface, Own, Setting> {
  return (...[options]) => {
    const said = (options ?? {}) as AmbassadorOptions<Own, Setting> // which may be left out where all may
    const faults = faultsIn(definition, said)
    const { name = definition.name, port = definition.port, image = definition.image } = said
    const { interface: provided, protocols, env } = definition
    const place = { name, interface: provided, port, env, ...(protocols ? { protocols } : {}) }
    if (faults.length > 0) return { ...place, container: { image }, faults }
    const settings = settingsOf(definition, said)
    return {
      ...place,
      container: { image, settings, ...definition.container({ ...(said as Own), port }) },
    }
  }
}

function settingsOf<Setting extends string>(
  { settings = {} as Record<Setting, number> }: { readonly settings?: Record<Setting, number> },
  said: { readonly [_ in Setting]?: number },
): Readonly<Record<string, number>> {
  const all = Object.entries<number>(settings).map(([name, usual]) => [
    name,
    said[name as Setting] ?? usual,
  ])
  return Object.fromEntries(all) as Readonly<Record<string, number>> // one entry for each
}

function faultsIn<Interface extends string, Own extends object, Setting extends string>(
  {
    name,
    options,
    settings = {} as Record<Setting, number>,
  }: AmbassadorDefinition<Interface, Own, Setting>,
  said: unknown,
): readonly Problem[] {
  const own = options?.schema as Schema | undefined
  const properties: Readonly<Record<string, Schema>> = {
    name: { type: 'string' },
    port: { type: 'integer' },
    image: { type: 'string', minLength: 1 },
    ...Object.fromEntries(Object.keys(settings).map((key) => [key, setting])),
    ...own?.properties,
  }
  const schema: Schema = { type: 'object', additionalProperties: false, ...own, properties }
  return schemaProblems({ properties: { [name]: schema } }, { [name]: said } as never)
}
