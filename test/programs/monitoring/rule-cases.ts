/** Series by their names, in promtool's notation: a value for each minute from 0 on. */
type Series = Readonly<Record<string, string>>

/** When an alert fires, and when it does not though its metrics are there. */
export interface RuleCase {
  readonly fires: Series
  readonly quiet: Series
}

const here = 'namespace="default"'
const of = (job: string, more = ''): string => `${here},job="${job}",pod="shop-${job}-0"${more}`
const flat = (value: number): string => `${value}x120`

const levels = (name: string, high: number, low: number, beside: Series = {}): RuleCase => ({
  fires: { [name]: flat(high), ...beside },
  quiet: { [name]: flat(low), ...beside },
})

const requests = (failed: number, slow: number): Series => ({
  [`http_request_duration_seconds_count{${of('api', ',status_code="200"')}}`]: '0+100x120',
  [`http_request_duration_seconds_count{${of('api', ',status_code="503"')}}`]: `0+${failed}x120`,
  [`http_request_duration_seconds_bucket{${of('api', ',le="0.5"')}}`]: `0+${100 - slow}x120`,
  [`http_request_duration_seconds_bucket{${of('api', ',le="2"')}}`]: '0+100x120',
  [`http_request_duration_seconds_bucket{${of('api', ',le="+Inf"')}}`]: '0+100x120',
})

const container = `${here},pod="shop-api-0",container="api"`
const volume = `${here},persistentvolumeclaim="shop-postgresql-data"`
const job = `${here},job_name="shop-api-migrate-1"`
const backup = `${here},job_name="shop-postgresql-backup-1"`

