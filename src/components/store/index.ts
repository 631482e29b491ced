// What stores have alike: names, accounts and their Secrets, a server elsewhere, TLS, provisioning.
export * from './backup/index.ts'
export { bucketCheck, bucketKeys, bucketPolicy, bucketSecret } from './bucket.ts'
export {
  type DatabaseConnectionOptions,
  databaseConnections,
  databaseName,
} from './database-connection.ts'
export {
  type ExporterContainer,
  exporterContainers,
  exporterObjects,
  exporterPassword,
  exporterVolumes,
} from './exporter.ts'
export {
  exporterFeatures,
  exporterMetrics,
  exporterName,
  exporterOption,
  type ExporterOptions,
  exporterSecrets,
  hasExporter,
} from './exporter-model.ts'
export { externalAddress } from './external-address.ts'
export { type OwnAccount, ownAccounts, passwordFile } from './own-account.ts'
export { ownMetricsOption, type OwnMetricsOptions } from './own-metrics.ts'
export {
  type Provisioning,
  type ProvisioningOptions,
  passwordDirectory,
  provisioning,
  scriptDirectory,
} from './provisioning.ts'
export {
  type KindPorts,
  type KindServices,
  storeServices,
  type StoreServices,
  storeServicesOption,
} from './store-services.ts'
export { founding, type Founding } from './founding.ts'
export { heapCheck, javaHeap } from './java-heap.ts'
export { pemKey } from './pem-key.ts'
export { reservedUserProblems } from './reserved-users.ts'
export { type Fit, type StoreOptions, storeTemplates } from './store-templates.ts'
export {
  caDirectory,
  caFile,
  caMount,
  caVolume,
  caVolumeName,
  certificateDirectory,
  certificateMount,
  certificateVolume,
  hasTls,
  tlsSecrets,
  tlsStores,
  tlsStoresOf,
} from './store-tls.ts'
export type { StoreValues } from './store-values.ts'
export {
  accountSecret,
  type ConnectionData,
  type NameInStore,
  type StorePart,
  type StoreSecrets,
  connectionConfigMaps,
  connectionName,
  embedded,
  external,
  externalHostCheck,
  password,
  storeParts,
  storeSecrets,
} from './store.ts'
export {
  volumeSnapshotFeatures,
  volumeSnapshotOption,
  type VolumeSnapshotOptions,
} from './volume-snapshots.ts'
export { waitEnvironment } from './wait-environment.ts'
export { hostAndPort, urlScheme, whereabouts } from './url-connection.ts'
