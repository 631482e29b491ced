import type { IEnvVar } from 'kubernetes-models/v1/EnvVar'
import { secretName } from '../../kubernetes/identity/credentials.ts'
import type { Naming } from '../../kubernetes/naming.ts'
import type { ComponentContext } from '../../platform/component.ts'
import { when } from '../../template/node/structure.ts'
import type { TemplatedItem } from '../../template/node/templated.ts'
import { caFile, hasTls } from '../store/index.ts'

/** How psql logs in to the server's own database: as this user, whose password is in this Secret. */
export function psqlEnvironment(
  { name }: ComponentContext,
  names: Naming,
  { user, secret }: { readonly user: string; readonly secret: string },
): readonly TemplatedItem<IEnvVar>[] {
  return [
    { name: 'PGHOST', value: names.fullname },
    { name: 'PGUSER', value: user },
    { name: 'PGDATABASE', value: 'postgres' },
    {
      name: 'PGPASSWORD',
      valueFrom: { secretKeyRef: { name: secretName(secret), key: 'password' } },
    },
    { name: 'PGCONNECT_TIMEOUT', value: '5' },
    when(hasTls(name), { name: 'PGSSLMODE', value: 'verify-full' }),
    when(hasTls(name), { name: 'PGSSLROOTCERT', value: caFile(name) }),
  ]
}
