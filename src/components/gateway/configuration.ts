import type { IConfigMap } from 'kubernetes-models/v1/ConfigMap'
import { configMap } from '../../kubernetes/config-map.ts'
import type { ComponentContext } from '../../platform/component.ts'
import type { Templated } from '../../template/node/templated.ts'

import { type GatewayModel, routes } from './model.ts'
import type { GatewayNames } from './names.ts'
import { mainConf } from './nginx/main.ts'
import { routeConf, routeFile } from './nginx/route.ts'
import { serverConf } from './nginx/server.ts'
import { startScript } from './nginx/start.ts'

/** The whole of /etc/nginx. */
export function configuration(
  model: GatewayModel,
  context: ComponentContext,
  names: GatewayNames,
): Templated<IConfigMap> {
  return configMap(names, {
    'start.sh': startScript,
    'nginx.conf': mainConf(model, context, names),
    'server.conf': serverConf,
    ...Object.fromEntries(
      routes(model).map((route) => [routeFile(route), routeConf(route, context)]),
    ),
  })
}
