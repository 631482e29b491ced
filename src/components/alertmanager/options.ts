import { type DescribedOptions, type Model, optionsOf } from '../../platform/kind-options.ts'
import type { Schema } from '../../schema/schema.ts'
import type { AlertmanagerValues } from './values.ts'

/** Ways by which a receiver gets alerts. */
export const ways = ['slack', 'email', 'pagerduty', 'webhook'] as const

/** One of them. */
export type Way = (typeof ways)[number]

/** Who gets alerts, and by which ways: channels and addresses are values, URLs and keys are in a Secret. */
export type ReceiverOptions = { readonly [W in Way]?: true }

/** Alerts that one receiver gets: those that have all that is said. */
export interface RouteOptions {
  readonly receiver: string
  /** Name of the alert. */
  readonly alert?: string
  readonly severity?: 'critical' | 'warning'
  /** What it is about: `redis`. */
  readonly category?: string
  /** Whether the routes after it may have them, too. Default: false. */
  readonly goesOn?: boolean
}

/** What a person may say of an Alertmanager beside what may be said of every component. */
export interface AlertmanagerOwn {
  /** Who gets alerts: `{ team: { slack: true, email: true } }`. */
  readonly receivers: Readonly<Record<string, ReceiverOptions>>
  /** Who gets what no route names. Default: the receiver, where there is one. */
  readonly receiver?: string
  /** Who gets what, in this order. Default: none. */
  readonly routes?: readonly RouteOptions[]
  /** Who gets the alert that always fires, and warns when it stays away. Default: nobody. */
  readonly watchdog?: string
}

const receiver: Schema = {
  type: 'object',
  additionalProperties: false,
  properties: Object.fromEntries(ways.map((way) => [way, { type: 'boolean', enum: [true] }])),
}

const route: Schema = {
  type: 'object',
  additionalProperties: false,
  required: ['receiver'],
  properties: {
    receiver: { type: 'string' },
    alert: {
      type: 'string',
      pattern: '^[A-Za-z][A-Za-z0-9]*$',
      patternErrorMessage: 'must be the name of an alert',
    },
    severity: { type: 'string', enum: ['critical', 'warning'] },
    category: {
      type: 'string',
      pattern: '^[a-z]+$',
      patternErrorMessage: 'must be a category of alerts',
    },
    goesOn: { type: 'boolean' },
  },
}

/** The same for a platform.ts that nobody compiled. */
export const alertmanagerOptions: DescribedOptions<AlertmanagerOwn> = optionsOf<AlertmanagerOwn>({
  required: ['receivers'],
  properties: {
    receivers: {
      type: 'object',
      propertyNames: {
        type: 'string',
        maxLength: 40,
        pattern: '^[a-z]([-a-z0-9]*[a-z0-9])?$',
        patternErrorMessage:
          'must have lower-case letters, digits and "-", and begin with a letter',
      },
      additionalProperties: receiver,
    },
    receiver: { type: 'string' },
    routes: { type: 'array', items: route },
    watchdog: { type: 'string' },
  },
})

/** All that the templates are made of. */
export type AlertmanagerModel = Model<AlertmanagerOwn, AlertmanagerValues>

/** The ways of a receiver. */
export function waysOf(one: ReceiverOptions): readonly Way[] {
  return ways.filter((way) => one[way])
}

/** Receivers with a way, by name. */
export function receiversBy({ receivers }: AlertmanagerOwn, way: Way): readonly string[] {
  return Object.entries(receivers).flatMap(([name, one]) => (one[way] ? [name] : []))
}

/** Who gets what no route names; undefined where that is open. */
export function usualReceiver({
  receivers,
  receiver: said,
  watchdog,
}: AlertmanagerOwn): string | undefined {
  const others = Object.keys(receivers).filter((name) => name !== watchdog)
  return said ?? (others.length === 1 ? others[0] : undefined)
}

/** Name of the receiver that tells nobody. */
export const nobody = 'nobody'
