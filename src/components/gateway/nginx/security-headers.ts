import { choose, text } from '../../../template/node/expression.ts'
import type { Block } from '../../../template/node/node.ts'
import { scope } from '../../../template/node/scope.ts'
import { block, joinBlocks } from '../../../template/node/structure.ts'
import type { Expr } from '../../../template/node/templated.ts'
import type { GatewayValues } from '../values.ts'

const { value, when } = scope<GatewayValues>()

const hsts: Expr<string> = text`max-age=${value('securityHeaders.hsts.maxAgeSeconds')}${choose(
  value('securityHeaders.hsts.includeSubDomains'),
  '; includeSubDomains',
  '',
)}${choose(value('securityHeaders.hsts.preload'), '; preload', '')}`

/** Security headers of every response, errors included. */
export const securityHeaders: Block = joinBlocks(
  block`
    # Security headers are on every response. What a service says of its own pages counts.
    ${when(
      'securityHeaders.hsts.enabled',
      block`
        map $forwarded_proto $hsts {
            https "${hsts}";
        }
        add_header Strict-Transport-Security $hsts always;
        proxy_hide_header Strict-Transport-Security;
      `,
    )}
    ${when(
      'securityHeaders.noSniff',
      block`
        add_header X-Content-Type-Options nosniff always;
        proxy_hide_header X-Content-Type-Options;
      `,
    )}
  `,
  unlessSent('Content-Security-Policy', 'contentSecurityPolicy'),
  unlessSent('X-Frame-Options', 'frameOptions'),
  unlessSent('Referrer-Policy', 'referrerPolicy'),
  unlessSent('Permissions-Policy', 'permissionsPolicy'),
)

type TextHeader = 'contentSecurityPolicy' | 'frameOptions' | 'referrerPolicy' | 'permissionsPolicy'

/** A header that is added where the service sends none of its own. */
function unlessSent(header: string, key: TextHeader): Block {
  const variable = header.toLowerCase().replaceAll('-', '_')
  return block`
    ${when(
      `securityHeaders.${key}`,
      block`
        map $upstream_http_${variable} $${variable} {
            "" "${value(`securityHeaders.${key}`)}";
        }
        add_header ${header} $${variable} always;
      `,
    )}
  `
}
