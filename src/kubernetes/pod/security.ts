import type { IPodSecurityContext } from 'kubernetes-models/v1/PodSecurityContext'
import type { ISecurityContext } from 'kubernetes-models/v1/SecurityContext'
import { scope } from '../../template/node/scope.ts'
import type { Templated } from '../../template/node/templated.ts'

const { value } = scope<{
  readonly securityContext: {
    readonly runAsUser: number
    readonly runAsGroup: number
    readonly fsGroup: number
  }
}>()

/** What a pod needs under the Pod Security Standard *restricted*; the ids come from the values. */
export const podSecurityContext: Templated<IPodSecurityContext> = {
  runAsNonRoot: true,
  runAsUser: value('securityContext.runAsUser'),
  runAsGroup: value('securityContext.runAsGroup'),
  fsGroup: value('securityContext.fsGroup'),
  fsGroupChangePolicy: 'OnRootMismatch', // a large volume is not walked at each start
  seccompProfile: { type: 'RuntimeDefault' },
}

/** What a container needs under *restricted*, and a root file system that nothing can write. */
export const containerSecurityContext: Templated<ISecurityContext> = {
  allowPrivilegeEscalation: false,
  readOnlyRootFilesystem: true,
  capabilities: { drop: ['ALL'] },
}
