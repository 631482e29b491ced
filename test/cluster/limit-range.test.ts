import { inject, test } from 'vitest'
import { limitCases } from '../verify/rules/limit-cases.ts'
import { cluster, createNamespace } from './cluster.ts'
import { pathOf } from './control-plane/api.ts'
import { request } from './control-plane/request.ts'

test.concurrent.for(limitCases.map((one, number) => ({ ...one, number })))(
  'the API server agrees on $name',
  async ({ item, resources, faults, number }, { expect }) => {
    const namespace = await createNamespace(`limits-${number}`)
    await cluster().call({
      method: 'POST',
      path: pathOf('v1/limitranges', namespace),
      body: { metadata: { name: 'limits' }, spec: { limits: [{ type: 'Container', ...item }] } },
    })
    const { status, body } = await request(inject('access'), {
      method: 'POST',
      path: `${pathOf('v1/pods', namespace)}?dryRun=All`,
      body: pod(resources),
    })
    expect(status >= 400, JSON.stringify(body)).toBe(faults > 0)
  },
)

/** A restricted pod. */
function pod(resources: object): object {
  const securityContext = {
    allowPrivilegeEscalation: false,
    capabilities: { drop: ['ALL'] },
  }
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'app' },
    spec: {
      securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
      containers: [{ name: 'app', image: 'example.com/app:1', resources, securityContext }],
    },
  }
}
