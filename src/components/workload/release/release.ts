import type { FurtherServices } from '../../../kubernetes/network/further-service-model.ts'
import type { Schema } from '../../../schema/schema.ts'

/** The two sets of pods that each strategy has, and the label by which they are told apart. */
const strategies = {
  'blue-green': { tracks: ['blue', 'green'], label: 'colour' },
  canary: { tracks: ['stable', 'canary'], label: 'track' },
} as const

/**
 * How a new version takes the place of the old one. `blue-green`: the Service leads to one of the two
 * sets. `canary`: it leads to both, and a gateway gives the new version the share that it says.
 */
export type Strategy = keyof typeof strategies

/** Pods of a service that run a version of their own. */
export type Track = (typeof strategies)[Strategy]['tracks'][number]

/** A strategy, and what may be said of it. */
export interface ReleaseOptions {
  readonly strategy: Strategy
  /** Label by which the sets of pods are told apart. Default: `colour`, and `track` of a canary. */
  readonly label?: string
}

/** How a new version takes the place of the old one, where that is more than a rolling update. */
export type ReleaseOption = ReleaseOptions | Strategy

/** How a service is released. */
export interface Release {
  readonly strategy: Strategy
  /** Label of the pods that says their track. */
  readonly label: string
  readonly tracks: readonly Track[]
  /** A Service to each, to try it by. */
  readonly services: FurtherServices
}

/** How a service is released that does more than a rolling update. */
export function releaseOf(option: ReleaseOption): Release {
  const { strategy, label }: ReleaseOptions =
    typeof option === 'string' ? { strategy: option } : option
  const { tracks, label: usual } = strategies[strategy]
  const services = Object.fromEntries(tracks.map((track) => [track, {}]))
  return { strategy, label: label ?? usual, tracks, services }
}

const strategy: Schema = { type: 'string', enum: Object.keys(strategies) }

/** What a person may say of the release of a service. */
export const releaseOption: Schema = {
  if: { type: 'object' },
  then: {
    type: 'object',
    additionalProperties: false,
    required: ['strategy'],
    properties: {
      strategy,
      label: {
        type: 'string',
        maxLength: 63,
        pattern: '^[a-z]([-a-z0-9]*[a-z0-9])?$',
        patternErrorMessage:
          'must have lower-case letters, digits and "-", and begin with a letter',
        not: { type: 'string', pattern: '^(pod-template-hash|region|zone|cluster)$|-client$' },
        errorMessage: 'must be a label that nobody else sets, such as track or environment',
      },
    },
  },
  else: strategy,
}
