/** A LimitRange, the resources of a container, and how many faults it has: the API server is asked, too. */
export interface LimitCase {
  readonly name: string
  readonly item: object
  readonly resources: object
  readonly faults: number
}

/** What LimitRanges refuse, and what they do not. */
export const limitCases: readonly LimitCase[] = [
  {
    name: 'a default below a request',
    item: { default: { cpu: '500m' } },
    resources: { requests: { cpu: 1 } },
    faults: 1,
  },
  {
    name: 'a default as large as a request',
    item: { default: { cpu: '500m' } },
    resources: { requests: { cpu: 0.5 } },
    faults: 0,
  },
  {
    name: 'a default, where a limit is written',
    item: { default: { cpu: '500m' } },
    resources: { limits: { cpu: 1 } },
    faults: 0,
  },
  {
    name: 'a default of memory below a request',
    item: { default: { memory: '256Mi' } },
    resources: { requests: { memory: '1Gi' } },
    faults: 1,
  },
  {
    name: 'a default request above a limit',
    item: { defaultRequest: { cpu: '500m' } },
    resources: { limits: { cpu: '100m' } },
    faults: 0,
  },
  {
    name: 'a maximum, which is also the default',
    item: { max: { cpu: 1 } },
    resources: { requests: { cpu: 2 } },
    faults: 2,
  },
  { name: 'a maximum, where nothing is said', item: { max: { cpu: 1 } }, resources: {}, faults: 0 },
  {
    name: 'a limit above the maximum',
    item: { max: { memory: '1Gi' } },
    resources: { limits: { memory: '2Gi' } },
    faults: 1,
  },
  {
    name: 'a request below the minimum',
    item: { min: { cpu: '100m' } },
    resources: { requests: { cpu: '50m' } },
    faults: 1,
  },
  {
    name: 'a limit below the minimum',
    item: { min: { cpu: '100m' } },
    resources: { limits: { cpu: '50m' } },
    faults: 1,
  },
  {
    name: 'a minimum, where nothing is said',
    item: { min: { cpu: '100m' } },
    resources: {},
    faults: 0,
  },
  {
    name: 'a ratio that is not met',
    item: { maxLimitRequestRatio: { cpu: 2 } },
    resources: { requests: { cpu: 1 }, limits: { cpu: 3 } },
    faults: 1,
  },
  {
    name: 'a ratio that is met',
    item: { maxLimitRequestRatio: { cpu: 3 } },
    resources: { requests: { cpu: 1 }, limits: { cpu: 3 } },
    faults: 0,
  },
  {
    name: 'a ratio, where no limit is said',
    item: { maxLimitRequestRatio: { cpu: 3 } },
    resources: { requests: { cpu: 1 } },
    faults: 1,
  },
  {
    name: 'a ratio, with defaults',
    item: {
      maxLimitRequestRatio: { cpu: 4 },
      default: { cpu: 2 },
      defaultRequest: { cpu: '100m' },
    },
    resources: {},
    faults: 1,
  },
]
