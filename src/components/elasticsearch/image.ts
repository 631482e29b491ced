/**
 * Elastic's own image, on UBI with a JDK of its own. Its user is elasticsearch (1000:0), and Elasticsearch is
 * in /usr/share/elasticsearch. Its entrypoint keeps a keystore in the directory `config`, and Elasticsearch
 * reads certificates from there alone: the chart starts the server itself, with a copy of that directory.
 * Source: github.com/elastic/elasticsearch, distribution/docker/src/docker (Dockerfile, bin/docker-entrypoint.sh).
 */
export const elasticsearchImage = {
  registry: 'docker.elastic.co',
  repository: 'elasticsearch/elasticsearch',
  tag: '9.5.4',
} as const
