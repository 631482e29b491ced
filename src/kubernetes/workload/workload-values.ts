import type { ServiceValues } from '../../components/workload/values.ts'

/** The values that every workload of the catalogue has, under the same keys. */
export type WorkloadValues = Pick<
  ServiceValues,
  | 'affinity'
  | 'global'
  | 'nodeSelector'
  | 'podAnnotations'
  | 'podAntiAffinity'
  | 'podLabels'
  | 'priorityClassName'
  | 'securityContext'
  | 'serviceAccount'
  | 'spot'
  | 'terminationGracePeriodSeconds'
  | 'tolerations'
  | 'topologySpread'
>
