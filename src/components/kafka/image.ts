/**
 * The project's own image, on Alpine with a JRE 21. Its user is appuser (1000:1000); Kafka is in /opt/kafka,
 * and /var/lib/kafka/data is a volume of the image, so that nothing but a mount at that very path keeps data.
 * Its entrypoint writes to /opt/kafka/config and formats by the environment: the chart starts the server itself.
 * Source: github.com/apache/kafka, docker/jvm/Dockerfile, docker/jvm/launch and docker/resources/common-scripts.
 */
export const kafkaImages = {
  kraft: { registry: 'docker.io', repository: 'apache/kafka', tag: '4.4.0' },
  // the last one that knows ZooKeeper: its own scripts do, its entrypoint does not
  zookeeper: { registry: 'docker.io', repository: 'apache/kafka', tag: '3.9.2' },
} as const
