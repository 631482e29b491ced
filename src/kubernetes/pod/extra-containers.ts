import type { IContainer } from 'kubernetes-models/v1/Container'
import type { ISecurityContext } from 'kubernetes-models/v1/SecurityContext'
import { at, omit, raw } from '../../template/node/expression.ts'
import { once } from '../../template/node/once.ts'
import { scope } from '../../template/node/scope.ts'
import {
  each,
  include,
  mapping,
  parametricMapHelper,
  shared,
  when,
} from '../../template/node/structure.ts'
import type { Expr, Repeated, Templated } from '../../template/node/templated.ts'
import { loadDefinition } from '../../schema/load-schema.ts'
import type { SidecarValues } from '../../values/types/definitions.ts'
import type { ServiceValues } from '../../components/workload/values.ts'
import { environmentSource, variable } from './environment.ts'
import { containerSecurityContext } from './security.ts'

const values = scope<Pick<ServiceValues, 'initContainers' | 'sidecars'>>()

/** The init containers that the values add to a pod. */
export function extraInitContainers(): Repeated<Templated<IContainer>> {
  return values.each('initContainers', named)
}

/** The containers that the values add beside a pod's own. */
export function sidecars(): Repeated<Templated<IContainer>> {
  return values.each('sidecars', named)
}

function named(container: Expr<SidecarValues>, name: Expr<string>): Templated<IContainer> {
  return mapping({ name }, include(extraContainer(), { container }))
}

const extraContainer = once(() =>
  parametricMapHelper<{ container: SidecarValues }, Body>(
    shared('containers', 'extraContainer'),
    'A container of the values, without its name: what has names is a map there, and a list here.',
    { container: loadDefinition('sidecar') },
    ({ container }) => body(container),
  ),
)

type Body = Omit<IContainer, 'name'>

/** What Kubernetes merges by name, and has in lists. */
const lists = ['env', 'envFrom', 'ports', 'volumeMounts'] as const

function body(of: Expr<SidecarValues>): Templated<Body> {
  return mapping<Body>(
    { image: at(of, 'image') },
    // An interface cannot say that the amounts of its resources are a map, too.
    omit(of, 'image', ...lists, 'securityContext') as Expr<Partial<Body>>,
    {
      env: [each(at(of, 'env'), variable)],
      envFrom: [each(at(of, 'envFrom'), environmentSource)],
      ports: [each(at(of, 'ports'), (port, name) => mapping({ name }, port))],
      securityContext: securityContext(of),
      volumeMounts: [
        each(at(of, 'volumeMounts'), (mount, path) => mapping({ mountPath: path }, mount)),
      ],
    },
  )
}

/** That of the component's own container, but for what the values may say of it. */
function securityContext(of: Expr<SidecarValues>): Templated<ISecurityContext> {
  const own = at(of, 'securityContext')
  return mapping<ISecurityContext>(
    { ...containerSecurityContext, readOnlyRootFilesystem: isReadOnly(of) },
    when(own, omit(own, 'readOnlyRootFilesystem')),
  )
}

function isReadOnly(of: Expr<SidecarValues>): Expr<boolean> {
  const compute = ({ securityContext: own }: SidecarValues): boolean =>
    own?.readOnlyRootFilesystem ?? true
  return raw('boolean', compute)`dig "securityContext" "readOnlyRootFilesystem" true ${of}`
}
