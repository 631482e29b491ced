import type { IConfigMap } from 'kubernetes-models/v1/ConfigMap'
import { configMap } from '../../kubernetes/config-map.ts'
import {
  backupName,
  certificateDirectory,
  exporterName,
  hasTls,
  type OwnAccount,
} from '../store/index.ts'
import type { Naming } from '../../kubernetes/naming.ts'
import type { ComponentContext } from '../../platform/component.ts'
import type { Block } from '../../template/node/node.ts'
import { scope } from '../../template/node/scope.ts'
import { block, literalBlock, when as whenever } from '../../template/node/structure.ts'
import type { Expr, Templated } from '../../template/node/templated.ts'
import type { RedisValues } from './values.ts'
import { backupCommands } from './backup.ts'
import { administrator, redisPort } from './contract.ts'
import { exporterCommands, socketConfiguration } from './exporter.ts'

const { value, when, each } = scope<RedisValues>()

/** Where the ConfigMap of the server is mounted. */
export const configDirectory = '/etc/redis'

/** Where the passwords are mounted, each in a file with the user's name. */
export const passwordDirectory = '/run/secrets/redis'

/** Where the users are written at the start. */
export const userDirectory = '/run/redis'

/** The settings of redis.conf that the chart itself writes, so that `extraConfig` may not. */
export const ownSettings = [
  'aclfile',
  'appendfsync',
  'appendonly',
  'bind',
  'dir',
  'maxmemory',
  'maxmemory-policy',
  'port',
  'protected-mode',
  'requirepass',
  'tls-auth-clients',
  'tls-cert-file',
  'tls-key-file',
  'tls-port',
  'user',
] as const

/** The configuration of the server, and the script that starts it. */
export function configuration(
  context: ComponentContext,
  names: Naming,
  own: readonly OwnAccount[],
): Templated<IConfigMap> {
  return configMap(names, {
    'redis.conf': settings(context.name, own.includes(exporterName)),
    'start.sh': start(context, own),
  })
}

const appendOnly = when(
  'config.appendonly',
  block`
    appendonly yes
    appendfsync ${value('config.appendfsync')}
    save ""
  `,
  block`
    appendonly no
  `,
)

const extra = each('extraConfig', (setting: Expr<string>, name) => block`${name} ${setting}`)

/** With TLS there is no port without it; clients show a password, not a certificate. */
const tls = block`
  port 0
  tls-port ${redisPort}
  tls-cert-file ${certificateDirectory}/tls.crt
  tls-key-file ${certificateDirectory}/tls.key
  tls-auth-clients no
`

const listening = (store: string, exporter: boolean): Block => {
  const ports = whenever(hasTls(store), tls, block`port ${redisPort}`)
  return exporter
    ? block`
        ${ports}
        ${socketConfiguration}
      `
    : block`${ports}`
}

const settings = (store: string, exporter: boolean): Block => block`
  bind * -::*
  ${listening(store, exporter)}
  protected-mode no
  aclfile ${userDirectory}/users.acl

  # Memory
  maxmemory ${value('config.maxmemory')}
  maxmemory-policy ${value('config.maxmemoryPolicy')}

  # Persistence
  dir /data
  ${appendOnly}
  ${extra}
`

/**
 * It takes the place of the image's entrypoint, which would also load every module of the image. A
 * password is known to the server by its digest alone, so that it may hold any character.
 */
function start({ accounts }: ComponentContext, own: readonly OwnAccount[]): Block {
  const users = [
    ...accounts.map(({ name }) => `user ${name} "$client_commands"`),
    ...(own.includes(exporterName) ? [`user ${exporterName} '${exporterCommands}'`] : []),
    ...(own.includes(backupName) ? [`user ${backupName} '${backupCommands}'`] : []),
  ]
  return block`
    #!/bin/bash
    # Writes the users from the mounted passwords, then becomes the server.
    set -euo pipefail
    umask 077

    user() {
      local file="${passwordDirectory}/$1" digest
      if [ ! -s "$file" ]; then
        echo "the password of $1 is empty" >&2
        exit 1
      fi
      digest="$(sha256sum <"$file")"
      echo "user $1 on #\${digest%% *} ~* &* $2"
    }

    client_commands='${value('clientCommands')}'
    # Nobody can log in as default, but Redis 7 and Valkey 8 load transactions from their file with
    # the permissions of default, and drop what it may not do.
    {
      echo 'user default off ~* &* +@all'
      user ${administrator} '+@all'
      ${literalBlock(users.join('\n'))}
    } >${userDirectory}/users.acl
    exec redis-server ${configDirectory}/redis.conf
  `
}
