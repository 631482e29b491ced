import type { ILifecycle } from 'kubernetes-models/v1/Lifecycle'
import { and, raw } from '../../template/node/expression.ts'
import { scope } from '../../template/node/scope.ts'
import { when } from '../../template/node/structure.ts'
import type { Conditional, Templated } from '../../template/node/templated.ts'
import type { ServiceValues } from '../../components/workload/values.ts'

const { value } = scope<Pick<ServiceValues, 'preStopSleepSeconds'>>()

/** Kubernetes 1.29 has the action behind a feature gate, and refuses a pod whose preStop is empty without it. */
const knowsSleep = raw(
  'boolean',
  () => true,
)`semverCompare ">=1.30-0" .Capabilities.KubeVersion.Version`

/** A pause before a container is told to stop, in which Services learn that it goes away. */
export const pauseBeforeStop: Conditional<Templated<ILifecycle>> = when(
  and(value('preStopSleepSeconds'), knowsSleep),
  { preStop: { sleep: { seconds: value('preStopSleepSeconds') } } },
)
