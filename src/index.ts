export { ChartError, type Problem } from './errors/chart-error.ts'
export { type ChartIdentity, readIdentity } from './chart/chart-identity.ts'
export { generate } from './chart/generate.ts'
export { cassandra, type CassandraOptions, keyspace } from './components/cassandra/cassandra.ts'
export {
  alertmanager,
  type AlertmanagerOptions,
  alerts,
} from './components/alertmanager/alertmanager.ts'
export {
  elasticsearch,
  type ElasticsearchOptions,
  search,
} from './components/elasticsearch/elasticsearch.ts'
export {
  type AnswerStatus,
  circuitBreaker,
  type CircuitBreakerOwn,
} from './ambassadors/circuit-breaker/circuit-breaker.ts'
export { pgbouncer, type PgbouncerOwn } from './ambassadors/pgbouncer/pgbouncer.ts'
export { type GatewayOptions, gateway } from './components/gateway/gateway.ts'
export { grafana, type GrafanaOptions } from './components/grafana/grafana.ts'
export { kafka, type KafkaOptions, publish, subscribe } from './components/kafka/kafka.ts'
export { documents, mongodb, type MongodbOptions } from './components/mongodb/mongodb.ts'
export {
  otelCollector,
  type OtelCollectorOptions,
  otlp,
} from './components/otel-collector/otel-collector.ts'
export { database, postgresql, type PostgresqlOptions } from './components/postgresql/postgresql.ts'
export { prometheus, type PrometheusOptions, queries } from './components/prometheus/prometheus.ts'
export { queue, rabbitmq, type RabbitmqOptions } from './components/rabbitmq/rabbitmq.ts'
export { cache, redis, type RedisOptions } from './components/redis/redis.ts'
export { ensemble, zookeeper, type ZookeeperOptions } from './components/zookeeper/zookeeper.ts'

export { job, type JobOptions } from './components/job/job.ts'
export { call, type ServiceOptions, service } from './components/service/service.ts'
export { worker, type WorkerOptions, type WorkerValues } from './components/worker/worker.ts'
export {
  logCollector,
  type LogCollectorOptions,
  type SyslogServer,
} from './sidecars/log-collector.ts'
export { nginxExporter, type NginxExporterOptions } from './sidecars/nginx-exporter.ts'
export { volumeSnapshots, type VolumeSnapshotsOptions } from './jobs/volume-snapshots.ts'
export type { FileTree } from './files/file-tree.ts'
export type { Component, ComponentContext, ComponentTemplates } from './platform/component.ts'
export {
  definePlatform,
  type Platform,
  type PlatformValues,
  type Profile,
} from './platform/define-platform.ts'
export { type Edge, internet, outside } from './platform/edge.ts'
export { forEach } from './platform/for-each.ts'
export { loadProject, type Project } from './project/load-project.ts'
export { withFiles } from './project/with-files.ts'
export type { ChartValues } from './helm/merge/chart-values.ts'
export { loadChart } from './helm/chart/load-chart.ts'
export { mergeValues } from './helm/merge/merge-values.ts'
export { type ChartSchema, chartSchema } from './infer/chart-schema.ts'
export { chartTypes } from './infer/chart-types.ts'
export { defineValues, valuesText } from './values/define-values.ts'
export { loadValues, type LoadedValues } from './values/read-values.ts'
export type { SetOption } from './helm/set/apply-set.ts'
export {
  type InvalidValues,
  type ReleaseOptions,
  type UnjudgedValues,
  validateValues,
  type Validation,
  type ValidValues,
} from './validate/validate-values.ts'
