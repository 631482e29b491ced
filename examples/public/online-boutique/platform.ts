import { cache, call, definePlatform, gateway, redis, service, worker } from 'chartwright'

const image = (name: string): string =>
  `us-central1-docker.pkg.dev/online-boutique-ci/microservices-demo/${name}`

/** A service that speaks gRPC, and is asked by gRPC whether it is well. */
const grpc = <Name extends string>(name: Name, port: number) =>
  ({
    image: image(name),
    uid: 1000,
    ports: { grpc: { port, protocol: 'grpc' } },
    env: { DISABLE_PROFILER: '1' },
  }) as const

const to = <Name extends string, Variable extends string>(name: Name, variable: Variable) =>
  call(name, { env: { [variable]: '{address}' } as { readonly [K in Variable]: '{address}' } })

const products = to('productcatalogservice', 'PRODUCT_CATALOG_SERVICE_ADDR')
const currency = to('currencyservice', 'CURRENCY_SERVICE_ADDR')
const cart = to('cartservice', 'CART_SERVICE_ADDR')
const shipping = to('shippingservice', 'SHIPPING_SERVICE_ADDR')

export default definePlatform({
  components: {
    frontend: service({
      description: 'Pages of the shop',
      image: image('frontend'),
      uid: 1000,
      port: 8080,
      probes: { liveness: '/_healthz', readiness: '/_healthz' },
      env: { ENABLE_PROFILER: '0' },
      uses: [
        products,
        currency,
        cart,
        shipping,
        to('recommendationservice', 'RECOMMENDATION_SERVICE_ADDR'),
        to('checkoutservice', 'CHECKOUT_SERVICE_ADDR'),
        to('adservice', 'AD_SERVICE_ADDR'),
      ],
    }),
    productcatalogservice: service({
      ...grpc('productcatalogservice', 3550),
      description: 'Products, from a file',
    }),
    currencyservice: service({
      ...grpc('currencyservice', 7000),
      description: 'Amounts in other currencies',
    }),
    cartservice: service({
      ...grpc('cartservice', 7070),
      description: 'Shopping carts',
      uses: [
        cache('redis-cart', {
          waitFor: true,
          env: { REDIS_ADDR: '{address},user={username},password={password}' },
        }),
      ],
    }),
    recommendationservice: service({
      ...grpc('recommendationservice', 8080),
      description: 'Products like those in the cart',
      uses: [products],
    }),
    checkoutservice: service({
      ...grpc('checkoutservice', 5050),
      description: 'Takes an order through payment, shipping and mail',
      uses: [
        products,
        currency,
        cart,
        shipping,
        to('paymentservice', 'PAYMENT_SERVICE_ADDR'),
        to('emailservice', 'EMAIL_SERVICE_ADDR'),
      ],
    }),
    shippingservice: service({
      ...grpc('shippingservice', 50_051),
      description: 'Costs of shipping',
    }),
    paymentservice: service({ ...grpc('paymentservice', 50_051), description: 'Charges a card' }),
    emailservice: service({ ...grpc('emailservice', 8080), description: 'Confirms orders' }),
    adservice: service({
      ...grpc('adservice', 9555),
      description: 'Advertisements by words',
      values: { resources: { requests: { memory: '180Mi' }, limits: { memory: '300Mi' } } },
    }),
    loadgenerator: worker({
      description: 'Visits the shop like ten customers',
      image: image('loadgenerator'),
      uid: 1000,
      env: { USERS: '10', RATE: '1' },
      uses: [to('frontend', 'FRONTEND_ADDR')],
      values: { resources: { requests: { memory: '256Mi' }, limits: { memory: '512Mi' } } },
    }),
    gateway: gateway({ host: 'boutique.example.com', routes: { '/': 'frontend' } }),
    'redis-cart': redis({ description: 'Carts, in memory' }),
  },
  profiles: {
    prod: { loadgenerator: { enabled: false }, frontend: { replicas: 2 } },
  },
})