/** A case of each rule: what makes it fire, and what does not. */
export const ruleCases: Readonly<Record<string, RuleCase>> = {
  ServiceDown: levels(`up{${of('api')}}`, 0, 1),
  PodDown: {
    fires: {
      [`up{${here},job="api",pod="shop-api-0"}`]: flat(0),
      [`up{${here},job="api",pod="shop-api-1"}`]: flat(1),
    },
    quiet: {
      [`up{${here},job="api",pod="shop-api-0"}`]: flat(0), // then it is the whole service
      [`up{namespace="other",job="api",pod="shop-api-1"}`]: flat(1),
    },
  },
  Watchdog: { fires: {}, quiet: {} },
  NginxDown: levels(`nginx_up{${of('gateway')}}`, 0, 1),
  NginxConnectionsDropped: {
    fires: {
      [`nginx_connections_accepted{${of('gateway')}}`]: '0+100x120',
      [`nginx_connections_handled{${of('gateway')}}`]: '0+90x120',
    },
    quiet: {
      [`nginx_connections_accepted{${of('gateway')}}`]: '50+100x120', // some were dropped long ago
      [`nginx_connections_handled{${of('gateway')}}`]: '0+100x120',
    },
  },
  ApiErrors: { fires: requests(10, 0), quiet: requests(2, 0) },
  ApiSlow: { fires: requests(0, 10), quiet: requests(0, 2) },
  FileDescriptorsLow: levels(`process_open_fds{${of('api')}}`, 900, 100, {
    [`process_max_fds{${of('api')}}`]: flat(1000),
  }),
  VolumeFull: levels(`kubelet_volume_stats_available_bytes{${volume}}`, 10, 50, {
    [`kubelet_volume_stats_capacity_bytes{${volume}}`]: flat(100),
  }),
  NodeCpuHigh: {
    fires: {
      'container_cpu_usage_seconds_total{id="/",node="one"}': '0+228x120',
      'machine_cpu_cores{node="one"}': flat(4),
    },
    quiet: {
      'container_cpu_usage_seconds_total{id="/",node="one"}': '0+120x120',
      'machine_cpu_cores{node="one"}': flat(4),
    },
  },
  NodeMemoryHigh: levels('container_memory_working_set_bytes{id="/",node="one"}', 95, 50, {
    'machine_memory_bytes{node="one"}': flat(100),
  }),
  PostgresqlDown: levels(`pg_up{${of('postgresql')}}`, 0, 1),
  PostgresqlConnectionsHigh: levels(
    `pg_stat_database_numbackends{${of('postgresql', ',datname="orders"')}}`,
    90,
    20,
    { [`pg_settings_max_connections{${of('postgresql')}}`]: flat(100) },
  ),
  PostgresqlDeadlocks: {
    fires: { [`pg_stat_database_deadlocks{${of('postgresql', ',datname="orders"')}}`]: '0+1x120' },
    quiet: { [`pg_stat_database_deadlocks{${of('postgresql', ',datname="orders"')}}`]: flat(7) },
  },
  PostgresqlLongTransaction: levels(
    `pg_stat_activity_max_tx_duration{${of('postgresql', ',datname="orders"')}}`,
    900,
    10,
  ),
  PostgresqlCacheMisses: {
    fires: {
      [`pg_stat_database_blks_hit{${of('postgresql')}}`]: '0+60000x120',
      [`pg_stat_database_blks_read{${of('postgresql')}}`]: '0+60000x120',
    },
    quiet: {
      [`pg_stat_database_blks_hit{${of('postgresql')}}`]: '0+6x120', // hardly anything is read
      [`pg_stat_database_blks_read{${of('postgresql')}}`]: '0+6x120',
    },
  },
  MongodbDown: levels(`mongodb_up{${of('mongodb')}}`, 0, 1),
  RedisDown: levels(`redis_up{${of('redis')}}`, 0, 1),
  RedisMemoryHigh: levels(`redis_memory_used_bytes{${of('redis')}}`, 95, 50, {
    [`redis_memory_max_bytes{${of('redis')}}`]: flat(100),
  }),
  RedisConnectionsRefused: {
    fires: { [`redis_rejected_connections_total{${of('redis')}}`]: '0+1x120' },
    quiet: { [`redis_rejected_connections_total{${of('redis')}}`]: flat(3) },
  },
  RedisWritesFail: levels(`redis_aof_last_write_status{${of('redis')}}`, 0, 1, {
    [`redis_aof_enabled{${of('redis')}}`]: flat(1),
  }),
  ElasticsearchRed: levels(
    `elasticsearch_cluster_health_status{${of('elasticsearch', ',color="red"')}}`,
    1,
    0,
  ),
  ElasticsearchYellow: levels(
    `elasticsearch_cluster_health_status{${of('elasticsearch', ',color="yellow"')}}`,
    1,
    0,
  ),
  ElasticsearchHeapHigh: levels(
    `elasticsearch_jvm_memory_used_bytes{${of('elasticsearch', ',area="heap",name="n"')}}`,
    95,
    50,
    {
      [`elasticsearch_jvm_memory_max_bytes{${of('elasticsearch', ',area="heap",name="n"')}}`]:
        flat(100),
    },
  ),
  ElasticsearchDiskHigh: levels(
    `elasticsearch_filesystem_data_available_bytes{${of('elasticsearch', ',name="n"')}}`,
    10,
    50,
    {
      [`elasticsearch_filesystem_data_size_bytes{${of('elasticsearch', ',name="n"')}}`]: flat(100),
    },
  ),
  KafkaUnderReplicated: levels(
    `kafka_topic_partition_under_replicated_partition{${of('kafka', ',topic="events"')}}`,
    1,
    0,
  ),
  KafkaConsumerLag: levels(
    `kafka_consumergroup_lag{${of('kafka', ',topic="events",consumergroup="worker"')}}`,
    20_000,
    10,
  ),
  RabbitmqMemoryAlarm: levels(`rabbitmq_alarms_memory_used_watermark{${of('rabbitmq')}}`, 1, 0),
  RabbitmqDiskAlarm: levels(`rabbitmq_alarms_free_disk_space_watermark{${of('rabbitmq')}}`, 1, 0),
  RabbitmqQueuesGrow: levels(`rabbitmq_queue_messages_ready{${of('rabbitmq')}}`, 20_000, 10),
  ContainerMemoryHigh: levels(`container_memory_working_set_bytes{${container}}`, 95, 50, {
    [`container_spec_memory_limit_bytes{${container}}`]: flat(100),
  }),
  ContainerThrottled: {
    fires: {
      [`container_cpu_cfs_throttled_periods_total{${container}}`]: '0+300x120',
      [`container_cpu_cfs_periods_total{${container}}`]: '0+600x120',
    },
    quiet: {
      [`container_cpu_cfs_throttled_periods_total{${container}}`]: '0+6x120',
      [`container_cpu_cfs_periods_total{${container}}`]: '0+600x120',
    },
  },
  ContainerOutOfMemory: {
    fires: {
      [`kube_pod_container_status_restarts_total{${container}}`]: '0x85 1x35',
      [`kube_pod_container_status_last_terminated_reason{${container},reason="OOMKilled"}`]:
        flat(1),
    },
    quiet: {
      [`kube_pod_container_status_restarts_total{${container}}`]: '0x85 1x35',
      [`kube_pod_container_status_last_terminated_reason{${container},reason="Error"}`]: flat(1),
    },
  },
  ContainerRestarts: {
    fires: { [`kube_pod_container_status_restarts_total{${container}}`]: '0+1x120' },
    quiet: { [`kube_pod_container_status_restarts_total{${container}}`]: '0x60 1x60' },
  },
  ContainerCannotStart: {
    fires: {
      [`kube_pod_container_status_waiting_reason{${container},reason="CrashLoopBackOff"}`]: flat(1),
    },
    quiet: {
      [`kube_pod_container_status_waiting_reason{${container},reason="ContainerCreating"}`]:
        flat(1),
    },
  },
  PodNotReady: {
    fires: { [`kube_pod_status_phase{${here},pod="shop-api-0",phase="Pending"}`]: flat(1) },
    quiet: {
      // a Job that is done is not ready, and needs nobody
      [`kube_pod_status_phase{${here},pod="shop-api-0",phase="Succeeded"}`]: flat(1),
      [`kube_pod_status_ready{${here},pod="shop-api-0",condition="false"}`]: flat(1),
    },
  },
  DeploymentIncomplete: levels(
    `kube_deployment_spec_replicas{${here},deployment="shop-api"}`,
    3,
    2,
    { [`kube_deployment_status_replicas_available{${here},deployment="shop-api"}`]: flat(2) },
  ),
  StatefulSetIncomplete: levels(
    `kube_statefulset_replicas{${here},statefulset="shop-kafka"}`,
    3,
    2,
    { [`kube_statefulset_status_replicas_ready{${here},statefulset="shop-kafka"}`]: flat(2) },
  ),
  AutoscalerAtMaximum: levels(
    `kube_horizontalpodautoscaler_status_current_replicas{${here},horizontalpodautoscaler="shop-api"}`,
    10,
    4,
    {
      [`kube_horizontalpodautoscaler_spec_max_replicas{${here},horizontalpodautoscaler="shop-api"}`]:
        flat(10),
    },
  ),
  JobFailed: {
    fires: {
      [`kube_job_status_failed{${job}}`]: flat(1),
      [`kube_job_status_active{${job}}`]: flat(0),
    },
    quiet: {
      [`kube_job_status_failed{${job}}`]: flat(1), // and then it succeeded
      [`kube_job_status_active{${job}}`]: flat(0),
      [`kube_job_status_succeeded{${job}}`]: flat(1),
    },
  },
  NodeNotReady: levels(
    'kube_node_status_condition{node="one",condition="Ready",status="true"}',
    0,
    1,
  ),
  BackupTooOld: {
    fires: {
      [`kube_cronjob_status_last_successful_time{${here},cronjob="shop-postgresql-backup"}`]:
        flat(-100_000),
    },
    quiet: {
      [`kube_cronjob_status_last_successful_time{${here},cronjob="shop-postgresql-backup"}`]:
        flat(0),
    },
  },
  BackupFailed: levels(`kube_job_status_failed{${backup}}`, 1, 0),
  CertificateExpires: {
    fires: {
      [`certmanager_certificate_expiration_timestamp_seconds{${here},name="shop"}`]: flat(86_400),
    },
    quiet: {
      [`certmanager_certificate_expiration_timestamp_seconds{${here},name="shop"}`]:
        flat(8_640_000),
    },
  },
  CertificateNotReady: {
    fires: {
      [`certmanager_certificate_ready_status{${here},name="shop",condition="False"}`]: flat(1),
    },
    quiet: {
      [`certmanager_certificate_ready_status{${here},name="shop",condition="True"}`]: flat(1),
    },
  },
}
