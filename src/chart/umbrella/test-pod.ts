import type { IPod } from 'kubernetes-models/v1/Pod'
import { nameOf } from '../../kubernetes/naming.ts'
import type { Labels, Naming } from '../../kubernetes/naming.ts'
import { clientLabel } from '../../kubernetes/network-door.ts'
import { containerSecurityContext } from '../../kubernetes/security.ts'
import type { ResolvedComponent, ResolvedPlatform } from '../../platform/resolve.ts'
import { or, text } from '../../template/expression.ts'
import type { Block } from '../../template/node.ts'
import { scope } from '../../template/scope.ts'
import { block, joinBlocks, mapping, when } from '../../template/structure.ts'
import type { Expr, Templated } from '../../template/templated.ts'
import type { GlobalValues } from '../../values/types/global.ts'
import type { UmbrellaValues } from '../../values/types/umbrella.ts'
import { enabled } from './checks.ts'

const { value, each } = scope<UmbrellaValues & { readonly global: GlobalValues }>()

/** The pod of `helm test`: asks every component that answers HTTP and that others may call. */
export function testPod(platform: ResolvedPlatform, names: Naming, image: Expr<string>): unknown {
  const targets = platform.components.filter(({ component }) => component.health)
  const [first, ...others] = targets.map(({ context }) => enabled(context.name))
  if (!first) return undefined
  const pod: Templated<IPod> = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: text`${names.fullname}-test`,
      labels: mapping(
        names.labels,
        ...targets.map(({ context }) =>
          when<Labels>(enabled(context.name), clientLabel(context.name)),
        ),
      ),
      annotations: {
        'helm.sh/hook': 'test',
        'helm.sh/hook-delete-policy': 'before-hook-creation,hook-succeeded',
      },
    },
    spec: {
      restartPolicy: 'Never',
      automountServiceAccountToken: false,
      imagePullSecrets: [each('global.imagePullSecrets', (name) => ({ name }))],
      securityContext: {
        runAsNonRoot: true,
        runAsUser: 65_534,
        runAsGroup: 65_534,
        seccompProfile: { type: 'RuntimeDefault' },
      },
      containers: [
        {
          name: 'test',
          image,
          imagePullPolicy: value('test.image.pullPolicy'),
          command: ['sh', '-ec', joinBlocks(...targets.map(probe))],
          resources: {
            requests: { cpu: '10m', memory: '16Mi' },
            limits: { memory: '64Mi' },
          },
          securityContext: containerSecurityContext,
        },
      ],
    },
  }
  return when(others.length === 0 ? first : or(first, ...others), pod)
}

function probe({ component, context }: ResolvedComponent): Block {
  const { port, path } = component.health ?? { port: 0, path: '' }
  const url = text`http://${nameOf(context.name)}:${port}${path}`
  return block`
    ${when(enabled(context.name), block`wget -q -T 10 -O /dev/null ${url} && echo "${context.name} answers"`)}
  `
}
