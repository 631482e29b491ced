import type { IProbe } from 'kubernetes-models/v1/Probe'
import { at } from '../template/node/expression.ts'
import { when } from '../template/node/structure.ts'
import type { Conditional, Expr, Templated, TemplatedFields } from '../template/node/templated.ts'
import type { ServiceValues } from '../values/types/service.ts'

/** What a probe asks: an HTTP path, gRPC's health service, a command, or whether a port is open. */
export type ProbeAction =
  | Pick<TemplatedFields<IProbe>, 'exec'>
  | Pick<TemplatedFields<IProbe>, 'grpc'>
  | Pick<TemplatedFields<IProbe>, 'httpGet'>
  | Pick<TemplatedFields<IProbe>, 'tcpSocket'>

/** A probe whose action is structure and whose patience comes from the values. */
export function probe(
  patience: Expr<ServiceValues['livenessProbe']>,
  action: ProbeAction,
): Conditional<Templated<IProbe>> {
  return when(at(patience, 'enabled'), {
    ...action,
    initialDelaySeconds: at(patience, 'initialDelaySeconds'),
    periodSeconds: at(patience, 'periodSeconds'),
    timeoutSeconds: at(patience, 'timeoutSeconds'),
    failureThreshold: at(patience, 'failureThreshold'),
  })
}
