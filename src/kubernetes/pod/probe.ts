import type { IProbe } from 'kubernetes-models/v1/Probe'
import { at } from '../../template/node/expression.ts'
import { once } from '../../template/node/once.ts'
import {
  include,
  mapping,
  parametricMapHelper,
  shared,
  when,
} from '../../template/node/structure.ts'
import type {
  Conditional,
  Expr,
  Templated,
  TemplatedFields,
} from '../../template/node/templated.ts'
import { loadDefinition } from '../../schema/load-schema.ts'
import type { ProbeValues } from '../../values/types/definitions.ts'

/** What a probe asks: an HTTP path, gRPC's health service, a command, or whether a port is open. */
export type ProbeAction =
  | Pick<TemplatedFields<IProbe>, 'exec'>
  | Pick<TemplatedFields<IProbe>, 'grpc'>
  | Pick<TemplatedFields<IProbe>, 'httpGet'>
  | Pick<TemplatedFields<IProbe>, 'tcpSocket'>

/** A probe whose action is structure and whose patience comes from the values. */
export function probe(
  patience: Expr<ProbeValues>,
  action: ProbeAction,
): Conditional<Templated<IProbe>> {
  return when(
    at(patience, 'enabled'),
    mapping<IProbe>(action, include(timing(), { probe: patience })),
  )
}

type Timing = Pick<
  IProbe,
  'failureThreshold' | 'initialDelaySeconds' | 'periodSeconds' | 'timeoutSeconds'
>

const timing = once(() =>
  parametricMapHelper<{ probe: ProbeValues }, Timing>(
    shared('containers', 'probeTiming'),
    'How often a probe asks, and how long it waits.',
    { probe: loadDefinition('probe') },
    ({ probe: of }) => ({
      initialDelaySeconds: at(of, 'initialDelaySeconds'),
      periodSeconds: at(of, 'periodSeconds'),
      timeoutSeconds: at(of, 'timeoutSeconds'),
      failureThreshold: at(of, 'failureThreshold'),
    }),
  ),
)
