import type { IJob } from 'kubernetes-models/batch/v1/Job'
import { expect, it } from 'vitest'
import { database, postgresql, service } from '../../src/index.ts'
import { rendered, the } from './rendered.ts'

const components = {
  orders: service({
    image: 'shop/orders',
    port: 8000,
    uses: [database('postgresql')],
    migrate: ['migrate'],
  }),
  postgresql: postgresql(),
}

const job = (values = {}) => the<IJob>(rendered(components, 'orders', values), 'Job')

const withCertificate = {
  volumes: { ca: { configMap: { name: 'database-ca' } } },
  volumeMounts: { '/etc/ca': { name: 'ca', readOnly: true } },
}

it('the migration has no further volumes by default', () => {
  const pod = job().spec?.template.spec
  expect(pod?.volumes).toEqual([{ name: 'tmp', emptyDir: {} }])
  expect(pod?.containers[0]?.volumeMounts).toEqual([{ name: 'tmp', mountPath: '/tmp' }])
})

it('the migration has the volumes of the service, such as the CA of a database outside', () => {
  const pod = job(withCertificate).spec?.template.spec
  expect(pod?.volumes).toContainEqual({ name: 'ca', configMap: { name: 'database-ca' } })
  expect(pod?.containers[0]?.volumeMounts).toContainEqual({
    name: 'ca',
    mountPath: '/etc/ca',
    readOnly: true,
  })
})

it('the migration has the shared volumes that its own container mounts, and no others', () => {
  const components = {
    users: service({
      image: 'shop/users',
      port: 8001,
      uses: [database('postgresql')],
      migrate: ['migrate'],
      shared: { config: { memory: '1Mi' }, logs: '64Mi' },
      mounts: { '/run/config': 'config' },
      sidecars: { shipper: { image: 'shop/shipper', mounts: { '/logs': 'logs' } } },
    }),
    postgresql: postgresql(),
  }
  const pod = the<IJob>(rendered(components, 'users'), 'Job').spec?.template.spec
  expect(pod?.volumes?.map(({ name }) => name)).toEqual(['tmp', 'config'])
})
