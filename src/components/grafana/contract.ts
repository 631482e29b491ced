import { password } from '../store/index.ts'
import type { ClientAccess, ComponentContext, SecretContract } from '../../platform/component.ts'
import type { Port } from '../workload/index.ts'

/** Port of its pages. */
export const grafanaPort: Port = { name: 'http', port: 3000, protocol: 'http', inService: true }

/** The way of its clients, such as a gateway. */
export const grafanaAccess: ClientAccess = { role: 'dashboards', ports: [grafanaPort.port] }

/** The Secret of the server: it has no password that people know. */
export function grafanaSecrets({ name }: ComponentContext): readonly SecretContract[] {
  return [
    {
      name,
      keys: {
        password: password('first password of the user admin'),
        'secret-key': {
          holds: 'key by which it encrypts what its database has of secrets',
          random: 32,
          lasting: true,
        },
      },
    },
  ]
}
