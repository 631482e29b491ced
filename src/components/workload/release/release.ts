import type { FurtherServices } from '../../../kubernetes/network/further-service-model.ts'
import type { Schema } from '../../../schema/schema.ts'

/** The two sets of pods of a blue-green service. */
const colours = ['blue', 'green'] as const

/** Pods of a service that run a version of their own. */
export type Track = (typeof colours)[number]

/** Two sets of pods, each with its image, of which the Service leads to one. */
export interface BlueGreen {
  readonly strategy: 'blue-green'
  /** Label by which the colours are told apart. Default: `colour`. */
  readonly label?: string
}

/** How a new version takes the place of the old one, where that is more than a rolling update. */
export type ReleaseOption = BlueGreen | BlueGreen['strategy']

/** How a service is released. */
export interface Release {
  readonly strategy: ReleaseOption & string
  /** Label of the pods that says their track. */
  readonly label: string
  readonly tracks: readonly Track[]
  /** A Service to each, to try it by. */
  readonly services: FurtherServices
}

/** How a service is released that does more than a rolling update. */
export function releaseOf(option: ReleaseOption): Release {
  const { strategy, label = 'colour' }: BlueGreen =
    typeof option === 'string' ? { strategy: option } : option
  return { strategy, label, tracks: colours, services: { blue: {}, green: {} } }
}

const strategy: Schema = { type: 'string', enum: ['blue-green'] }

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
        not: { type: 'string', pattern: '^pod-template-hash$|-client$' },
        errorMessage: 'must be a label that nobody else sets, such as colour or environment',
      },
    },
  },
  else: strategy,
}
