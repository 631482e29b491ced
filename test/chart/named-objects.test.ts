import { expect, test } from 'vitest'
import { namedObjects } from '../../src/chart/named-objects.ts'
import { plan } from '../default-project.ts'

test('the default chart names no object that it does not render', () => {
  expect(namedObjects(plan.defaults)).toEqual([])
})

test('what values name is found wherever they name it', () => {
  const values = {
    global: { tls: { postgresql: { secretName: 'corp-db' } } },
    orders: {
      env: {
        LOG_LEVEL: 'debug',
        TOKEN: { secretKeyRef: { name: 'partner', key: 'token' } },
        REGION: { configMapKeyRef: { name: 'region', key: 'name' } },
      },
      envFrom: { flags: 'ConfigMap', keys: 'Secret' },
      priorityClassName: 'high',
      volumes: {
        certs: { secret: { secretName: 'proxy-certs' } },
        files: { persistentVolumeClaim: { claimName: 'files' } },
        all: {
          projected: { sources: [{ secret: { name: 'one' } }, { configMap: { name: 'two' } }] },
        },
      },
    },
  }
  expect(namedObjects(values).map(({ kind, name }) => `${kind} ${name}`)).toEqual([
    'Secret corp-db',
    'Secret partner',
    'ConfigMap region',
    'ConfigMap flags',
    'Secret keys',
    'PriorityClass high',
    'Secret proxy-certs',
    'PersistentVolumeClaim files',
    'Secret one',
    'ConfigMap two',
  ])
})
