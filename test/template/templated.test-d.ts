import type { IDeployment } from 'kubernetes-models/apps/v1'
import type { IService } from 'kubernetes-models/v1'
import { at, text, release, eq } from '../../src/template/expression.ts'
import { scope } from '../../src/template/scope.ts'
import { mapping, when } from '../../src/template/structure.ts'
import type { Templated } from '../../src/template/templated.ts'

interface Values {
  readonly replicas: number
  readonly autoscaling: { readonly enabled: boolean }
  readonly image: { readonly repository: string; readonly tag: string }
  readonly nodeSelector: Readonly<Record<string, string>>
  readonly podLabels: Readonly<Record<string, string>>
  readonly env: Readonly<Record<string, string>>
  readonly mode: 'a' | 'b'
  readonly volumes: Readonly<Record<string, { readonly size: string }>>
  readonly sidecars: Readonly<Record<string, Readonly<Record<string, unknown>>>>
}
const { value, unless, optional, each } = scope<Values>()

export const deployment: Templated<IDeployment> = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: text`${release.name}-orders`, labels: mapping(value('podLabels'), { a: 'b' }) },
  spec: {
    replicas: unless('autoscaling.enabled', value('replicas')),
    selector: {},
    template: {
      spec: {
        nodeSelector: value('nodeSelector'),
        priorityClassName: optional('image.tag'),
        containers: [
          {
            name: 'app',
            image: value('image.repository'),
            env: [
              each('env', (item, name) => ({ name, value: item })),
              when(eq(value('mode'), 'a'), { name: 'X', value: 'y' }),
            ],
          },
          each('sidecars', (body, name) => mapping({ name }, body)),
        ],
        volumes: [each('volumes', (v, name) => ({ name, emptyDir: { sizeLimit: at(v, 'size') } }))],
      },
    },
  },
}

// @ts-expect-error
value('replica')
export const bad: Templated<IDeployment> = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  // @ts-expect-error
  spec: { replicas: value('image.tag'), selector: {}, template: {} },
}
export const bad2: Templated<IDeployment> = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  // @ts-expect-error
  spec: { replicas: 1, selector: {}, template: { spec: { container: [] } } },
}
export const bad3: Templated<IService> = {
  apiVersion: 'v1',
  kind: 'Service',
  // @ts-expect-error
  spec: when(value('autoscaling.enabled'), { port: [] }),
}
export const bad4: Templated<IService> = {
  apiVersion: 'v1',
  kind: 'Service',
  // @ts-expect-error
  spec: { ports: [when(value('autoscaling.enabled'), { name: 1, port: 3 })] },
}
