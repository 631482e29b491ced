import type { Priority } from '../../kubernetes/pod/scheduling.ts'
import type { OptionsSchema } from '../../platform/options-schema.ts'
import {
  backupOption,
  type BackupOptions,
  exporterOption,
  type ExporterOptions,
  type StoreServices,
  storeServicesOption,
  volumeSnapshotOption,
  type VolumeSnapshotOptions,
} from '../store/index.ts'
import { sqlOption, type SqlOptions } from './sql/model.ts'
import { type StandbyOptions, standbysOption } from './standby/model.ts'

/** What a person may say of a PostgreSQL server beside what may be said of every component. */
export interface PostgresqlOwn
  extends
    StoreServices,
    ExporterOptions,
    BackupOptions,
    VolumeSnapshotOptions,
    SqlOptions,
    StandbyOptions {}

/** The schema of what a person says. */
export const postgresqlOptions: OptionsSchema<PostgresqlOwn>['properties'] = {
  ...storeServicesOption,
  exporter: exporterOption,
  backup: backupOption,
  volumeSnapshots: volumeSnapshotOption,
  sql: sqlOption,
  standbys: standbysOption,
}

/** What the templates of a server are made of. */
export type PostgresqlModel = PostgresqlOwn & { readonly priority: Priority }
