import type { Priority } from '../kubernetes/pod/scheduling.ts'
import type { DeepPartial } from '../schema/deep-partial.ts'
import type { WaitContainer } from './component.ts'
import type { Edge } from './edge.ts'
import type { OptionsSchema } from './options-schema.ts'

/** What a person may say of a component of any kind. */
export interface KindOptions<Values extends object> {
  /** One sentence on what it holds or does, for Chart.yaml and the documents. */
  readonly description?: string
  /** Importance when nodes run full. Default: that of its kind, mostly `critical` where clients cannot do without. */
  readonly priority?: Priority
  /**
   * Namespace where it lives, by a key of its own: `monitoring` is `<namespace of the release>-monitoring`,
   * unless `global.namespaces.monitoring.name` says another. Default: the namespace of the release.
   */
  readonly namespace?: string
  /** Labels of its objects and pods, such as `{ tier: 'database' }`; no selector has them. Default: none. */
  readonly labels?: Readonly<Record<string, string>>
  /** Values that differ from the kind's defaults. */
  readonly values?: DeepPartial<Values>
}

/** The same of a kind whose components may use others. */
export interface ClientOptions<
  Values extends object,
  Uses extends readonly Edge[] = readonly Edge[],
> extends KindOptions<Values> {
  /** Edges to what it uses. */
  readonly uses?: Uses
}

/** An image, by what the values say of it. */
export type Image = WaitContainer['image']

/** What every kind has, with its defaults. */
export interface CommonModel<Values extends object> {
  readonly description: string
  readonly priority: Priority
  /** The option `values`. */
  readonly values: DeepPartial<Values>
  /** The image that `values` name, or else the kind's. */
  readonly image: Image
  readonly uses: readonly Edge[]
}

/**
 * A component as a person describes it: the options, with every default that holds for all kinds. An
 * option of the kind's own that is called like one of these is in its place, such as `image`.
 */
export type Model<Own, Values extends object> = Own & Omit<CommonModel<Values>, keyof Own>

/** No options beside those of every kind. */
export type NoOptions = Readonly<Record<never, never>>

/** Options with the type that they describe. */
export interface DescribedOptions<Own> {
  readonly schema: OptionsSchema<Own>
  readonly '~options'?: Own
}

/** A kind's own options: their type for the compiler, and their schema for a platform.ts that nobody compiled. */
export function optionsOf<Own extends object>(
  schema: Omit<OptionsSchema<Own>, 'type' | 'additionalProperties'>,
): DescribedOptions<Own> {
  const closed = { ...schema, type: 'object', additionalProperties: false } as const
  return { schema: closed as unknown as OptionsSchema<Own> } // with what was left out
}
