/**
 * The official image with the management plugin, on Ubuntu. Its user is rabbitmq (999:999), whose home
 * is the data directory /var/lib/rabbitmq; it writes there, to /var/log/rabbitmq and to /tmp.
 * Source: github.com/docker-library/rabbitmq, 4.3/ubuntu/Dockerfile, 4.3/ubuntu/management/Dockerfile
 * and docker-entrypoint.sh.
 */
export const rabbitmqImage = {
  registry: 'docker.io',
  repository: 'library/rabbitmq',
  tag: '4.3.6-management',
} as const

/** Version of the broker in the image, for Chart.yaml. */
export const rabbitmqVersion = '4.3.6'
