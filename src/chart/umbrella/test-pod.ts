import type { IPod } from 'kubernetes-models/v1/Pod'
import type { IServiceAccount } from 'kubernetes-models/v1/ServiceAccount'
import { namespaceOf } from '../../kubernetes/namespace.ts'
import { hostOf } from '../../kubernetes/naming.ts'
import type { Labels, Naming } from '../../kubernetes/naming.ts'
import { clientLabel } from '../../kubernetes/network/network-policy.ts'
import { containerSecurityContext } from '../../kubernetes/pod/security.ts'
import type { ResolvedComponent, ResolvedPlatform } from '../../platform/resolve.ts'
import { and, or, text } from '../../template/node/expression.ts'
import type { Block } from '../../template/node/node.ts'
import { scope } from '../../template/node/scope.ts'
import { block, joinBlocks, mapping, when } from '../../template/node/structure.ts'
import type { Expr, Templated } from '../../template/node/templated.ts'
import type { GlobalValues } from '../../values/types/global.ts'
import type { UmbrellaValues } from '../../values/types/umbrella.ts'
import { hasPods, namedComponent } from './presence.ts'
import type { NamedComponent } from '../../platform/elsewhere.ts'

const components =
  scope<Readonly<Record<string, { readonly readinessProbe: { readonly enabled: boolean } }>>>()
const { value, each } = scope<UmbrellaValues & { readonly global: GlobalValues }>()

/** The pod of `helm test`, with its account: it asks every component that answers HTTP. */
export function testPod(
  platform: ResolvedPlatform,
  names: Naming,
  image: Expr<string>,
): readonly unknown[] {
  const targets = platform.components.filter(({ component }) => component.health)
  const [first, ...others] = targets.map((one) => hasPods(namedComponent(one)))
  if (!first) return []
  const accountName = text`${names.fullname}-helm-test`
  const account: Templated<IServiceAccount> = {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name: accountName, labels: names.labels },
    automountServiceAccountToken: false,
  }
  const pod: Templated<IPod> = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: text`${names.fullname}-test`,
      labels: mapping(
        names.labels,
        ...targets.map((one) =>
          when<Labels>(hasPods(namedComponent(one)), clientLabel(one.context.name)),
        ),
      ),
      annotations: {
        'helm.sh/hook': 'test',
        'helm.sh/hook-delete-policy': 'before-hook-creation,hook-succeeded',
      },
    },
    spec: {
      restartPolicy: 'Never',
      serviceAccountName: accountName,
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
  const isAny = others.length === 0 ? first : or(first, ...others)
  return [when(isAny, account), when(isAny, pod)]
}

/** A component whose probes are off has said that it does not answer there. */
function asks(named: NamedComponent): Expr<boolean> {
  const { name, component } = named
  const isThere = hasPods(named)
  if (!component.features.includes('readinessProbe')) return isThere
  return and(isThere, components.value(`${name}.readinessProbe.enabled`))
}

function probe({ component, context }: ResolvedComponent): Block {
  const { port, path } = component.health ?? { port: 0, path: '' }
  const { name, namespace } = context
  const isElsewhere = namespace !== undefined
  const host = hostOf({
    store: name,
    ...(isElsewhere ? { namespace: namespaceOf(namespace) } : {}),
  })
  const url = text`http://${host}:${port}${path}`
  return block`
    ${when(
      asks({ component, name: context.name }),
      block`
        wget -q -T 10 -O /dev/null ${url}
        echo "${context.name} answers"
      `,
    )}
  `
}
