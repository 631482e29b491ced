// A program with OpenTelemetry, which says nowhere where its signals go: its environment does.
const { NodeSDK } = require('@opentelemetry/sdk-node')
const { trace } = require('@opentelemetry/api')

const sdk = new NodeSDK()
sdk.start()
trace.getTracer('shop').startSpan('checkout').end()
sdk.shutdown() // one that cannot send ends the program with an error
