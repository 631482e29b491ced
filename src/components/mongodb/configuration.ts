import type { IConfigMap } from 'kubernetes-models/v1/ConfigMap'
import { configMap } from '../../kubernetes/config-map.ts'
import { certificateDirectory, hasTls } from '../store/index.ts'
import type { Naming } from '../../kubernetes/naming.ts'
import { scope } from '../../template/node/scope.ts'
import type { Block } from '../../template/node/node.ts'
import { block, when as whenever } from '../../template/node/structure.ts'
import type { Templated } from '../../template/node/templated.ts'
import type { MongoDBValues } from './values.ts'
import { mongodbPort, replicaSet } from './contract.ts'

const { value } = scope<MongoDBValues>()

/** Where the ConfigMap of the members is mounted. */
export const configDirectory = '/etc/mongodb'

/** Where mongod reads the key that the members share. */
export const keyFile = '/data/configdb/keyfile'

/** Where mongod reads its certificate and key, which it wants in one file. */
export const certificateKeyFile = '/data/configdb/tls.pem'

/** The configuration of every member. */
export function configuration(store: string, names: Naming): Templated<IConfigMap> {
  return configMap(names, { 'mongod.conf': settings(store) })
}

/** Members show each other their certificate; clients show a password, and need none. */
const tls = block`
  tls:
    mode: requireTLS
    certificateKeyFile: ${certificateKeyFile}
    CAFile: ${certificateDirectory}/ca.crt
    allowConnectionsWithoutCertificates: true
`

const settings = (store: string): Block => block`
  storage:
    dbPath: /data/db
    wiredTiger:
      engineConfig:
        cacheSizeGB: ${value('config.cacheSizeGB')}
  net:
    port: ${mongodbPort}
    bindIpAll: true
    ipv6: ${value('config.ipv6')}
    maxIncomingConnections: ${value('config.maxIncomingConnections')}
    unixDomainSocket:
      enabled: false
    ${whenever(hasTls(store), tls)}
  security:
    authorization: enabled
    keyFile: ${keyFile}
  replication:
    replSetName: ${replicaSet}
    oplogSizeMB: ${value('config.oplogSizeMB')}
  operationProfiling:
    slowOpThresholdMs: ${value('config.slowOpThresholdMs')}
`
