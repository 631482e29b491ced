import { join } from '../../../template/node/expression.ts'
import type { Block } from '../../../template/node/node.ts'
import { scope } from '../../../template/node/scope.ts'
import { block } from '../../../template/node/structure.ts'
import type { GatewayValues } from '../values.ts'

const { value, when } = scope<GatewayValues>()

/** How requests are passed on to services, of which some may run elsewhere. */
export const proxying = (hasElsewhere: boolean): Block => block`
  # Routes name their service in a variable, so that nginx looks it up while it runs: it starts
  # before its services, and follows them to new addresses.
  ${when(
    'resolver.addresses',
    block`resolver ${join(' ', value('resolver.addresses'))} valid=${value('resolver.validSeconds')}s;`,
    block`include /tmp/resolver.conf;`,
  )}
  resolver_timeout 5s;

  # Each request has a connection of its own: a Service spreads connections over its pods.
  proxy_http_version 1.1;
  proxy_connect_timeout ${value('connectTimeoutSeconds')}s;
  proxy_next_upstream_tries 2; # of a name with several addresses, and never a POST or PATCH
  proxy_buffer_size 16k;
  proxy_buffers 8 16k;
  proxy_max_temp_file_size 0;
  proxy_hide_header X-Powered-By;

  # A service gets the path that chose its route: decoded, without "//" and "..", encoded again. As
  # the client spelled it, /internal/..%2forders could be another place to the service than to nginx.
  # Of the way to it, it gets only what nginx knows itself, whatever a client says.
  proxy_set_header Host ${hasElsewhere ? '$sent_host' : '$host'};
  proxy_set_header X-Request-ID $correlation_id;
  proxy_set_header X-Real-IP $remote_addr;
  proxy_set_header X-Forwarded-For $remote_addr;
  proxy_set_header X-Forwarded-Host $host;
  proxy_set_header X-Forwarded-Proto $forwarded_proto;
  proxy_set_header X-Forwarded-Prefix $stripped_prefix;
  proxy_set_header Forwarded "";
  proxy_set_header X-Original-URL "";
  proxy_set_header X-Rewrite-URL "";
  proxy_set_header Proxy "";
  proxy_set_header Upgrade $upgrade;
  proxy_set_header Connection $upstream_connection;
  # A route with WebSockets upgrades to these alone: "h2c" would tunnel past the routes.
  map $http_upgrade $websocket {
      websocket websocket;
  }
  map $upgrade $upstream_connection {
      default upgrade;
      ""      close;
  }
  ${hasElsewhere ? elsewhere : block``}
`

/** Where the image has the CAs that the public trusts: the package ca-certificates-bundle of Alpine. */
const trustedCas = '/etc/ssl/certs/ca-certificates.crt'

const elsewhere: Block = block`

  # A service elsewhere is asked by its own name, and has to prove it where it has TLS.
  map $elsewhere $sent_host {
      yes     $proxy_host;
      default $host;
  }
  proxy_ssl_server_name on;
  proxy_ssl_verify on;
  proxy_ssl_verify_depth 5;
  proxy_ssl_trusted_certificate ${trustedCas};
`
