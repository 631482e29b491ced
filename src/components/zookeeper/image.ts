/**
 * The official image on Ubuntu, with a JRE 17. Its user is zookeeper (1000:1000); its volumes are /data,
 * /datalog and /logs, of which the chart uses the first. Its entrypoint writes /conf/zoo.cfg by the
 * environment, and there no JAAS file: the chart starts the server itself, by zkServer.sh on the PATH.
 * Source: github.com/31z4/zookeeper-docker, 3.9.4/Dockerfile and docker-entrypoint.sh.
 */
export const zookeeperImage = {
  registry: 'docker.io',
  repository: 'library/zookeeper',
  tag: '3.9.5',
} as const
