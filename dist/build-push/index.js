import { createRequire as __WEBPACK_EXTERNAL_createRequire } from "module";
/******/ var __webpack_modules__ = ({

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 735:
/***/ ((module) => {



/** @type {Record<string, string | undefined>} */
const headerNameLowerCasedRecord = {}

// https://developer.mozilla.org/docs/Web/HTTP/Headers
const wellknownHeaderNames = [
  'Accept',
  'Accept-Encoding',
  'Accept-Language',
  'Accept-Ranges',
  'Access-Control-Allow-Credentials',
  'Access-Control-Allow-Headers',
  'Access-Control-Allow-Methods',
  'Access-Control-Allow-Origin',
  'Access-Control-Expose-Headers',
  'Access-Control-Max-Age',
  'Access-Control-Request-Headers',
  'Access-Control-Request-Method',
  'Age',
  'Allow',
  'Alt-Svc',
  'Alt-Used',
  'Authorization',
  'Cache-Control',
  'Clear-Site-Data',
  'Connection',
  'Content-Disposition',
  'Content-Encoding',
  'Content-Language',
  'Content-Length',
  'Content-Location',
  'Content-Range',
  'Content-Security-Policy',
  'Content-Security-Policy-Report-Only',
  'Content-Type',
  'Cookie',
  'Cross-Origin-Embedder-Policy',
  'Cross-Origin-Opener-Policy',
  'Cross-Origin-Resource-Policy',
  'Date',
  'Device-Memory',
  'Downlink',
  'ECT',
  'ETag',
  'Expect',
  'Expect-CT',
  'Expires',
  'Forwarded',
  'From',
  'Host',
  'If-Match',
  'If-Modified-Since',
  'If-None-Match',
  'If-Range',
  'If-Unmodified-Since',
  'Keep-Alive',
  'Last-Modified',
  'Link',
  'Location',
  'Max-Forwards',
  'Origin',
  'Permissions-Policy',
  'Pragma',
  'Proxy-Authenticate',
  'Proxy-Authorization',
  'RTT',
  'Range',
  'Referer',
  'Referrer-Policy',
  'Refresh',
  'Retry-After',
  'Sec-WebSocket-Accept',
  'Sec-WebSocket-Extensions',
  'Sec-WebSocket-Key',
  'Sec-WebSocket-Protocol',
  'Sec-WebSocket-Version',
  'Server',
  'Server-Timing',
  'Service-Worker-Allowed',
  'Service-Worker-Navigation-Preload',
  'Set-Cookie',
  'SourceMap',
  'Strict-Transport-Security',
  'Supports-Loading-Mode',
  'TE',
  'Timing-Allow-Origin',
  'Trailer',
  'Transfer-Encoding',
  'Upgrade',
  'Upgrade-Insecure-Requests',
  'User-Agent',
  'Vary',
  'Via',
  'WWW-Authenticate',
  'X-Content-Type-Options',
  'X-DNS-Prefetch-Control',
  'X-Frame-Options',
  'X-Permitted-Cross-Domain-Policies',
  'X-Powered-By',
  'X-Requested-With',
  'X-XSS-Protection'
]

for (let i = 0; i < wellknownHeaderNames.length; ++i) {
  const key = wellknownHeaderNames[i]
  const lowerCasedKey = key.toLowerCase()
  headerNameLowerCasedRecord[key] = headerNameLowerCasedRecord[lowerCasedKey] =
    lowerCasedKey
}

// Note: object prototypes should not be able to be referenced. e.g. `Object#hasOwnProperty`.
Object.setPrototypeOf(headerNameLowerCasedRecord, null)

module.exports = {
  wellknownHeaderNames,
  headerNameLowerCasedRecord
}


/***/ }),

/***/ 

/***/ 8707:
/***/ ((module) => {



const kUndiciError = Symbol.for('undici.error.UND_ERR')
class UndiciError extends Error {
  constructor (message) {
    super(message)
    this.name = 'UndiciError'
    this.code = 'UND_ERR'
  }

  static [Symbol.hasInstance] (instance) {
    return instance && instance[kUndiciError] === true
  }

  [kUndiciError] = true
}

const kConnectTimeoutError = Symbol.for('undici.error.UND_ERR_CONNECT_TIMEOUT')
class ConnectTimeoutError extends UndiciError {
  constructor (message) {
    super(message)
    this.name = 'ConnectTimeoutError'
    this.message = message || 'Connect Timeout Error'
    this.code = 'UND_ERR_CONNECT_TIMEOUT'
  }

  static [Symbol.hasInstance] (instance) {
    return instance && instance[kConnectTimeoutError] === true
  }

  [kConnectTimeoutError] = true
}

const kHeadersTimeoutError = Symbol.for('undici.error.UND_ERR_HEADERS_TIMEOUT')
class HeadersTimeoutError extends UndiciError {
  constructor (message) {
    super(message)
    this.name = 'HeadersTimeoutError'
    this.message = message || 'Headers Timeout Error'
    this.code = 'UND_ERR_HEADERS_TIMEOUT'
  }

  static [Symbol.hasInstance] (instance) {
    return instance && instance[kHeadersTimeoutError] === true
  }

  [kHeadersTimeoutError] = true
}

const kHeadersOverflowError = Symbol.for('undici.error.UND_ERR_HEADERS_OVERFLOW')
class HeadersOverflowError extends UndiciError {
  constructor (message) {
    super(message)
    this.name = 'HeadersOverflowError'
    this.message = message || 'Headers Overflow Error'
    this.code = 'UND_ERR_HEADERS_OVERFLOW'
  }

  static [Symbol.hasInstance] (instance) {
    return instance && instance[kHeadersOverflowError] === true
  }

  [kHeadersOverflowError] = true
}

const kBodyTimeoutError = Symbol.for('undici.error.UND_ERR_BODY_TIMEOUT')
class BodyTimeoutError extends UndiciError {
  constructor (message) {
    super(message)
    this.name = 'BodyTimeoutError'
    this.message = message || 'Body Timeout Error'
    this.code = 'UND_ERR_BODY_TIMEOUT'
  }

  static [Symbol.hasInstance] (instance) {
    return instance && instance[kBodyTimeoutError] === true
  }

  [kBodyTimeoutError] = true
}

const kResponseStatusCodeError = Symbol.for('undici.error.UND_ERR_RESPONSE_STATUS_CODE')
class ResponseStatusCodeError extends UndiciError {
  constructor (message, statusCode, headers, body) {
    super(message)
    this.name = 'ResponseStatusCodeError'
    this.message = message || 'Response Status Code Error'
    this.code = 'UND_ERR_RESPONSE_STATUS_CODE'
    this.body = body
    this.status = statusCode
    this.statusCode = statusCode
    this.headers = headers
  }

  static [Symbol.hasInstance] (instance) {
    return instance && instance[kResponseStatusCodeError] === true
  }

  [kResponseStatusCodeError] = true
}

const kInvalidArgumentError = Symbol.for('undici.error.UND_ERR_INVALID_ARG')
class InvalidArgumentError extends UndiciError {
  constructor (message) {
    super(message)
    this.name = 'InvalidArgumentError'
    this.message = message || 'Invalid Argument Error'
    this.code = 'UND_ERR_INVALID_ARG'
  }

  static [Symbol.hasInstance] (instance) {
    return instance && instance[kInvalidArgumentError] === true
  }

  [kInvalidArgumentError] = true
}

const kInvalidReturnValueError = Symbol.for('undici.error.UND_ERR_INVALID_RETURN_VALUE')
class InvalidReturnValueError extends UndiciError {
  constructor (message) {
    super(message)
    this.name = 'InvalidReturnValueError'
    this.message = message || 'Invalid Return Value Error'
    this.code = 'UND_ERR_INVALID_RETURN_VALUE'
  }

  static [Symbol.hasInstance] (instance) {
    return instance && instance[kInvalidReturnValueError] === true
  }

  [kInvalidReturnValueError] = true
}

const kAbortError = Symbol.for('undici.error.UND_ERR_ABORT')
class AbortError extends UndiciError {
  constructor (message) {
    super(message)
    this.name = 'AbortError'
    this.message = message || 'The operation was aborted'
    this.code = 'UND_ERR_ABORT'
  }

  static [Symbol.hasInstance] (instance) {
    return instance && instance[kAbortError] === true
  }

  [kAbortError] = true
}

const kRequestAbortedError = Symbol.for('undici.error.UND_ERR_ABORTED')
class RequestAbortedError extends AbortError {
  constructor (message) {
    super(message)
    this.name = 'AbortError'
    this.message = message || 'Request aborted'
    this.code = 'UND_ERR_ABORTED'
  }

  static [Symbol.hasInstance] (instance) {
    return instance && instance[kRequestAbortedError] === true
  }

  [kRequestAbortedError] = true
}

const kInformationalError = Symbol.for('undici.error.UND_ERR_INFO')
class InformationalError extends UndiciError {
  constructor (message) {
    super(message)
    this.name = 'InformationalError'
    this.message = message || 'Request information'
    this.code = 'UND_ERR_INFO'
  }

  static [Symbol.hasInstance] (instance) {
    return instance && instance[kInformationalError] === true
  }

  [kInformationalError] = true
}

const kRequestContentLengthMismatchError = Symbol.for('undici.error.UND_ERR_REQ_CONTENT_LENGTH_MISMATCH')
class RequestContentLengthMismatchError extends UndiciError {
  constructor (message) {
    super(message)
    this.name = 'RequestContentLengthMismatchError'
    this.message = message || 'Request body length does not match content-length header'
    this.code = 'UND_ERR_REQ_CONTENT_LENGTH_MISMATCH'
  }

  static [Symbol.hasInstance] (instance) {
    return instance && instance[kRequestContentLengthMismatchError] === true
  }

  [kRequestContentLengthMismatchError] = true
}

const kResponseContentLengthMismatchError = Symbol.for('undici.error.UND_ERR_RES_CONTENT_LENGTH_MISMATCH')
class ResponseContentLengthMismatchError extends UndiciError {
  constructor (message) {
    super(message)
    this.name = 'ResponseContentLengthMismatchError'
    this.message = message || 'Response body length does not match content-length header'
    this.code = 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH'
  }

  static [Symbol.hasInstance] (instance) {
    return instance && instance[kResponseContentLengthMismatchError] === true
  }

  [kResponseContentLengthMismatchError] = true
}

const kClientDestroyedError = Symbol.for('undici.error.UND_ERR_DESTROYED')
class ClientDestroyedError extends UndiciError {
  constructor (message) {
    super(message)
    this.name = 'ClientDestroyedError'
    this.message = message || 'The client is destroyed'
    this.code = 'UND_ERR_DESTROYED'
  }

  static [Symbol.hasInstance] (instance) {
    return instance && instance[kClientDestroyedError] === true
  }

  [kClientDestroyedError] = true
}

const kClientClosedError = Symbol.for('undici.error.UND_ERR_CLOSED')
class ClientClosedError extends UndiciError {
  constructor (message) {
    super(message)
    this.name = 'ClientClosedError'
    this.message = message || 'The client is closed'
    this.code = 'UND_ERR_CLOSED'
  }

  static [Symbol.hasInstance] (instance) {
    return instance && instance[kClientClosedError] === true
  }

  [kClientClosedError] = true
}

const kSocketError = Symbol.for('undici.error.UND_ERR_SOCKET')
class SocketError extends UndiciError {
  constructor (message, socket) {
    super(message)
    this.name = 'SocketError'
    this.message = message || 'Socket error'
    this.code = 'UND_ERR_SOCKET'
    this.socket = socket
  }

  static [Symbol.hasInstance] (instance) {
    return instance && instance[kSocketError] === true
  }

  [kSocketError] = true
}

const kNotSupportedError = Symbol.for('undici.error.UND_ERR_NOT_SUPPORTED')
class NotSupportedError extends UndiciError {
  constructor (message) {
    super(message)
    this.name = 'NotSupportedError'
    this.message = message || 'Not supported error'
    this.code = 'UND_ERR_NOT_SUPPORTED'
  }

  static [Symbol.hasInstance] (instance) {
    return instance && instance[kNotSupportedError] === true
  }

  [kNotSupportedError] = true
}

const kBalancedPoolMissingUpstreamError = Symbol.for('undici.error.UND_ERR_BPL_MISSING_UPSTREAM')
class BalancedPoolMissingUpstreamError extends UndiciError {
  constructor (message) {
    super(message)
    this.name = 'MissingUpstreamError'
    this.message = message || 'No upstream has been added to the BalancedPool'
    this.code = 'UND_ERR_BPL_MISSING_UPSTREAM'
  }

  static [Symbol.hasInstance] (instance) {
    return instance && instance[kBalancedPoolMissingUpstreamError] === true
  }

  [kBalancedPoolMissingUpstreamError] = true
}

const kHTTPParserError = Symbol.for('undici.error.UND_ERR_HTTP_PARSER')
class HTTPParserError extends Error {
  constructor (message, code, data) {
    super(message)
    this.name = 'HTTPParserError'
    this.code = code ? `HPE_${code}` : undefined
    this.data = data ? data.toString() : undefined
  }

  static [Symbol.hasInstance] (instance) {
    return instance && instance[kHTTPParserError] === true
  }

  [kHTTPParserError] = true
}

const kResponseExceededMaxSizeError = Symbol.for('undici.error.UND_ERR_RES_EXCEEDED_MAX_SIZE')
class ResponseExceededMaxSizeError extends UndiciError {
  constructor (message) {
    super(message)
    this.name = 'ResponseExceededMaxSizeError'
    this.message = message || 'Response content exceeded max size'
    this.code = 'UND_ERR_RES_EXCEEDED_MAX_SIZE'
  }

  static [Symbol.hasInstance] (instance) {
    return instance && instance[kResponseExceededMaxSizeError] === true
  }

  [kResponseExceededMaxSizeError] = true
}

const kRequestRetryError = Symbol.for('undici.error.UND_ERR_REQ_RETRY')
class RequestRetryError extends UndiciError {
  constructor (message, code, { headers, data }) {
    super(message)
    this.name = 'RequestRetryError'
    this.message = message || 'Request retry error'
    this.code = 'UND_ERR_REQ_RETRY'
    this.statusCode = code
    this.data = data
    this.headers = headers
  }

  static [Symbol.hasInstance] (instance) {
    return instance && instance[kRequestRetryError] === true
  }

  [kRequestRetryError] = true
}

const kResponseError = Symbol.for('undici.error.UND_ERR_RESPONSE')
class ResponseError extends UndiciError {
  constructor (message, code, { headers, data }) {
    super(message)
    this.name = 'ResponseError'
    this.message = message || 'Response error'
    this.code = 'UND_ERR_RESPONSE'
    this.statusCode = code
    this.data = data
    this.headers = headers
  }

  static [Symbol.hasInstance] (instance) {
    return instance && instance[kResponseError] === true
  }

  [kResponseError] = true
}

const kSecureProxyConnectionError = Symbol.for('undici.error.UND_ERR_PRX_TLS')
class SecureProxyConnectionError extends UndiciError {
  constructor (cause, message, options) {
    super(message, { cause, ...(options ?? {}) })
    this.name = 'SecureProxyConnectionError'
    this.message = message || 'Secure Proxy Connection failed'
    this.code = 'UND_ERR_PRX_TLS'
    this.cause = cause
  }

  static [Symbol.hasInstance] (instance) {
    return instance && instance[kSecureProxyConnectionError] === true
  }

  [kSecureProxyConnectionError] = true
}

const kMessageSizeExceededError = Symbol.for('undici.error.UND_ERR_WS_MESSAGE_SIZE_EXCEEDED')
class MessageSizeExceededError extends UndiciError {
  constructor (message) {
    super(message)
    this.name = 'MessageSizeExceededError'
    this.message = message || 'Max decompressed message size exceeded'
    this.code = 'UND_ERR_WS_MESSAGE_SIZE_EXCEEDED'
  }

  static [Symbol.hasInstance] (instance) {
    return instance && instance[kMessageSizeExceededError] === true
  }

  get [kMessageSizeExceededError] () {
    return true
  }
}

module.exports = {
  AbortError,
  HTTPParserError,
  UndiciError,
  HeadersTimeoutError,
  HeadersOverflowError,
  BodyTimeoutError,
  RequestContentLengthMismatchError,
  ConnectTimeoutError,
  ResponseStatusCodeError,
  InvalidArgumentError,
  InvalidReturnValueError,
  RequestAbortedError,
  ClientDestroyedError,
  ClientClosedError,
  InformationalError,
  SocketError,
  NotSupportedError,
  ResponseContentLengthMismatchError,
  BalancedPoolMissingUpstreamError,
  ResponseExceededMaxSizeError,
  RequestRetryError,
  ResponseError,
  SecureProxyConnectionError,
  MessageSizeExceededError
}


/***/ }),

/***/ 

/***/ 6443:
/***/ ((module) => {

module.exports = {
  kClose: Symbol('close'),
  kDestroy: Symbol('destroy'),
  kDispatch: Symbol('dispatch'),
  kUrl: Symbol('url'),
  kWriting: Symbol('writing'),
  kResuming: Symbol('resuming'),
  kQueue: Symbol('queue'),
  kConnect: Symbol('connect'),
  kConnecting: Symbol('connecting'),
  kKeepAliveDefaultTimeout: Symbol('default keep alive timeout'),
  kKeepAliveMaxTimeout: Symbol('max keep alive timeout'),
  kKeepAliveTimeoutThreshold: Symbol('keep alive timeout threshold'),
  kKeepAliveTimeoutValue: Symbol('keep alive timeout'),
  kKeepAlive: Symbol('keep alive'),
  kHeadersTimeout: Symbol('headers timeout'),
  kBodyTimeout: Symbol('body timeout'),
  kServerName: Symbol('server name'),
  kLocalAddress: Symbol('local address'),
  kHost: Symbol('host'),
  kNoRef: Symbol('no ref'),
  kBodyUsed: Symbol('used'),
  kBody: Symbol('abstracted request body'),
  kRunning: Symbol('running'),
  kBlocking: Symbol('blocking'),
  kPending: Symbol('pending'),
  kSize: Symbol('size'),
  kBusy: Symbol('busy'),
  kQueued: Symbol('queued'),
  kFree: Symbol('free'),
  kConnected: Symbol('connected'),
  kClosed: Symbol('closed'),
  kNeedDrain: Symbol('need drain'),
  kReset: Symbol('reset'),
  kDestroyed: Symbol.for('nodejs.stream.destroyed'),
  kResume: Symbol('resume'),
  kOnError: Symbol('on error'),
  kMaxHeadersSize: Symbol('max headers size'),
  kRunningIdx: Symbol('running index'),
  kPendingIdx: Symbol('pending index'),
  kError: Symbol('error'),
  kClients: Symbol('clients'),
  kClient: Symbol('client'),
  kParser: Symbol('parser'),
  kOnDestroyed: Symbol('destroy callbacks'),
  kPipelining: Symbol('pipelining'),
  kSocket: Symbol('socket'),
  kHostHeader: Symbol('host header'),
  kConnector: Symbol('connector'),
  kStrictContentLength: Symbol('strict content length'),
  kMaxRedirections: Symbol('maxRedirections'),
  kMaxRequests: Symbol('maxRequestsPerClient'),
  kProxy: Symbol('proxy agent options'),
  kCounter: Symbol('socket request counter'),
  kInterceptors: Symbol('dispatch interceptors'),
  kMaxResponseSize: Symbol('max response size'),
  kHTTP2Session: Symbol('http2Session'),
  kHTTP2SessionState: Symbol('http2Session state'),
  kRetryHandlerDefaultRetry: Symbol('retry agent default retry'),
  kConstruct: Symbol('constructable'),
  kListeners: Symbol('listeners'),
  kHTTPContext: Symbol('http context'),
  kMaxConcurrentStreams: Symbol('max concurrent streams'),
  kNoProxyAgent: Symbol('no proxy agent'),
  kHttpProxyAgent: Symbol('http proxy agent'),
  kHttpsProxyAgent: Symbol('https proxy agent')
}


/***/ }),

/***/ 7752:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {



const {
  wellknownHeaderNames,
  headerNameLowerCasedRecord
} = __nccwpck_require__(735)

class TstNode {
  /** @type {any} */
  value = null
  /** @type {null | TstNode} */
  left = null
  /** @type {null | TstNode} */
  middle = null
  /** @type {null | TstNode} */
  right = null
  /** @type {number} */
  code
  /**
   * @param {string} key
   * @param {any} value
   * @param {number} index
   */
  constructor (key, value, index) {
    if (index === undefined || index >= key.length) {
      throw new TypeError('Unreachable')
    }
    const code = this.code = key.charCodeAt(index)
    // check code is ascii string
    if (code > 0x7F) {
      throw new TypeError('key must be ascii string')
    }
    if (key.length !== ++index) {
      this.middle = new TstNode(key, value, index)
    } else {
      this.value = value
    }
  }

  /**
   * @param {string} key
   * @param {any} value
   */
  add (key, value) {
    const length = key.length
    if (length === 0) {
      throw new TypeError('Unreachable')
    }
    let index = 0
    let node = this
    while (true) {
      const code = key.charCodeAt(index)
      // check code is ascii string
      if (code > 0x7F) {
        throw new TypeError('key must be ascii string')
      }
      if (node.code === code) {
        if (length === ++index) {
          node.value = value
          break
        } else if (node.middle !== null) {
          node = node.middle
        } else {
          node.middle = new TstNode(key, value, index)
          break
        }
      } else if (node.code < code) {
        if (node.left !== null) {
          node = node.left
        } else {
          node.left = new TstNode(key, value, index)
          break
        }
      } else if (node.right !== null) {
        node = node.right
      } else {
        node.right = new TstNode(key, value, index)
        break
      }
    }
  }

  /**
   * @param {Uint8Array} key
   * @return {TstNode | null}
   */
  search (key) {
    const keylength = key.length
    let index = 0
    let node = this
    while (node !== null && index < keylength) {
      let code = key[index]
      // A-Z
      // First check if it is bigger than 0x5a.
      // Lowercase letters have higher char codes than uppercase ones.
      // Also we assume that headers will mostly contain lowercase characters.
      if (code <= 0x5a && code >= 0x41) {
        // Lowercase for uppercase.
        code |= 32
      }
      while (node !== null) {
        if (code === node.code) {
          if (keylength === ++index) {
            // Returns Node since it is the last key.
            return node
          }
          node = node.middle
          break
        }
        node = node.code < code ? node.left : node.right
      }
    }
    return null
  }
}

class TernarySearchTree {
  /** @type {TstNode | null} */
  node = null

  /**
   * @param {string} key
   * @param {any} value
   * */
  insert (key, value) {
    if (this.node === null) {
      this.node = new TstNode(key, value, 0)
    } else {
      this.node.add(key, value)
    }
  }

  /**
   * @param {Uint8Array} key
   * @return {any}
   */
  lookup (key) {
    return this.node?.search(key)?.value ?? null
  }
}

const tree = new TernarySearchTree()

for (let i = 0; i < wellknownHeaderNames.length; ++i) {
  const key = headerNameLowerCasedRecord[wellknownHeaderNames[i]]
  tree.insert(key, key)
}

module.exports = {
  TernarySearchTree,
  tree
}


/***/ }),

/***/ 3440:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {



const assert = __nccwpck_require__(4589)
const { kDestroyed, kBodyUsed, kListeners, kBody } = __nccwpck_require__(6443)
const { IncomingMessage } = __nccwpck_require__(7067)
const stream = __nccwpck_require__(7075)
const net = __nccwpck_require__(7030)
const { Blob } = __nccwpck_require__(4573)
const nodeUtil = __nccwpck_require__(7975)
const { stringify } = __nccwpck_require__(1792)
const { EventEmitter: EE } = __nccwpck_require__(8474)
const { InvalidArgumentError } = __nccwpck_require__(8707)
const { headerNameLowerCasedRecord } = __nccwpck_require__(735)
const { tree } = __nccwpck_require__(7752)

const [nodeMajor, nodeMinor] = process.versions.node.split('.').map(v => Number(v))

class BodyAsyncIterable {
  constructor (body) {
    this[kBody] = body
    this[kBodyUsed] = false
  }

  async * [Symbol.asyncIterator] () {
    assert(!this[kBodyUsed], 'disturbed')
    this[kBodyUsed] = true
    yield * this[kBody]
  }
}

function wrapRequestBody (body) {
  if (isStream(body)) {
    // TODO (fix): Provide some way for the user to cache the file to e.g. /tmp
    // so that it can be dispatched again?
    // TODO (fix): Do we need 100-expect support to provide a way to do this properly?
    if (bodyLength(body) === 0) {
      body
        .on('data', function () {
          assert(false)
        })
    }

    if (typeof body.readableDidRead !== 'boolean') {
      body[kBodyUsed] = false
      EE.prototype.on.call(body, 'data', function () {
        this[kBodyUsed] = true
      })
    }

    return body
  } else if (body && typeof body.pipeTo === 'function') {
    // TODO (fix): We can't access ReadableStream internal state
    // to determine whether or not it has been disturbed. This is just
    // a workaround.
    return new BodyAsyncIterable(body)
  } else if (
    body &&
    typeof body !== 'string' &&
    !ArrayBuffer.isView(body) &&
    isIterable(body)
  ) {
    // TODO: Should we allow re-using iterable if !this.opts.idempotent
    // or through some other flag?
    return new BodyAsyncIterable(body)
  } else {
    return body
  }
}

function nop () {}

function isStream (obj) {
  return obj && typeof obj === 'object' && typeof obj.pipe === 'function' && typeof obj.on === 'function'
}

// based on https://github.com/node-fetch/fetch-blob/blob/8ab587d34080de94140b54f07168451e7d0b655e/index.js#L229-L241 (MIT License)
function isBlobLike (object) {
  if (object === null) {
    return false
  } else if (object instanceof Blob) {
    return true
  } else if (typeof object !== 'object') {
    return false
  } else {
    const sTag = object[Symbol.toStringTag]

    return (sTag === 'Blob' || sTag === 'File') && (
      ('stream' in object && typeof object.stream === 'function') ||
      ('arrayBuffer' in object && typeof object.arrayBuffer === 'function')
    )
  }
}

function buildURL (url, queryParams) {
  if (url.includes('?') || url.includes('#')) {
    throw new Error('Query params cannot be passed when url already contains "?" or "#".')
  }

  const stringified = stringify(queryParams)

  if (stringified) {
    url += '?' + stringified
  }

  return url
}

function isValidPort (port) {
  const value = parseInt(port, 10)
  return (
    value === Number(port) &&
    value >= 0 &&
    value <= 65535
  )
}

function isHttpOrHttpsPrefixed (value) {
  return (
    value != null &&
    value[0] === 'h' &&
    value[1] === 't' &&
    value[2] === 't' &&
    value[3] === 'p' &&
    (
      value[4] === ':' ||
      (
        value[4] === 's' &&
        value[5] === ':'
      )
    )
  )
}

function parseURL (url) {
  if (typeof url === 'string') {
    url = new URL(url)

    if (!isHttpOrHttpsPrefixed(url.origin || url.protocol)) {
      throw new InvalidArgumentError('Invalid URL protocol: the URL must start with `http:` or `https:`.')
    }

    return url
  }

  if (!url || typeof url !== 'object') {
    throw new InvalidArgumentError('Invalid URL: The URL argument must be a non-null object.')
  }

  if (!(url instanceof URL)) {
    if (url.port != null && url.port !== '' && isValidPort(url.port) === false) {
      throw new InvalidArgumentError('Invalid URL: port must be a valid integer or a string representation of an integer.')
    }

    if (url.path != null && typeof url.path !== 'string') {
      throw new InvalidArgumentError('Invalid URL path: the path must be a string or null/undefined.')
    }

    if (url.pathname != null && typeof url.pathname !== 'string') {
      throw new InvalidArgumentError('Invalid URL pathname: the pathname must be a string or null/undefined.')
    }

    if (url.hostname != null && typeof url.hostname !== 'string') {
      throw new InvalidArgumentError('Invalid URL hostname: the hostname must be a string or null/undefined.')
    }

    if (url.origin != null && typeof url.origin !== 'string') {
      throw new InvalidArgumentError('Invalid URL origin: the origin must be a string or null/undefined.')
    }

    if (!isHttpOrHttpsPrefixed(url.origin || url.protocol)) {
      throw new InvalidArgumentError('Invalid URL protocol: the URL must start with `http:` or `https:`.')
    }

    const port = url.port != null
      ? url.port
      : (url.protocol === 'https:' ? 443 : 80)
    let origin = url.origin != null
      ? url.origin
      : `${url.protocol || ''}//${url.hostname || ''}:${port}`
    let path = url.path != null
      ? url.path
      : `${url.pathname || ''}${url.search || ''}`

    if (origin[origin.length - 1] === '/') {
      origin = origin.slice(0, origin.length - 1)
    }

    if (path && path[0] !== '/') {
      path = `/${path}`
    }
    // new URL(path, origin) is unsafe when `path` contains an absolute URL
    // From https://developer.mozilla.org/en-US/docs/Web/API/URL/URL:
    // If first parameter is a relative URL, second param is required, and will be used as the base URL.
    // If first parameter is an absolute URL, a given second param will be ignored.
    return new URL(`${origin}${path}`)
  }

  if (!isHttpOrHttpsPrefixed(url.origin || url.protocol)) {
    throw new InvalidArgumentError('Invalid URL protocol: the URL must start with `http:` or `https:`.')
  }

  return url
}

function parseOrigin (url) {
  url = parseURL(url)

  if (url.pathname !== '/' || url.search || url.hash) {
    throw new InvalidArgumentError('invalid url')
  }

  return url
}

function getHostname (host) {
  if (host[0] === '[') {
    const idx = host.indexOf(']')

    assert(idx !== -1)
    return host.substring(1, idx)
  }

  const idx = host.indexOf(':')
  if (idx === -1) return host

  return host.substring(0, idx)
}

// IP addresses are not valid server names per RFC6066
// > Currently, the only server names supported are DNS hostnames
function getServerName (host) {
  if (!host) {
    return null
  }

  assert(typeof host === 'string')

  const servername = getHostname(host)
  if (net.isIP(servername)) {
    return ''
  }

  return servername
}

function deepClone (obj) {
  return JSON.parse(JSON.stringify(obj))
}

function isAsyncIterable (obj) {
  return !!(obj != null && typeof obj[Symbol.asyncIterator] === 'function')
}

function isIterable (obj) {
  return !!(obj != null && (typeof obj[Symbol.iterator] === 'function' || typeof obj[Symbol.asyncIterator] === 'function'))
}

function bodyLength (body) {
  if (body == null) {
    return 0
  } else if (isStream(body)) {
    const state = body._readableState
    return state && state.objectMode === false && state.ended === true && Number.isFinite(state.length)
      ? state.length
      : null
  } else if (isBlobLike(body)) {
    return body.size != null ? body.size : null
  } else if (isBuffer(body)) {
    return body.byteLength
  }

  return null
}

function isDestroyed (body) {
  return body && !!(body.destroyed || body[kDestroyed] || (stream.isDestroyed?.(body)))
}

function destroy (stream, err) {
  if (stream == null || !isStream(stream) || isDestroyed(stream)) {
    return
  }

  if (typeof stream.destroy === 'function') {
    if (Object.getPrototypeOf(stream).constructor === IncomingMessage) {
      // See: https://github.com/nodejs/node/pull/38505/files
      stream.socket = null
    }

    stream.destroy(err)
  } else if (err) {
    queueMicrotask(() => {
      stream.emit('error', err)
    })
  }

  if (stream.destroyed !== true) {
    stream[kDestroyed] = true
  }
}

const KEEPALIVE_TIMEOUT_EXPR = /timeout=(\d+)/
function parseKeepAliveTimeout (val) {
  const m = val.toString().match(KEEPALIVE_TIMEOUT_EXPR)
  return m ? parseInt(m[1], 10) * 1000 : null
}

/**
 * Retrieves a header name and returns its lowercase value.
 * @param {string | Buffer} value Header name
 * @returns {string}
 */
function headerNameToString (value) {
  return typeof value === 'string'
    ? headerNameLowerCasedRecord[value] ?? value.toLowerCase()
    : tree.lookup(value) ?? value.toString('latin1').toLowerCase()
}

/**
 * Receive the buffer as a string and return its lowercase value.
 * @param {Buffer} value Header name
 * @returns {string}
 */
function bufferToLowerCasedHeaderName (value) {
  return tree.lookup(value) ?? value.toString('latin1').toLowerCase()
}

/**
 * @param {Record<string, string | string[]> | (Buffer | string | (Buffer | string)[])[]} headers
 * @param {Record<string, string | string[]>} [obj]
 * @returns {Record<string, string | string[]>}
 */
function parseHeaders (headers, obj) {
  if (obj === undefined) obj = {}
  for (let i = 0; i < headers.length; i += 2) {
    const key = headerNameToString(headers[i])
    let val = obj[key]

    if (val) {
      if (typeof val === 'string') {
        val = [val]
        obj[key] = val
      }
      val.push(headers[i + 1].toString('utf8'))
    } else {
      const headersValue = headers[i + 1]
      if (typeof headersValue === 'string') {
        obj[key] = headersValue
      } else {
        obj[key] = Array.isArray(headersValue) ? headersValue.map(x => x.toString('utf8')) : headersValue.toString('utf8')
      }
    }
  }

  // See https://github.com/nodejs/node/pull/46528
  if ('content-length' in obj && 'content-disposition' in obj) {
    obj['content-disposition'] = Buffer.from(obj['content-disposition']).toString('latin1')
  }

  return obj
}

function parseRawHeaders (headers) {
  const len = headers.length
  const ret = new Array(len)

  let hasContentLength = false
  let contentDispositionIdx = -1
  let key
  let val
  let kLen = 0

  for (let n = 0; n < headers.length; n += 2) {
    key = headers[n]
    val = headers[n + 1]

    typeof key !== 'string' && (key = key.toString())
    typeof val !== 'string' && (val = val.toString('utf8'))

    kLen = key.length
    if (kLen === 14 && key[7] === '-' && (key === 'content-length' || key.toLowerCase() === 'content-length')) {
      hasContentLength = true
    } else if (kLen === 19 && key[7] === '-' && (key === 'content-disposition' || key.toLowerCase() === 'content-disposition')) {
      contentDispositionIdx = n + 1
    }
    ret[n] = key
    ret[n + 1] = val
  }

  // See https://github.com/nodejs/node/pull/46528
  if (hasContentLength && contentDispositionIdx !== -1) {
    ret[contentDispositionIdx] = Buffer.from(ret[contentDispositionIdx]).toString('latin1')
  }

  return ret
}

function isBuffer (buffer) {
  // See, https://github.com/mcollina/undici/pull/319
  return buffer instanceof Uint8Array || Buffer.isBuffer(buffer)
}

function validateHandler (handler, method, upgrade) {
  if (!handler || typeof handler !== 'object') {
    throw new InvalidArgumentError('handler must be an object')
  }

  if (typeof handler.onConnect !== 'function') {
    throw new InvalidArgumentError('invalid onConnect method')
  }

  if (typeof handler.onError !== 'function') {
    throw new InvalidArgumentError('invalid onError method')
  }

  if (typeof handler.onBodySent !== 'function' && handler.onBodySent !== undefined) {
    throw new InvalidArgumentError('invalid onBodySent method')
  }

  if (upgrade || method === 'CONNECT') {
    if (typeof handler.onUpgrade !== 'function') {
      throw new InvalidArgumentError('invalid onUpgrade method')
    }
  } else {
    if (typeof handler.onHeaders !== 'function') {
      throw new InvalidArgumentError('invalid onHeaders method')
    }

    if (typeof handler.onData !== 'function') {
      throw new InvalidArgumentError('invalid onData method')
    }

    if (typeof handler.onComplete !== 'function') {
      throw new InvalidArgumentError('invalid onComplete method')
    }
  }
}

// A body is disturbed if it has been read from and it cannot
// be re-used without losing state or data.
function isDisturbed (body) {
  // TODO (fix): Why is body[kBodyUsed] needed?
  return !!(body && (stream.isDisturbed(body) || body[kBodyUsed]))
}

function isErrored (body) {
  return !!(body && stream.isErrored(body))
}

function isReadable (body) {
  return !!(body && stream.isReadable(body))
}

function getSocketInfo (socket) {
  return {
    localAddress: socket.localAddress,
    localPort: socket.localPort,
    remoteAddress: socket.remoteAddress,
    remotePort: socket.remotePort,
    remoteFamily: socket.remoteFamily,
    timeout: socket.timeout,
    bytesWritten: socket.bytesWritten,
    bytesRead: socket.bytesRead
  }
}

/** @type {globalThis['ReadableStream']} */
function ReadableStreamFrom (iterable) {
  // We cannot use ReadableStream.from here because it does not return a byte stream.

  let iterator
  return new ReadableStream(
    {
      async start () {
        iterator = iterable[Symbol.asyncIterator]()
      },
      async pull (controller) {
        const { done, value } = await iterator.next()
        if (done) {
          queueMicrotask(() => {
            controller.close()
            controller.byobRequest?.respond(0)
          })
        } else {
          const buf = Buffer.isBuffer(value) ? value : Buffer.from(value)
          if (buf.byteLength) {
            controller.enqueue(new Uint8Array(buf))
          }
        }
        return controller.desiredSize > 0
      },
      async cancel (reason) {
        await iterator.return()
      },
      type: 'bytes'
    }
  )
}

// The chunk should be a FormData instance and contains
// all the required methods.
function isFormDataLike (object) {
  return (
    object &&
    typeof object === 'object' &&
    typeof object.append === 'function' &&
    typeof object.delete === 'function' &&
    typeof object.get === 'function' &&
    typeof object.getAll === 'function' &&
    typeof object.has === 'function' &&
    typeof object.set === 'function' &&
    object[Symbol.toStringTag] === 'FormData'
  )
}

function addAbortListener (signal, listener) {
  if ('addEventListener' in signal) {
    signal.addEventListener('abort', listener, { once: true })
    return () => signal.removeEventListener('abort', listener)
  }
  signal.addListener('abort', listener)
  return () => signal.removeListener('abort', listener)
}

const hasToWellFormed = typeof String.prototype.toWellFormed === 'function'
const hasIsWellFormed = typeof String.prototype.isWellFormed === 'function'

/**
 * @param {string} val
 */
function toUSVString (val) {
  return hasToWellFormed ? `${val}`.toWellFormed() : nodeUtil.toUSVString(val)
}

/**
 * @param {string} val
 */
// TODO: move this to webidl
function isUSVString (val) {
  return hasIsWellFormed ? `${val}`.isWellFormed() : toUSVString(val) === `${val}`
}

/**
 * @see https://tools.ietf.org/html/rfc7230#section-3.2.6
 * @param {number} c
 */
function isTokenCharCode (c) {
  switch (c) {
    case 0x22:
    case 0x28:
    case 0x29:
    case 0x2c:
    case 0x2f:
    case 0x3a:
    case 0x3b:
    case 0x3c:
    case 0x3d:
    case 0x3e:
    case 0x3f:
    case 0x40:
    case 0x5b:
    case 0x5c:
    case 0x5d:
    case 0x7b:
    case 0x7d:
      // DQUOTE and "(),/:;<=>?@[\]{}"
      return false
    default:
      // VCHAR %x21-7E
      return c >= 0x21 && c <= 0x7e
  }
}

/**
 * @param {string} characters
 */
function isValidHTTPToken (characters) {
  if (characters.length === 0) {
    return false
  }
  for (let i = 0; i < characters.length; ++i) {
    if (!isTokenCharCode(characters.charCodeAt(i))) {
      return false
    }
  }
  return true
}

// headerCharRegex have been lifted from
// https://github.com/nodejs/node/blob/main/lib/_http_common.js

/**
 * Matches if val contains an invalid field-vchar
 *  field-value    = *( field-content / obs-fold )
 *  field-content  = field-vchar [ 1*( SP / HTAB ) field-vchar ]
 *  field-vchar    = VCHAR / obs-text
 */
const headerCharRegex = /[^\t\x20-\x7e\x80-\xff]/

/**
 * @param {string} characters
 */
function isValidHeaderValue (characters) {
  return !headerCharRegex.test(characters)
}

// Parsed accordingly to RFC 9110
// https://www.rfc-editor.org/rfc/rfc9110#field.content-range
function parseRangeHeader (range) {
  if (range == null || range === '') return { start: 0, end: null, size: null }

  const m = range ? range.match(/^bytes (\d+)-(\d+)\/(\d+)?$/) : null
  return m
    ? {
        start: parseInt(m[1]),
        end: m[2] ? parseInt(m[2]) : null,
        size: m[3] ? parseInt(m[3]) : null
      }
    : null
}

function addListener (obj, name, listener) {
  const listeners = (obj[kListeners] ??= [])
  listeners.push([name, listener])
  obj.on(name, listener)
  return obj
}

function removeAllListeners (obj) {
  for (const [name, listener] of obj[kListeners] ?? []) {
    obj.removeListener(name, listener)
  }
  obj[kListeners] = null
}

function errorRequest (client, request, err) {
  try {
    request.onError(err)
    assert(request.aborted)
  } catch (err) {
    client.emit('error', err)
  }
}

const kEnumerableProperty = Object.create(null)
kEnumerableProperty.enumerable = true

const normalizedMethodRecordsBase = {
  delete: 'DELETE',
  DELETE: 'DELETE',
  get: 'GET',
  GET: 'GET',
  head: 'HEAD',
  HEAD: 'HEAD',
  options: 'OPTIONS',
  OPTIONS: 'OPTIONS',
  post: 'POST',
  POST: 'POST',
  put: 'PUT',
  PUT: 'PUT'
}

const normalizedMethodRecords = {
  ...normalizedMethodRecordsBase,
  patch: 'patch',
  PATCH: 'PATCH'
}

// Note: object prototypes should not be able to be referenced. e.g. `Object#hasOwnProperty`.
Object.setPrototypeOf(normalizedMethodRecordsBase, null)
Object.setPrototypeOf(normalizedMethodRecords, null)

module.exports = {
  kEnumerableProperty,
  nop,
  isDisturbed,
  isErrored,
  isReadable,
  toUSVString,
  isUSVString,
  isBlobLike,
  parseOrigin,
  parseURL,
  getServerName,
  isStream,
  isIterable,
  isAsyncIterable,
  isDestroyed,
  headerNameToString,
  bufferToLowerCasedHeaderName,
  addListener,
  removeAllListeners,
  errorRequest,
  parseRawHeaders,
  parseHeaders,
  parseKeepAliveTimeout,
  destroy,
  bodyLength,
  deepClone,
  ReadableStreamFrom,
  isBuffer,
  validateHandler,
  getSocketInfo,
  isFormDataLike,
  buildURL,
  addAbortListener,
  isValidHTTPToken,
  isValidHeaderValue,
  isTokenCharCode,
  parseRangeHeader,
  normalizedMethodRecordsBase,
  normalizedMethodRecords,
  isValidPort,
  isHttpOrHttpsPrefixed,
  nodeMajor,
  nodeMinor,
  safeHTTPMethods: ['GET', 'HEAD', 'OPTIONS', 'TRACE'],
  wrapRequestBody
}


/***/ }),

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 883:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {


const EventEmitter = __nccwpck_require__(8474)

class Dispatcher extends EventEmitter {
  dispatch () {
    throw new Error('not implemented')
  }

  close () {
    throw new Error('not implemented')
  }

  destroy () {
    throw new Error('not implemented')
  }

  compose (...args) {
    // So we handle [interceptor1, interceptor2] or interceptor1, interceptor2, ...
    const interceptors = Array.isArray(args[0]) ? args[0] : args
    let dispatch = this.dispatch.bind(this)

    for (const interceptor of interceptors) {
      if (interceptor == null) {
        continue
      }

      if (typeof interceptor !== 'function') {
        throw new TypeError(`invalid interceptor, expected function received ${typeof interceptor}`)
      }

      dispatch = interceptor(dispatch)

      if (dispatch == null || typeof dispatch !== 'function' || dispatch.length !== 2) {
        throw new TypeError('invalid interceptor')
      }
    }

    return new ComposedDispatcher(this, dispatch)
  }
}

class ComposedDispatcher extends Dispatcher {
  #dispatcher = null
  #dispatch = null

  constructor (dispatcher, dispatch) {
    super()
    this.#dispatcher = dispatcher
    this.#dispatch = dispatch
  }

  dispatch (...args) {
    this.#dispatch(...args)
  }

  close (...args) {
    return this.#dispatcher.close(...args)
  }

  destroy (...args) {
    return this.#dispatcher.destroy(...args)
  }
}

module.exports = Dispatcher


/***/ }),

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 50:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {



const Dispatcher = __nccwpck_require__(883)
const RetryHandler = __nccwpck_require__(7816)

class RetryAgent extends Dispatcher {
  #agent = null
  #options = null
  constructor (agent, options = {}) {
    super(options)
    this.#agent = agent
    this.#options = options
  }

  dispatch (opts, handler) {
    const retry = new RetryHandler({
      ...opts,
      retryOptions: this.#options
    }, {
      dispatch: this.#agent.dispatch.bind(this.#agent),
      handler
    })
    return this.#agent.dispatch(opts, retry)
  }

  close () {
    return this.#agent.close()
  }

  destroy () {
    return this.#agent.destroy()
  }
}

module.exports = RetryAgent


/***/ }),

/***/ 

/***/ 

/***/ 

/***/ 7816:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {


const assert = __nccwpck_require__(4589)

const { kRetryHandlerDefaultRetry } = __nccwpck_require__(6443)
const { RequestRetryError } = __nccwpck_require__(8707)
const {
  isDisturbed,
  parseHeaders,
  parseRangeHeader,
  wrapRequestBody
} = __nccwpck_require__(3440)

function calculateRetryAfterHeader (retryAfter) {
  const current = Date.now()
  return new Date(retryAfter).getTime() - current
}

function validatePartialResponseContentLength (headers, range, statusCode, retryCount) {
  const contentLength = headers['content-length']
  if (contentLength == null) {
    return null
  }

  if (!Number.isFinite(range.start) || !Number.isFinite(range.end)) {
    return null
  }

  const length = Number(contentLength)
  const expectedLength = range.end - range.start + 1
  if (!Number.isFinite(length) || length !== expectedLength) {
    return new RequestRetryError('Content-Length mismatch', statusCode, {
      headers,
      data: { count: retryCount }
    })
  }

  return null
}

class RetryHandler {
  constructor (opts, handlers) {
    const { retryOptions, ...dispatchOpts } = opts
    const {
      // Retry scoped
      retry: retryFn,
      maxRetries,
      maxTimeout,
      minTimeout,
      timeoutFactor,
      // Response scoped
      methods,
      errorCodes,
      retryAfter,
      statusCodes
    } = retryOptions ?? {}

    this.dispatch = handlers.dispatch
    this.handler = handlers.handler
    this.opts = { ...dispatchOpts, body: wrapRequestBody(opts.body) }
    this.abort = null
    this.aborted = false
    this.retryOpts = {
      retry: retryFn ?? RetryHandler[kRetryHandlerDefaultRetry],
      retryAfter: retryAfter ?? true,
      maxTimeout: maxTimeout ?? 30 * 1000, // 30s,
      minTimeout: minTimeout ?? 500, // .5s
      timeoutFactor: timeoutFactor ?? 2,
      maxRetries: maxRetries ?? 5,
      // What errors we should retry
      methods: methods ?? ['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE', 'TRACE'],
      // Indicates which errors to retry
      statusCodes: statusCodes ?? [500, 502, 503, 504, 429],
      // List of errors to retry
      errorCodes: errorCodes ?? [
        'ECONNRESET',
        'ECONNREFUSED',
        'ENOTFOUND',
        'ENETDOWN',
        'ENETUNREACH',
        'EHOSTDOWN',
        'EHOSTUNREACH',
        'EPIPE',
        'UND_ERR_SOCKET'
      ]
    }

    this.retryCount = 0
    this.retryCountCheckpoint = 0
    this.start = 0
    this.end = null
    this.etag = null
    this.resume = null
    this.headersSent = false

    // Handle possible onConnect duplication
    this.handler.onConnect(reason => {
      this.aborted = true
      if (this.abort) {
        this.abort(reason)
      } else {
        this.reason = reason
      }
    })
  }

  checkpointResponseEnd (headers, resume) {
    if (this.end == null && this.opts.method !== 'HEAD') {
      const contentLength = headers['content-length']
      this.end = contentLength != null ? Number(contentLength) - 1 : null

      assert(
        this.end == null || Number.isFinite(this.end),
        'invalid content-length'
      )
    }

    this.resume = this.end != null ? resume : null
  }

  onRequestSent () {
    if (this.handler.onRequestSent) {
      this.handler.onRequestSent()
    }
  }

  onUpgrade (statusCode, headers, socket) {
    if (this.handler.onUpgrade) {
      this.handler.onUpgrade(statusCode, headers, socket)
    }
  }

  onConnect (abort) {
    if (this.aborted) {
      abort(this.reason)
    } else {
      this.abort = abort
    }
  }

  onBodySent (chunk) {
    if (this.handler.onBodySent) return this.handler.onBodySent(chunk)
  }

  static [kRetryHandlerDefaultRetry] (err, { state, opts }, cb) {
    const { statusCode, code, headers } = err
    const { method, retryOptions } = opts
    const {
      maxRetries,
      minTimeout,
      maxTimeout,
      timeoutFactor,
      statusCodes,
      errorCodes,
      methods
    } = retryOptions
    const { counter } = state

    // Any code that is not a Undici's originated and allowed to retry
    if (code && code !== 'UND_ERR_REQ_RETRY' && !errorCodes.includes(code)) {
      cb(err)
      return
    }

    // If a set of method are provided and the current method is not in the list
    if (Array.isArray(methods) && !methods.includes(method)) {
      cb(err)
      return
    }

    // If a set of status code are provided and the current status code is not in the list
    if (
      statusCode != null &&
      Array.isArray(statusCodes) &&
      !statusCodes.includes(statusCode)
    ) {
      cb(err)
      return
    }

    // If we reached the max number of retries
    if (counter > maxRetries) {
      cb(err)
      return
    }

    let retryAfterHeader = headers?.['retry-after']
    if (retryAfterHeader) {
      retryAfterHeader = Number(retryAfterHeader)
      retryAfterHeader = Number.isNaN(retryAfterHeader)
        ? calculateRetryAfterHeader(retryAfterHeader)
        : retryAfterHeader * 1e3 // Retry-After is in seconds
    }

    const retryTimeout =
      retryAfterHeader > 0
        ? Math.min(retryAfterHeader, maxTimeout)
        : Math.min(minTimeout * timeoutFactor ** (counter - 1), maxTimeout)

    setTimeout(() => cb(null), retryTimeout)
  }

  onHeaders (statusCode, rawHeaders, resume, statusMessage) {
    const headers = parseHeaders(rawHeaders)

    this.retryCount += 1

    if (statusCode >= 300) {
      // Only expose a response if no earlier attempt has reached the caller.
      // Otherwise abort this attempt so the error settles the existing body
      // instead of replacing it with a new response.
      if (!this.headersSent && this.retryOpts.statusCodes.includes(statusCode) === false) {
        this.headersSent = true
        this.checkpointResponseEnd(headers, resume)
        return this.handler.onHeaders(
          statusCode,
          rawHeaders,
          resume,
          statusMessage
        )
      } else {
        this.abort(
          new RequestRetryError('Request failed', statusCode, {
            headers,
            data: {
              count: this.retryCount
            }
          })
        )
        return false
      }
    }

    // Checkpoint for resume from where we left it
    if (this.resume != null) {
      this.resume = null

      // Only Partial Content 206 supposed to provide Content-Range,
      // any other status code that partially consumed the payload
      // should not be retry because it would result in downstream
      // wrongly concatanete multiple responses.
      if (statusCode !== 206 && (this.start > 0 || statusCode !== 200)) {
        this.abort(
          new RequestRetryError('server does not support the range header and the payload was partially consumed', statusCode, {
            headers,
            data: { count: this.retryCount }
          })
        )
        return false
      }

      const contentRange = parseRangeHeader(headers['content-range'])
      // If no content range
      if (!contentRange) {
        this.abort(
          new RequestRetryError('Content-Range mismatch', statusCode, {
            headers,
            data: { count: this.retryCount }
          })
        )
        return false
      }

      // Let's start with a weak etag check
      if (this.etag != null && this.etag !== headers.etag) {
        this.abort(
          new RequestRetryError('ETag mismatch', statusCode, {
            headers,
            data: { count: this.retryCount }
          })
        )
        return false
      }

      const contentLengthError = validatePartialResponseContentLength(headers, contentRange, statusCode, this.retryCount)
      if (contentLengthError != null) {
        this.abort(contentLengthError)
        return false
      }

      const { start, size, end = size - 1 } = contentRange

      if (this.start !== start || (this.end != null && this.end !== end)) {
        this.abort(
          new RequestRetryError('Content-Range mismatch', statusCode, {
            headers,
            data: { count: this.retryCount }
          })
        )
        return false
      }

      this.resume = resume
      return true
    }

    if (this.end == null) {
      if (statusCode === 206) {
        // First time we receive 206
        const range = parseRangeHeader(headers['content-range'])

        if (range == null) {
          this.headersSent = true
          return this.handler.onHeaders(
            statusCode,
            rawHeaders,
            resume,
            statusMessage
          )
        }

        const contentLengthError = validatePartialResponseContentLength(headers, range, statusCode, this.retryCount)
        if (contentLengthError != null) {
          this.abort(contentLengthError)
          return false
        }

        const { start, size, end = size - 1 } = range
        assert(
          start != null && Number.isFinite(start),
          'content-range mismatch'
        )
        assert(end != null && Number.isFinite(end), 'invalid content-length')

        this.start = start
        this.end = end
      }

      // We make our best to checkpoint the body for further range headers
      if (this.end == null) {
        const contentLength = headers['content-length']
        this.end = contentLength != null ? Number(contentLength) - 1 : null
      }

      assert(Number.isFinite(this.start))
      assert(
        this.end == null || Number.isFinite(this.end),
        'invalid content-length'
      )

      this.resume = resume
      this.headersSent = true
      this.etag = headers.etag != null ? headers.etag : null

      // Weak etags are not useful for comparison nor cache
      // for instance not safe to assume if the response is byte-per-byte
      // equal
      if (this.etag != null && this.etag.startsWith('W/')) {
        this.etag = null
      }

      return this.handler.onHeaders(
        statusCode,
        rawHeaders,
        resume,
        statusMessage
      )
    }

    const err = new RequestRetryError('Request failed', statusCode, {
      headers,
      data: { count: this.retryCount }
    })

    this.abort(err)

    return false
  }

  onData (chunk) {
    this.start += chunk.length

    return this.handler.onData(chunk)
  }

  onComplete (rawTrailers) {
    this.retryCount = 0
    return this.handler.onComplete(rawTrailers)
  }

  onError (err) {
    if (this.aborted || isDisturbed(this.opts.body) || (this.headersSent && this.resume == null)) {
      return this.handler.onError(err)
    }

    // We reconcile in case of a mix between network errors
    // and server error response
    if (this.retryCount - this.retryCountCheckpoint > 0) {
      // We count the difference between the last checkpoint and the current retry count
      this.retryCount =
        this.retryCountCheckpoint +
        (this.retryCount - this.retryCountCheckpoint)
    } else {
      this.retryCount += 1
    }

    this.retryOpts.retry(
      err,
      {
        state: { counter: this.retryCount },
        opts: { retryOptions: this.retryOpts, ...this.opts }
      },
      onRetry.bind(this)
    )

    function onRetry (err) {
      if (err != null || this.aborted || isDisturbed(this.opts.body)) {
        return this.handler.onError(err)
      }

      if (this.start !== 0) {
        const headers = { range: `bytes=${this.start}-${this.end ?? ''}` }

        // Weak etag check - weak etags will make comparison algorithms never match
        if (this.etag != null) {
          headers['if-match'] = this.etag
        }

        this.opts = {
          ...this.opts,
          headers: {
            ...this.opts.headers,
            ...headers
          }
        }
      }

      try {
        this.retryCountCheckpoint = this.retryCount
        this.dispatch(this.opts, this)
      } catch (err) {
        this.handler.onError(err)
      }
    }
  }
}

module.exports = RetryHandler


/***/ }),

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 2613:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("assert");

/***/ }),

/***/ 4434:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("events");

/***/ }),

/***/ 8611:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("http");

/***/ }),

/***/ 5692:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("https");

/***/ }),

/***/ 

/***/ 4589:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:assert");

/***/ }),

/***/ 

/***/ 4573:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:buffer");

/***/ }),

/***/ 

/***/ 7598:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:crypto");

/***/ }),

/***/ 

/***/ 

/***/ 8474:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:events");

/***/ }),

/***/ 3024:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs");

/***/ }),

/***/ 1455:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs/promises");

/***/ }),

/***/ 7067:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:http");

/***/ }),

/***/ 

/***/ 7030:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:net");

/***/ }),

/***/ 8161:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:os");

/***/ }),

/***/ 6760:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:path");

/***/ }),

/***/ 

/***/ 1792:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:querystring");

/***/ }),

/***/ 7075:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:stream");

/***/ }),

/***/ 

/***/ 

/***/ 7975:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:util");

/***/ }),

/***/ 

/***/ 

/***/ 8522:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:zlib");

/***/ }),

/***/ 3193:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("string_decoder");

/***/ }),

/***/ 

/***/ 

/***/ 8895:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   I: () => (/* binding */ loadInputs)
/* harmony export */ });
/* harmony import */ var _sealift_core_failure__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(9520);
/* harmony import */ var _sealift_core_image__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(247);
/* harmony import */ var _sealift_core_platform__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(779);
/* harmony import */ var _sealift_tools_buildx_command__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(8038);
/* harmony import */ var _sealift_tools_prefetch__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(1488);
/* harmony import */ var _sealift_tools_tool__WEBPACK_IMPORTED_MODULE_5__ = __nccwpck_require__(9496);
/* harmony import */ var _secrets_js__WEBPACK_IMPORTED_MODULE_6__ = __nccwpck_require__(3537);







const ARGUMENT_NAME = /^[A-Za-z_][A-Za-z0-9_.-]*$/;
const CONTEXT_NAME = /^[A-Za-z0-9][A-Za-z0-9._/:@-]*$/;
const LABEL_KEY = /^[A-Za-z0-9][A-Za-z0-9._/-]*$/;
/** https://docs.docker.com/build/metadata/annotations/#specify-annotation-level */
const ANNOTATION_KEY = /^(?:(?:index|manifest|index-descriptor|manifest-descriptor)(?:\[[^\]]+\])?(?:,(?:index|manifest|index-descriptor|manifest-descriptor)(?:\[[^\]]+\])?)*:)?[A-Za-z0-9][A-Za-z0-9._/-]*$/;
const STAGE = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;
const BUILDER = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;
const PROVENANCE = /^(?:true|false|[a-z-]+=[^\s,"]+(?:,[a-z-]+=[^\s,"]+)*)$/;
/** @throws Failure `configuration` naming the input and what it should be */
function loadInputs(reader) {
    const inputs = {
        context: reader.required('context'),
        file: reader.optional('file'),
        target: matching(reader, 'target', STAGE, 'the name of a stage of the Dockerfile'),
        platforms: [...new Set(reader.list('platforms').map((text) => (0,_sealift_core_platform__WEBPACK_IMPORTED_MODULE_2__/* .formatPlatform */ .Bq)((0,_sealift_core_platform__WEBPACK_IMPORTED_MODULE_2__/* .parsePlatform */ .FL)(text))))],
        buildArgs: pairs(reader, 'build-args', ARGUMENT_NAME, 'KEY=VALUE'),
        buildContexts: pairs(reader, 'build-contexts', CONTEXT_NAME, 'name=path'),
        labels: pairs(reader, 'labels', LABEL_KEY, 'key=value'),
        annotations: pairs(reader, 'annotations', ANNOTATION_KEY, '[type:]key=value'),
        tags: reader.list('tags').map(parseTag),
        push: reader.boolean('push'),
        cacheFrom: reader.lines('cache-from'),
        cacheTo: reader.lines('cache-to'),
        secrets: (0,_secrets_js__WEBPACK_IMPORTED_MODULE_6__/* .parseSecrets */ .dC)(reader.optional('secrets') ?? ''),
        secretFiles: pairs(reader, 'secret-files', ARGUMENT_NAME, 'id=path').map((line) => {
            const [id, file] = split(line);
            return { id, file };
        }),
        noCache: reader.boolean('no-cache'),
        pull: reader.boolean('pull'),
        provenance: reader.required('provenance'),
        builder: matching(reader, 'builder', BUILDER, 'the name of a builder'),
        endpoint: reader.optional('endpoint'),
        layout: reader.required('layout'),
        evidence: reader.optional('evidence'),
        prefetch: reader.list('prefetch').map(_sealift_tools_prefetch__WEBPACK_IMPORTED_MODULE_4__/* .parsePrefetchable */ .dV),
        tools: reader.choice('tools', _sealift_tools_tool__WEBPACK_IMPORTED_MODULE_5__/* .TOOL_SOURCES */ ._),
        registry: reader.optional('registry'),
        username: reader.optional('username'),
        password: reader.optional('password'),
        token: reader.optional('token'),
    };
    checkTogether(inputs);
    return inputs;
}
function checkTogether(inputs) {
    const { context, provenance, endpoint } = inputs;
    if (context.startsWith('-'))
        throw wrong('context', context, 'a folder or a URL; a context from standard input cannot be given here');
    if (!PROVENANCE.test(provenance))
        throw wrong('provenance', provenance, 'mode=max, mode=min, false, or key=value pairs separated by commas');
    if (endpoint !== undefined)
        (0,_sealift_tools_buildx_command__WEBPACK_IMPORTED_MODULE_3__/* .checkEndpoint */ .q)(endpoint);
    if (endpoint !== undefined && inputs.builder !== undefined)
        throw (0,_sealift_core_failure__WEBPACK_IMPORTED_MODULE_0__/* .configurationFailure */ .d_)({
            cause: 'Both "builder" and "endpoint" are given.',
            remedy: 'Give the name of an existing builder or the address of a daemon, not both.',
        });
    if (inputs.push && inputs.tags.length === 0)
        throw (0,_sealift_core_failure__WEBPACK_IMPORTED_MODULE_0__/* .configurationFailure */ .d_)({
            cause: '"push" is true, but "tags" names no image.',
            remedy: 'Give at least one registry/repository:tag, or leave pushing to the action "publish".',
        });
    if (!inputs.push && inputs.tags.length > 0)
        throw (0,_sealift_core_failure__WEBPACK_IMPORTED_MODULE_0__/* .configurationFailure */ .d_)({
            cause: '"tags" are given, but "push" is false: a layout has no tags.',
            remedy: 'Set "push" to true, or give the tags to the action "publish".',
        });
    if ((inputs.username === undefined) !== (inputs.password === undefined))
        throw (0,_sealift_core_failure__WEBPACK_IMPORTED_MODULE_0__/* .configurationFailure */ .d_)({
            cause: `"${inputs.username === undefined ? 'password' : 'username'}" is given alone.`,
            remedy: 'Give both "username" and "password", or neither.',
        });
    const ids = [...inputs.secrets, ...inputs.secretFiles].map(({ id }) => id);
    const twice = ids.find((id, index) => ids.indexOf(id) !== index);
    if (twice !== undefined)
        throw (0,_sealift_core_failure__WEBPACK_IMPORTED_MODULE_0__/* .configurationFailure */ .d_)({
            cause: `The build secret "${twice}" is given twice.`,
            remedy: 'Give each id once, in "secrets" or in "secret-files".',
        });
}
const wrong = (name, value, expected) => (0,_sealift_core_failure__WEBPACK_IMPORTED_MODULE_0__/* .configurationFailure */ .d_)({ cause: `The input "${name}" is "${value}".`, remedy: `Use ${expected}.` });
function matching(reader, name, pattern, expected) {
    const value = reader.optional(name);
    if (value === undefined || pattern.test(value))
        return value;
    throw wrong(name, value, expected);
}
/** Lines of `key=value`. The value is not repeated in the message: it may be what should have been a secret. */
function pairs(reader, name, key, form) {
    return reader.lines(name).map((line, index) => {
        if (line.includes('=') && key.test(split(line)[0]))
            return line;
        throw (0,_sealift_core_failure__WEBPACK_IMPORTED_MODULE_0__/* .configurationFailure */ .d_)({
            cause: `Line ${index + 1} of the input "${name}" is not of the form ${form}.`,
            remedy: `Write one ${form} per line${name === 'build-args' ? '; a value has no line breaks' : ''}.`,
        });
    });
}
function split(line) {
    const equals = line.indexOf('=');
    return [line.slice(0, equals), line.slice(equals + 1)];
}
function parseTag(text) {
    const reference = (0,_sealift_core_image__WEBPACK_IMPORTED_MODULE_1__/* .parseImageReference */ .o_)(text);
    const { tag, digest } = reference;
    if (tag !== undefined && digest === undefined)
        return { ...reference, tag };
    throw (0,_sealift_core_failure__WEBPACK_IMPORTED_MODULE_0__/* .configurationFailure */ .d_)({
        cause: `"${(0,_sealift_core_image__WEBPACK_IMPORTED_MODULE_1__/* .formatImageReference */ .my)(reference)}" in "tags" ${tag === undefined ? 'has no tag' : 'has a digest'}.`,
        remedy: 'Write registry/repository:tag.',
    });
}


/***/ }),

/***/ 1975:
/***/ ((__webpack_module__, __unused_webpack___webpack_exports__, __nccwpck_require__) => {

__nccwpck_require__.a(__webpack_module__, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
/* harmony import */ var _sealift_runtime_action__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(1786);
/* harmony import */ var _sealift_tools_exec__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(8368);
/* harmony import */ var _inputs_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(8895);
/* harmony import */ var _run_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(4687);




await (0,_sealift_runtime_action__WEBPACK_IMPORTED_MODULE_0__/* .runAction */ .C)({
    loadInputs: _inputs_js__WEBPACK_IMPORTED_MODULE_2__/* .loadInputs */ .I,
    run: (inputs, runtime) => (0,_run_js__WEBPACK_IMPORTED_MODULE_3__/* .run */ .e)(inputs, { ...runtime, exec: (0,_sealift_tools_exec__WEBPACK_IMPORTED_MODULE_1__/* .createExec */ .k)(runtime.log) }),
});

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ }),

/***/ 4687:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  e: () => (/* binding */ run_run)
});

// UNUSED EXPORTS: outputNames

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __nccwpck_require__(1455);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __nccwpck_require__(8161);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(6760);
// EXTERNAL MODULE: ./packages/core/build/failure.js
var failure = __nccwpck_require__(9520);
// EXTERNAL MODULE: ./packages/core/build/image.js
var build_image = __nccwpck_require__(247);
// EXTERNAL MODULE: ./packages/core/build/platform.js
var build_platform = __nccwpck_require__(779);
// EXTERNAL MODULE: ./packages/core/build/digest.js
var build_digest = __nccwpck_require__(120);
;// CONCATENATED MODULE: ./packages/registry/build/endpoint.js

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);
/** Only these may be spoken to without TLS: what is sent there does not leave the machine. */
const isLoopbackHost = (hostname) => LOOPBACK.has(hostname);
/** Docker Hub is named docker.io in references and answers elsewhere. */
const isDockerHub = (registry) => registry === 'docker.io' || registry === 'index.docker.io';
/** Where the registry's API answers, e.g. `https://ghcr.io/v2/`. */
function apiRoot(registry) {
    const host = isDockerHub(registry) ? 'registry-1.docker.io' : registry;
    const url = new URL(`https://${host}/v2/`);
    return isLoopbackHost(url.hostname) ? new URL(`http://${host}/v2/`) : url;
}
/** The repository as the API and token scopes name it. */
const apiRepository = ({ registry, repository }) => isDockerHub(registry) && !repository.includes('/') ? `library/${repository}` : repository;
const apiUrl = (image, path) => new URL(`${apiRepository(image)}/${path}`, apiRoot(image.registry));
/**
 * The URL that a Location header means, relative to the request that it answers. Its query is kept byte for byte:
 * registries sign it.
 * https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#post-then-put
 * @throws Failure `configuration` when it leads out of TLS, to a non-HTTP scheme or carries a user name
 */
function resolveLocation(base, location) {
    const wrong = (reason) => (0,failure/* configurationFailure */.d_)({
        cause: `The registry ${base.host} answered with the address "${location}", ${reason}.`,
        remedy: 'Correct the external address (scheme, host, X-Forwarded-Proto) in the configuration of the registry or of the proxy before it.',
    });
    if (!URL.canParse(location, base.href))
        throw wrong('which is not a URL');
    const url = new URL(location, base);
    if (url.protocol !== 'https:' && url.protocol !== 'http:')
        throw wrong('which is not an HTTP address');
    if (url.username !== '' || url.password !== '')
        throw wrong('which carries a user name');
    if (url.protocol === 'http:' && !(isLoopbackHost(base.hostname) && isLoopbackHost(url.hostname)))
        throw wrong('which is not protected by TLS');
    url.hash = '';
    return url;
}
/** Adds one query parameter without touching those that are there. */
function withQuery(url, name, value) {
    const changed = new URL(url);
    changed.search = `${url.search === '' ? '?' : `${url.search}&`}${name}=${encodeURIComponent(value)}`;
    return changed;
}

// EXTERNAL MODULE: ./packages/core/build/hostile-text.js
var hostile_text = __nccwpck_require__(7750);
// EXTERNAL MODULE: ./node_modules/valibot/dist/index.mjs
var dist = __nccwpck_require__(7934);
;// CONCATENATED MODULE: ./packages/registry/build/challenge.js
// RFC 9110 section 5.6.2: token characters.
const TOKEN = /[!#$%&'*+\-.^_`|~0-9A-Za-z]+/y;
const QUOTED = /"((?:[^"\\]|\\[\s\S])*)"/y;
const TOKEN68 = /[A-Za-z0-9\-._~+/]+=*(?=[ \t]*(?:,|$))/y;
const SPACE = /[ \t]*/y;
const SEPARATORS = /[ \t,]*/y;
/** A header longer than this is nobody's honest challenge. */
const MAX_LENGTH = 8192;
/**
 * Parses WWW-Authenticate: several challenges, parameters with or without quotes, commas inside quotes. What does
 * not follow the grammar ends the list; what was read before it counts.
 * RFC 9110 section 11.6.1
 */
function parseChallenges(header) {
    const text = header.slice(0, MAX_LENGTH);
    let position = 0;
    const take = (pattern) => {
        pattern.lastIndex = position;
        const match = pattern.exec(text);
        if (match !== null)
            position += match[0].length;
        return match ?? undefined;
    };
    const value = () => {
        const quoted = take(QUOTED)?.[1];
        return quoted === undefined ? take(TOKEN)?.[0] : quoted.replace(/\\([\s\S])/g, '$1');
    };
    /** `name = value` from here, or nothing taken. */
    const parameter = () => {
        const start = position;
        const name = take(TOKEN)?.[0].toLowerCase();
        take(SPACE);
        if (name !== undefined && text[position] === '=') {
            position++;
            take(SPACE);
            const found = value();
            if (found !== undefined)
                return [name, found];
        }
        position = start;
        return undefined;
    };
    const challenges = [];
    for (;;) {
        take(SPACE);
        // Between challenges there is a comma; anything else is the rest of something broken.
        if (challenges.length > 0 && text[position] !== ',')
            return challenges;
        take(SEPARATORS);
        const scheme = take(TOKEN)?.[0].toLowerCase();
        if (scheme === undefined)
            return challenges;
        const parameters = new Map();
        challenges.push({ scheme, parameters });
        if (take(/[ \t]+/y) === undefined)
            continue;
        if (take(TOKEN68) !== undefined)
            continue;
        for (let found = parameter(); found !== undefined; found = parameter()) {
            const [name, content] = found;
            // A repeated parameter must not replace the one that others read.
            if (!parameters.has(name))
                parameters.set(name, content);
            const end = position;
            take(SPACE);
            if (text[position] !== ',')
                break;
            take(SEPARATORS);
            const next = position;
            if (parameterFollows(text, next))
                continue;
            position = end;
            break;
        }
    }
}
/** Tells `, name=value` (a parameter) from `, Scheme …` (the next challenge). */
function parameterFollows(text, position) {
    const pattern = /[!#$%&'*+\-.^_`|~0-9A-Za-z]+[ \t]*=/y;
    pattern.lastIndex = position;
    return pattern.test(text);
}

;// CONCATENATED MODULE: ./packages/registry/build/failures.js
/** What a registry's refusal means to the person who reads the log. */




const ErrorBody = dist/* object */.Ikc({
    errors: dist/* array */.YOg(dist/* object */.Ikc({ code: dist/* optional */.lqM(dist/* string */.YjP(), ''), message: dist/* optional */.lqM(dist/* string */.YjP(), '') })),
});
const MAX_TEXT = 300;
const shown = (text) => (0,hostile_text/* singleLine */.pF)(text).slice(0, MAX_TEXT);
/** https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#error-codes */
function parseErrors(body) {
    try {
        const result = dist/* safeParse */.xLC(ErrorBody, JSON.parse(body));
        if (!result.success)
            return [];
        return result.output.errors.slice(0, 3).map(({ code, message }) => ({
            code: shown(code).toUpperCase(),
            message: shown(message),
        }));
    }
    catch {
        return [];
    }
}
/** The Failure for a refusal that repeating does not change. */
function refusal(operation, status, errors) {
    const { image, what } = operation;
    const name = (0,build_image/* formatImageName */.eS)(image);
    const said = describeAnswer(status, errors);
    const cause = `${image.registry} refused the ${what} (${said}).`;
    const has = (code) => errors.some((error) => error.code === code);
    const configuration = (remedy) => (0,failure/* configurationFailure */.d_)({ cause, remedy });
    if (has('MANIFEST_INVALID') || has('MANIFEST_UNVERIFIED'))
        return configuration('The registry does not accept this image format: build it with OCI media types, or use a registry that supports OCI images and attestations.');
    if (has('SIZE_INVALID') || status === 413)
        return configuration('The registry or a proxy before it limits the size of uploads: raise that limit, or make the layer smaller.');
    if (has('DIGEST_INVALID'))
        return (0,failure/* remoteFailure */.vU)({
            cause: `${cause.slice(0, -1)}: the bytes that arrived have another digest.`,
            remedy: 'Something between the job and the registry changes bytes: run the job again without that proxy.',
        });
    if (status === 401 || status === 403 || has('DENIED') || has('UNAUTHORIZED'))
        return configuration(accessRemedy(operation));
    if (has('NAME_UNKNOWN') || status === 404)
        return configuration(`Check the name ${name}, and create the repository first where the registry does not make one on the first push.`);
    if (has('NAME_INVALID'))
        return configuration(`Choose another repository name than ${image.repository}.`);
    if (has('UNSUPPORTED') || status === 405)
        return configuration('Use a registry that implements pushing by the OCI distribution specification.');
    return (0,failure/* remoteFailure */.vU)({
        cause,
        remedy: 'Run the job again; if it happens again, ask the operator of the registry.',
    });
}
/** What to do when the registry knows the caller too little. */
function accessRemedy({ image, access }) {
    const name = (0,build_image/* formatImageName */.eS)(image);
    if (image.registry !== 'ghcr.io')
        return `Give "username" and "password" (or a docker login) with the right to ${access} ${name}.`;
    const permission = access === 'push' ? 'packages: write' : 'packages: read';
    return `Give the job "${permission}" under "permissions:", and the calling job too when this is a reusable workflow; if the package ${name} exists already, give this repository the role ${access === 'push' ? 'Write' : 'Read'} under the package's settings, "Manage Actions access".`;
}
/** The Failure when all attempts failed. */
const exhausted = (operation, reason, attempts) => (0,failure/* remoteFailure */.vU)({
    cause: `The ${operation.what} failed after ${attempts} ${attempts === 1 ? 'attempt' : 'attempts'}: ${shown(reason)}.`,
    remedy: `Run the job again when ${operation.image.registry} answers normally; what is uploaded already is kept and skipped.`,
});
/** `403 DENIED: permission denied` */
const describeAnswer = (status, errors) => [
    String(status),
    ...errors.map(({ code, message }) => (message === '' ? code : `${code}: ${message}`)),
].join(' ');

;// CONCATENATED MODULE: ./packages/registry/build/realm.js
/**
 * Which token service a registry may send a credential to. The address of the service (`realm`) is text in a
 * response, so a credential follows it only where the registry's own operator answers:
 *
 * 1. over https; over http only from a loopback registry to a loopback realm, and
 * 2. on the registry's host, on a parent of it (registry.gitlab.com → gitlab.com), on a sibling below the same
 *    registrable domain (registry-1.docker.io → auth.docker.io), or where a known registry keeps its token service.
 *
 * Without a public suffix list, a two-label parent counts as a registrable domain unless it looks like a public
 * suffix (co.uk) or is a domain that rents out names below it. The rule may refuse a rare honest registry; it does
 * not send a credential to a stranger.
 */

/** Suffix of the registry's host → host of its token service, where the two have no domain in common. */
const KNOWN = new Map([['.scw.cloud', 'api.scaleway.com']]);
const RENTED = new Set([
    'amazonaws.com',
    'azurecr.io',
    'azurewebsites.net',
    'cloudfront.net',
    'fly.dev',
    'github.io',
    'gitlab.io',
    'herokuapp.com',
    'jfrog.io',
    'netlify.app',
    'ngrok.io',
    'onrender.com',
    'pages.dev',
    'pkg.dev',
    'run.app',
    'scw.cloud',
    'vercel.app',
    'workers.dev',
]);
/** True when a credential of the registry may be sent to the realm. Hosts as in URLs, without port. */
function mayReceiveCredential(registry, realm) {
    const own = registry.hostname;
    const other = realm.hostname;
    const loopback = isLoopbackHost(own) && isLoopbackHost(other);
    if (realm.username !== '' || realm.password !== '')
        return false;
    if (realm.protocol !== 'https:')
        return realm.protocol === 'http:' && loopback;
    if (own === other || loopback)
        return true;
    if (isAddress(own) || isAddress(other))
        return false;
    for (const [suffix, host] of KNOWN)
        if (own.endsWith(suffix) && other === host)
            return true;
    const domain = registrableDomain(own);
    return domain !== undefined && domain === registrableDomain(other);
}
/** True when the realm may be asked at all, even without a credential. */
const mayBeAsked = (registry, realm) => realm.protocol === 'https:'
    ? !isLoopbackHost(realm.hostname) || isLoopbackHost(registry.hostname)
    : mayReceiveCredential(registry, realm);
const isAddress = (host) => host.startsWith('[') || /^[0-9.]+$/.test(host);
function registrableDomain(host) {
    const labels = host.split('.');
    const two = labels.slice(-2).join('.');
    if (labels.length < 2 || RENTED.has(two))
        return undefined;
    const [second = '', top = ''] = labels.slice(-2);
    if (top.length === 2 && (second.length <= 3 || COUNTRY_SECOND_LEVEL.has(second)))
        return labels.length > 2 ? labels.slice(-3).join('.') : undefined;
    return two;
}
/** Longer second-level names under country codes that registrars sell below. */
const COUNTRY_SECOND_LEVEL = new Set(['govt', 'info', 'asso', 'firm', 'school', 'police', 'store', 'name']);

;// CONCATENATED MODULE: ./packages/registry/build/scope.js
/**
 * Token scopes: `repository:acme/shop/api:pull,push`.
 * https://distribution.github.io/distribution/spec/auth/scope/
 */
/** Who pushes also reads (HEAD first, read-back), so push includes pull. */
const repositoryScope = (repository, access) => new Map([[`repository:${repository}`, new Set(access === 'push' ? ['pull', 'push'] : ['pull'])]]);
/** A scope parameter may hold several scopes, separated by spaces. Malformed ones are left out. */
function parseScopes(text) {
    const scopes = new Map();
    for (const scope of text.split(' ')) {
        const first = scope.indexOf(':');
        const last = scope.lastIndexOf(':');
        if (first < 1 || last === first || last === scope.length - 1)
            continue;
        const resource = scope.slice(0, last);
        const actions = scopes.get(resource) ?? new Set();
        for (const action of scope.slice(last + 1).split(','))
            if (action !== '')
                actions.add(action);
        scopes.set(resource, actions);
    }
    return scopes;
}
function mergeScopes(...all) {
    const merged = new Map();
    for (const scopes of all)
        for (const [resource, actions] of scopes)
            merged.set(resource, new Set([...(merged.get(resource) ?? []), ...actions]));
    return merged;
}
const coversScopes = (have, wanted) => [...wanted].every(([resource, actions]) => [...actions].every((action) => have.get(resource)?.has(action) === true));
/** Sorted, so that the same access is the same text. */
const formatScopes = (scopes) => [...scopes].map(([resource, actions]) => `${resource}:${[...actions].toSorted().join(',')}`).toSorted();

;// CONCATENATED MODULE: ./packages/registry/build/auth.js
/**
 * Registry logins: Basic, and the token flow.
 * https://distribution.github.io/distribution/spec/auth/token/
 */








const TokenAnswer = dist/* object */.Ikc({
    token: dist/* optional */.lqM(dist/* string */.YjP()),
    access_token: dist/* optional */.lqM(dist/* string */.YjP()),
    expires_in: dist/* optional */.lqM(dist/* pipe */.FsL(dist/* number */.aig(), dist/* minValue */.Wwf(0))),
});
/** Seconds; the protocol's default when the service does not say. */
const DEFAULT_LIFETIME = 60;
/** A token is renewed before this share of its life is over, so that it does not expire on its way. */
const USABLE_SHARE = 0.8;
function createAuthorizer(options) {
    const registries = new Map();
    const stateOf = (registry) => {
        const known = registries.get(registry);
        if (known !== undefined)
            return known;
        const credentials = Promise.resolve(options.credentials(registry)).then((found) => {
            if (found !== undefined) {
                options.log.secret(found.password);
                options.log.secret(basic(found));
                options.log.secret(basic(found).slice('Basic '.length));
            }
            return found;
        });
        const state = { credentials, mode: 'unknown', tokens: new Map(), pending: new Map() };
        registries.set(registry, state);
        return state;
    };
    const token = async (state, operation, wanted, service) => {
        const key = operation.image.repository;
        const cached = state.tokens.get(key);
        const merged = mergeScopes(cached?.scopes ?? new Map(), wanted);
        if (cached !== undefined && cached.expires > options.clock.now() && coversScopes(cached.scopes, wanted))
            return cached;
        const name = `${key} ${formatScopes(merged).join(' ')}`;
        const pending = state.pending.get(name);
        if (pending !== undefined)
            return pending;
        const started = fetchToken(options, await state.credentials, operation, service, merged).finally(() => state.pending.delete(name));
        state.pending.set(name, started);
        const fresh = await started;
        state.tokens.set(key, fresh);
        return fresh;
    };
    return {
        async header(operation, scopes) {
            const state = stateOf(operation.image.registry);
            if (state.mode === 'unknown')
                return undefined;
            if (state.mode !== 'basic')
                return (await token(state, operation, scopes, state.mode)).header;
            const credentials = await state.credentials;
            return credentials === undefined ? undefined : basic(credentials);
        },
        async challenged(operation, scopes, response, sent) {
            const state = stateOf(operation.image.registry);
            const challenges = parseChallenges(response.headers.get('www-authenticate') ?? '');
            const bearer = challenges.find(({ scheme }) => scheme === 'bearer');
            if (bearer !== undefined) {
                const service = serviceOf(operation, bearer);
                const cached = state.tokens.get(operation.image.repository);
                // Another request may have renewed the token meanwhile: then that one is tried.
                if (cached !== undefined && cached.header === sent)
                    state.tokens.delete(operation.image.repository);
                state.mode = service;
                const asked = parseScopes(bearer.parameters.get('scope') ?? '');
                const renewed = await token(state, operation, mergeScopes(scopes, asked), service);
                return renewed.header !== sent;
            }
            if (!challenges.some(({ scheme }) => scheme === 'basic'))
                return false;
            state.mode = 'basic';
            const credentials = await state.credentials;
            return credentials !== undefined && sent !== basic(credentials);
        },
    };
}
const basic = ({ username, password }) => `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
function serviceOf({ image, what }, challenge) {
    const realm = challenge.parameters.get('realm') ?? '';
    const root = apiRoot(image.registry);
    if (URL.canParse(realm) && mayBeAsked(root, new URL(realm)))
        return { realm: new URL(realm), service: challenge.parameters.get('service') };
    throw (0,failure/* configurationFailure */.d_)({
        cause: `${image.registry} asks for a token from "${(0,hostile_text/* singleLine */.pF)(realm)}" before the ${what}, which is not an https address that it may name.`,
        remedy: 'Correct the token realm in the configuration of the registry.',
    });
}
async function fetchToken(options, credentials, operation, { realm, service }, scopes) {
    const { registry } = operation.image;
    if (credentials !== undefined && !mayReceiveCredential(apiRoot(registry), realm))
        throw (0,failure/* configurationFailure */.d_)({
            cause: `${registry} asks for its login to be sent to ${realm.host}, which does not belong to it.`,
            remedy: `The login was not sent. If ${realm.host} really is the token service of ${registry}, configure the registry to name one on its own domain.`,
        });
    const url = new URL(realm);
    if (service !== undefined)
        url.searchParams.set('service', service);
    for (const scope of formatScopes(scopes))
        url.searchParams.append('scope', scope);
    if (credentials !== undefined)
        url.searchParams.set('account', credentials.username);
    options.log.debug(`token from ${realm.origin} for ${formatScopes(scopes).join(' ')}`);
    const { status, text } = await options.request(operation, url, credentials === undefined ? {} : { authorization: basic(credentials) });
    if (status !== 200)
        throw tokenRefusal(operation, realm, status, text, credentials);
    const answer = dist/* safeParse */.xLC(TokenAnswer, parse(text));
    const value = answer.success ? (answer.output.token ?? answer.output.access_token) : undefined;
    // A line break in it would end up in a header.
    if (!answer.success || value === undefined || !/^[\x21-\x7e]+$/.test(value))
        throw (0,failure/* remoteFailure */.vU)({
            cause: `The token service ${realm.host} of ${registry} answered without a token.`,
            remedy: 'Run the job again; if it happens again, ask the operator of the registry.',
        });
    options.log.secret(value);
    const lifetime = (answer.output.expires_in ?? DEFAULT_LIFETIME) * 1000;
    return { header: `Bearer ${value}`, scopes, expires: options.clock.now() + lifetime * USABLE_SHARE };
}
function parse(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        return undefined;
    }
}
function tokenRefusal(operation, realm, status, text, credentials) {
    const said = describeAnswer(status, parseErrors(text));
    const who = credentials === undefined ? 'an anonymous caller' : `the user ${credentials.username}`;
    const cause = `The token service ${realm.host} of ${operation.image.registry} refused ${who} for the ${operation.what} (${said}).`;
    return status === 400 || status === 401 || status === 403 || status === 404
        ? (0,failure/* configurationFailure */.d_)({ cause, remedy: accessRemedy(operation) })
        : (0,failure/* remoteFailure */.vU)({ cause, remedy: 'Run the job again; if it happens again, ask the operator.' });
}

// EXTERNAL MODULE: ./packages/registry/build/retry.js
var retry = __nccwpck_require__(4884);
;// CONCATENATED MODULE: ./packages/registry/build/exchange.js
/** One HTTP exchange with a registry: login, redirects, time limits, network errors. Retries stand above it. */






/** Milliseconds for a request without a file, with its answer. */
const REQUEST_TIMEOUT = 60_000;
/** Milliseconds for the upload of one file; one that does not move at all is ended much earlier. */
const UPLOAD_TIMEOUT = 60 * 60_000;
const MAX_REDIRECTS = 5;
function createExchange(options) {
    const { clock, log, policy, random, signal } = options;
    const retrying = (operation, attempt) => (0,retry/* withRetries */.LH)({
        clock,
        policy,
        random,
        signal,
        onRetry: (failure, delay) => log.info(`${operation.what}: ${failure.message}; trying again in ${(delay / 1000).toFixed(1)} s`),
        giveUp: (failure, attempts) => exhausted(operation, failure.message, attempts),
    }, async (previous) => {
        if (signal?.aborted)
            throw cancelled(operation);
        try {
            return await attempt(previous);
        }
        catch (error) {
            if (signal?.aborted)
                throw cancelled(operation);
            throw error;
        }
    });
    /** Without login and redirects. */
    const transmit = async (request, url, headers) => {
        const limit = AbortSignal.timeout(request.send === undefined ? REQUEST_TIMEOUT : UPLOAD_TIMEOUT);
        const stop = signal === undefined ? limit : AbortSignal.any([signal, limit]);
        try {
            if (request.send !== undefined)
                return await request.send(url, headers, stop);
            return await options.fetch(url.href, {
                method: request.method,
                headers,
                redirect: 'manual',
                signal: stop,
                // A copy, for the type: fetch wants bytes that are not shared between threads.
                ...(request.body === undefined ? {} : { body: new Uint8Array(request.body) }),
            });
        }
        catch (error) {
            throw networkError(url, error);
        }
    };
    const requestToken = (operation, url, headers) => retrying(operation, async () => {
        const response = await transmit({ method: 'GET', url }, url, {
            accept: 'application/json',
            ...headers,
        });
        await throwTransient(response, url, clock);
        return { status: response.status, text: await readText(response, url) };
    });
    const authorizer = createAuthorizer({
        credentials: options.credentials,
        request: requestToken,
        clock,
        log,
    });
    return {
        retrying,
        async send(operation, request) {
            const scopes = new Map([
                ...repositoryScope(apiRepository(operation.image), operation.access),
                ...(request.scopes ?? []),
            ]);
            const { origin } = apiRoot(operation.image.registry);
            let url = request.url;
            for (let redirects = 0, logins = 0;;) {
                // What another host answers with, it gets no login for: the address itself is the permission there.
                const own = url.origin === origin;
                const authorization = own ? await authorizer.header(operation, scopes) : undefined;
                const response = await transmit(request, url, {
                    ...request.headers,
                    ...(authorization === undefined ? {} : { authorization }),
                });
                log.debug(`${request.method} ${url.origin}${url.pathname} → ${response.status}`);
                if (response.status === 401 && own && logins < 2) {
                    logins++;
                    const again = await authorizer.challenged(operation, scopes, response, authorization);
                    if (again) {
                        await discard(response);
                        continue;
                    }
                }
                const location = response.headers.get('location');
                const redirected = [301, 302, 303, 307, 308].includes(response.status) && location !== null;
                if (redirected && (request.method === 'GET' || request.method === 'HEAD')) {
                    await discard(response);
                    if (++redirects > MAX_REDIRECTS)
                        throw redirectLoop(operation);
                    url = resolveLocation(url, location);
                    continue;
                }
                await throwTransient(response, url, clock);
                return response;
            }
        },
    };
}
/** Frees the connection of an answer that nobody reads. */
const discard = async (response) => {
    await response.body?.cancel().catch(() => { });
};
async function throwTransient(response, url, clock) {
    if (!(0,retry/* isTransientStatus */.Dm)(response.status))
        return;
    await discard(response);
    throw new retry/* Transient */.Rc(`${url.host} answered ${response.status}`, {
        after: (0,retry/* parseRetryAfter */.mu)(response.headers.get('retry-after'), clock.now()),
        ambiguous: response.status >= 500,
    });
}
/** Bytes of an answer, no more than `limit`. @throws Transient when the connection ends early */
async function readBytes(response, url, limit, tooLarge) {
    const chunks = [];
    let length = 0;
    try {
        for await (const chunk of response.body ?? []) {
            length += chunk.length;
            if (length > limit)
                break;
            chunks.push(chunk);
        }
    }
    catch (error) {
        throw networkError(url, error);
    }
    if (length > limit)
        throw tooLarge();
    return Buffer.concat(chunks);
}
/** Text of an answer's beginning, for JSON that is small. */
async function readText(response, url) {
    const bytes = await readBytes(response, url, 256 * 1024, () => (0,failure/* remoteFailure */.vU)({
        cause: `${url.host} answered with far more text than expected.`,
        remedy: 'Check that the address is that of a registry.',
    }));
    return Buffer.from(bytes).toString('utf8');
}
const TLS_CODES = /^(CERT_|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|ERR_TLS_|ERR_SSL_|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE)/;
/** What a failed fetch or socket means: passing trouble, or a certificate that will not become valid. */
function networkError(url, error) {
    if (error instanceof retry/* Transient */.Rc || (error instanceof Error && error.name === 'Failure'))
        return error;
    const code = errorCode(error);
    if (TLS_CODES.test(code))
        return (0,failure/* configurationFailure */.d_)({
            cause: `No protected connection to ${url.host}: ${code}.`,
            remedy: 'Check the host name; behind a private certificate authority, set NODE_EXTRA_CA_CERTS to its certificate file.',
            error,
        });
    return new retry/* Transient */.Rc(`${url.host} could not be reached or ended the connection (${code})`, {
        ambiguous: true,
        error,
    });
}
function errorCode(error) {
    for (let inner = error; inner instanceof Error; inner = inner.cause) {
        if (inner instanceof AggregateError && inner.errors.length > 0)
            return errorCode(inner.errors[0]);
        if ('code' in inner && typeof inner.code === 'string')
            return inner.code;
        if (inner.name === 'TimeoutError')
            return 'no answer in time';
    }
    return error instanceof Error ? error.message : String(error);
}
const cancelled = (operation) => (0,failure/* remoteFailure */.vU)({
    cause: `The ${operation.what} was cancelled.`,
    remedy: 'Run the job again; what is uploaded already is kept and skipped.',
});
const redirectLoop = (operation) => (0,failure/* remoteFailure */.vU)({
    cause: `${operation.image.registry} redirected the ${operation.what} more than ${MAX_REDIRECTS} times.`,
    remedy: 'Ask the operator of the registry.',
});

;// CONCATENATED MODULE: ./packages/registry/build/blob-upload.js







async function uploadBlob(exchange, sendBlob, image, blob, { mountFrom }) {
    const operation = {
        image,
        access: 'push',
        what: `upload of ${blob.digest} to ${(0,build_image/* formatImageName */.eS)(image)}`,
    };
    // Looking first also answers, on a repetition, whether the attempt before succeeded after all.
    return exchange.retrying(operation, async () => {
        if (await exists(exchange, operation, blob.digest))
            return 'existing';
        const start = await startUpload(exchange, operation, blob.digest, mountFrom);
        if (start === 'mounted')
            return 'mounted';
        await finishUpload(exchange, operation, withQuery(start, 'digest', blob.digest), sendBlob, blob);
        return 'uploaded';
    });
}
async function exists(exchange, operation, digest) {
    const response = await exchange.send(operation, {
        method: 'HEAD',
        url: apiUrl(operation.image, `blobs/${digest}`),
    });
    await discard(response);
    if (response.status === 200)
        return true;
    // A repository that nothing was pushed to yet is unknown, or not to be looked at: the POST tells.
    if (response.status === 404 || response.status === 401 || response.status === 403)
        return false;
    throw refusal(operation, response.status, []);
}
async function startUpload(exchange, operation, digest, mountFrom) {
    const uploads = apiUrl(operation.image, 'blobs/uploads/');
    const url = mountFrom === undefined ? uploads : withQuery(withQuery(uploads, 'mount', digest), 'from', mountFrom);
    const response = await exchange.send(operation, {
        method: 'POST',
        url,
        ...(mountFrom === undefined ? {} : { scopes: repositoryScope(mountFrom, 'pull') }),
    });
    if (response.status === 201 && mountFrom !== undefined) {
        await discard(response);
        return 'mounted';
    }
    if (response.status !== 202)
        throw refusal(operation, response.status, parseErrors(await readText(response, url)));
    await discard(response);
    const location = response.headers.get('location');
    if (location !== null)
        return resolveLocation(url, location);
    throw (0,failure/* remoteFailure */.vU)({
        cause: `${operation.image.registry} accepted the ${operation.what} without saying where to (no Location header).`,
        remedy: 'Check that a proxy before the registry passes the Location header on.',
    });
}
async function finishUpload(exchange, operation, url, sendBlob, blob) {
    const response = await exchange.send(operation, {
        method: 'PUT',
        url,
        headers: { 'content-type': 'application/octet-stream' },
        ...('bytes' in blob
            ? { body: blob.bytes }
            : { send: (to, headers, signal) => sendBlob(to, headers, blob, signal) }),
    });
    // 201 by the specification; some registries answer 204 to an upload that they had already.
    if (response.status === 201 || response.status === 204)
        return discard(response);
    const errors = parseErrors(await readText(response, url));
    // The place for the upload is gone (a restart, another replica): a new one has to be asked for.
    if (response.status === 404 || errors.some(({ code }) => code.startsWith('BLOB_UPLOAD_')))
        throw new retry/* Transient */.Rc(`${url.host} lost the upload (${response.status})`, { ambiguous: false });
    throw refusal(operation, response.status, errors);
}

;// CONCATENATED MODULE: ./packages/registry/build/manifest.js
/**
 * Manifests and indexes as the OCI image specification and Docker's schema 2 define them.
 * https://github.com/opencontainers/image-spec/blob/v1.1.1/manifest.md, image-index.md, descriptor.md
 */


const OCI_INDEX = 'application/vnd.oci.image.index.v1+json';
const OCI_MANIFEST = 'application/vnd.oci.image.manifest.v1+json';
const DOCKER_INDEX = 'application/vnd.docker.distribution.manifest.list.v2+json';
const DOCKER_MANIFEST = 'application/vnd.docker.distribution.manifest.v2+json';
const INDEX_MEDIA_TYPES = [OCI_INDEX, DOCKER_INDEX];
const MANIFEST_MEDIA_TYPES = [OCI_MANIFEST, DOCKER_MANIFEST];
/** For the Accept header: an unlisted type would be converted or refused by the registry. */
const ACCEPTED_MEDIA_TYPES = [OCI_INDEX, OCI_MANIFEST, DOCKER_INDEX, DOCKER_MANIFEST].join(', ');
/** Bytes. Registries must accept manifests of 4 MiB; larger ones are not portable. */
const MAX_MANIFEST_SIZE = 4 * 1024 * 1024;
/** Entries of one manifest or index that are read. */
const MAX_CHILDREN = 1000;
// RFC 6838 section 4.2
const MEDIA_TYPE = /^[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}\/[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}$/;
const manifest_text = dist/* pipe */.FsL(dist/* string */.YjP(), dist/* maxLength */.Ru6(4096));
const mediaType = dist/* pipe */.FsL(dist/* string */.YjP(), dist/* regex */.yGV(MEDIA_TYPE, 'is not a media type'));
const digest = dist/* custom */.IeY((value) => typeof value === 'string' && (0,build_digest/* isDigest */.Bc)(value), 'is not a sha256 digest');
const annotations = dist/* record */.g1P(dist/* string */.YjP(), dist/* pipe */.FsL(dist/* string */.YjP(), dist/* maxLength */.Ru6(256 * 1024)));
const PlatformSchema = dist/* object */.Ikc({
    architecture: manifest_text,
    os: manifest_text,
    'os.version': dist/* optional */.lqM(manifest_text),
    'os.features': dist/* optional */.lqM(dist/* array */.YOg(manifest_text)),
    variant: dist/* optional */.lqM(manifest_text),
});
const DescriptorSchema = dist/* object */.Ikc({
    mediaType,
    digest,
    size: dist/* pipe */.FsL(dist/* number */.aig(), dist/* safeInteger */.Y2b(), dist/* minValue */.Wwf(0)),
    artifactType: dist/* optional */.lqM(manifest_text),
    platform: dist/* optional */.lqM(PlatformSchema),
    annotations: dist/* optional */.lqM(annotations),
});
const IndexSchema = dist/* object */.Ikc({
    schemaVersion: dist/* literal */.euz(2),
    mediaType: dist/* optional */.lqM(mediaType),
    artifactType: dist/* optional */.lqM(manifest_text),
    manifests: dist/* pipe */.FsL(dist/* array */.YOg(DescriptorSchema), dist/* maxLength */.Ru6(MAX_CHILDREN)),
    subject: dist/* optional */.lqM(DescriptorSchema),
    annotations: dist/* optional */.lqM(annotations),
});
const ManifestSchema = dist/* object */.Ikc({
    schemaVersion: dist/* literal */.euz(2),
    mediaType: dist/* optional */.lqM(mediaType),
    artifactType: dist/* optional */.lqM(manifest_text),
    config: DescriptorSchema,
    layers: dist/* pipe */.FsL(dist/* array */.YOg(DescriptorSchema), dist/* maxLength */.Ru6(MAX_CHILDREN)),
    subject: dist/* optional */.lqM(DescriptorSchema),
    annotations: dist/* optional */.lqM(annotations),
});
/**
 * Reads manifest bytes of an announced media type. Bytes that could be read as both kinds are refused, because
 * two tools could then see two different images under one digest (CVE-2021-41190).
 * @param problem makes the Failure to throw from a reason such as `"config" is missing`
 */
function parseManifest(bytes, announced, problem) {
    const json = parseJson(bytes, problem);
    const own = (name) => typeof json === 'object' && json !== null && Object.hasOwn(json, name);
    if (INDEX_MEDIA_TYPES.includes(announced)) {
        if (own('config') || own('layers'))
            throw problem('it is an index with the fields of a manifest');
        const index = check(IndexSchema, json, problem);
        if (index.mediaType !== undefined && index.mediaType !== announced)
            throw problem(`it says "${index.mediaType}" of itself and is announced as "${announced}"`);
        return { kind: 'index', ...index };
    }
    if (MANIFEST_MEDIA_TYPES.includes(announced)) {
        if (own('manifests'))
            throw problem('it is a manifest with the fields of an index');
        const manifest = check(ManifestSchema, json, problem);
        if (manifest.mediaType !== undefined && manifest.mediaType !== announced)
            throw problem(`it says "${manifest.mediaType}" of itself and is announced as "${announced}"`);
        return { kind: 'manifest', ...manifest };
    }
    throw problem(`"${announced}" is not a media type of images`);
}
const ConfigSchema = dist/* object */.Ikc({
    architecture: manifest_text,
    os: manifest_text,
    variant: dist/* optional */.lqM(manifest_text),
    'os.version': dist/* optional */.lqM(manifest_text),
});
/** The platform that an image's config names. */
const parseConfigPlatform = (bytes, problem) => check(ConfigSchema, parseJson(bytes, problem), problem);
function parseJson(bytes, problem) {
    try {
        return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    }
    catch {
        throw problem('it is not JSON');
    }
}
function check(schema, value, problem) {
    const result = dist/* safeParse */.xLC(schema, value);
    if (result.success)
        return result.output;
    const [issue] = result.issues;
    throw problem(`"${dist/* getDotPath */.BuJ(issue) ?? 'the document'}" is wrong: ${issue.message}`);
}
/** BuildKit's provenance and SBOM manifests, which ride along in an index. */
const isAttestation = (descriptor) => descriptor.annotations?.['vnd.docker.reference.type'] === 'attestation-manifest' ||
    (descriptor.platform?.os === 'unknown' && descriptor.platform.architecture === 'unknown');
/** The manifest that an attestation manifest speaks about. */
function attestationSubject(descriptor) {
    const subject = descriptor.annotations?.['vnd.docker.reference.digest'];
    return subject !== undefined && (0,build_digest/* isDigest */.Bc)(subject) ? subject : undefined;
}

;// CONCATENATED MODULE: ./packages/registry/build/manifest-put.js








/**
 * Writing by digest may be repeated at will. A tag is looked at before each repetition: the first attempt may have
 * succeeded, and what somebody else put there meanwhile is not overwritten.
 */
async function putManifest(exchange, look, image, reference, manifest) {
    const digest = (0,build_digest/* digestOf */.ol)(manifest.bytes);
    const what = (0,build_digest/* isDigest */.Bc)(reference) ? `manifest ${reference}` : `tag "${reference}"`;
    const operation = {
        image,
        access: 'push',
        what: `push of the ${what} to ${(0,build_image/* formatImageName */.eS)(image)}`,
    };
    if ((0,build_digest/* isDigest */.Bc)(reference) && reference !== digest)
        throw (0,failure/* configurationFailure */.d_)({
            cause: `A manifest of the digest ${digest} cannot be pushed as ${reference}.`,
            remedy: 'Push it under its own digest.',
        });
    if (manifest.bytes.length > MAX_MANIFEST_SIZE)
        throw (0,failure/* configurationFailure */.d_)({
            cause: `The manifest ${digest} has ${manifest.bytes.length} bytes; registries take at most ${MAX_MANIFEST_SIZE}.`,
            remedy: 'Build the image with fewer layers, platforms or annotations.',
        });
    const tag = !(0,build_digest/* isDigest */.Bc)(reference);
    const before = tag ? await look(image, reference, { access: 'push' }) : undefined;
    const url = apiUrl(image, `manifests/${reference}`);
    return exchange.retrying(operation, async (previous) => {
        if (previous?.ambiguous && tag) {
            const now = await look(image, reference, { access: 'push' });
            if (now?.digest === digest)
                return { digest, listedFor: undefined };
            if (now?.digest !== before?.digest)
                throw (0,failure/* remoteFailure */.vU)({
                    cause: `The tag ${(0,build_image/* formatImageName */.eS)(image)}:${reference} was moved to ${now?.digest ?? 'nothing'} by somebody else meanwhile.`,
                    remedy: 'Let one job at a time move this tag, and run the job again.',
                });
        }
        const response = await exchange.send(operation, {
            method: 'PUT',
            url,
            headers: { 'content-type': manifest.mediaType },
            body: manifest.bytes,
        });
        if (response.status !== 201 && response.status !== 200 && response.status !== 202) {
            const errors = parseErrors(await readText(response, url));
            // Registries of several replicas may take a moment to see a blob that they have just accepted.
            if (errors.some(({ code }) => code === 'MANIFEST_BLOB_UNKNOWN' || code === 'BLOB_UNKNOWN'))
                throw new retry/* Transient */.Rc(`${url.host} does not see a blob of it yet`, { ambiguous: false });
            throw refusal(operation, response.status, errors);
        }
        await discard(response);
        const announced = response.headers.get('docker-content-digest');
        if (announced === null || announced === digest)
            return { digest, listedFor: response.headers.get('oci-subject') ?? undefined };
        throw (0,failure/* remoteFailure */.vU)({
            cause: `${image.registry} stored the ${what} as ${announced}, not as ${digest}: it changed the bytes.`,
            remedy: 'Use a registry, or a setting of it, that does not convert manifests.',
        });
    });
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __nccwpck_require__(7598);
// EXTERNAL MODULE: external "node:http"
var external_node_http_ = __nccwpck_require__(7067);
;// CONCATENATED MODULE: external "node:https"
const external_node_https_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:https");
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __nccwpck_require__(3024);
;// CONCATENATED MODULE: ./packages/registry/build/layout-files.js



/** Bytes per read: fewer, larger reads keep a push as fast as the disk. */
const CHUNK_SIZE = 256 * 1024;
/**
 * Opens a regular file. A symbolic link is refused by the kernel, and a FIFO cannot block: both would let a layout
 * publish files from elsewhere or hang the job.
 */
async function openRegular(file, problem) {
    const handle = await (0,promises_.open)(file, external_node_fs_.constants.O_RDONLY | external_node_fs_.constants.O_NOFOLLOW | external_node_fs_.constants.O_NONBLOCK).catch((error) => {
        if (error.code === 'ENOENT')
            throw problem(`"${file}" is missing`);
        if (error.code === 'ELOOP')
            throw problem(`"${file}" is a symbolic link`);
        throw problem(`"${file}" cannot be read (${error.code})`);
    });
    const stat = await handle.stat();
    if (stat.isFile())
        return { handle, size: stat.size };
    await handle.close();
    throw problem(`"${file}" is not a regular file`);
}
async function requireFolder(folder, problem) {
    const stat = await (0,promises_.lstat)(folder).catch(() => undefined);
    if (stat === undefined)
        throw problem(`"${folder}" is missing`);
    if (!stat.isDirectory())
        throw problem(`"${folder}" is not a folder`);
}
/** A whole small file. */
async function readDocument(file, limit, problem) {
    const { handle, size } = await openRegular(file, problem);
    try {
        if (size > limit)
            throw problem(`"${file}" is larger than ${limit} bytes`);
        return await handle.readFile();
    }
    finally {
        await handle.close();
    }
}
async function checkedSize(blob, problem) {
    const { handle, size } = await openRegular(blob.path, problem);
    await handle.close();
    if (size !== blob.size)
        throw problem(`${blob.digest} has ${size} bytes, not the ${blob.size} it announces`);
}
async function hashFile(file, problem) {
    const { handle } = await openRegular(file, problem);
    const hash = (0,external_node_crypto_.createHash)('sha256');
    // The stream closes the handle.
    for await (const chunk of handle.createReadStream({ highWaterMark: CHUNK_SIZE }))
        hash.update(chunk);
    return `sha256:${hash.digest('hex')}`;
}

;// CONCATENATED MODULE: ./packages/registry/build/sender.js
/**
 * Sends a file as one request body with a Content-Length. Not by fetch, which has neither a limit for idle time nor,
 * by its standard, a length for a stream: see docs/decisions/blob-uploads.md.
 */







/** Milliseconds. */
const IDLE_TIMEOUT = 60_000;
const MAX_ANSWER = 64 * 1024;
/**
 * @param env read for HTTPS_PROXY, HTTP_PROXY and NO_PROXY
 * @param options.idleTimeout milliseconds without a byte in either direction
 */
function createBlobSender(env, { idleTimeout = IDLE_TIMEOUT } = {}) {
    const agents = createAgents(env);
    return async (url, headers, blob, signal) => {
        const { handle, size } = await openRegular(blob.path, (reason) => changed(blob, reason));
        try {
            if (size !== blob.size)
                throw changed(blob, `it has ${size} bytes instead of ${blob.size}`);
            return await put(url, headers, blob, { signal, agent: agents(url), idleTimeout }, (request) => writeVerified(request, blob, handle));
        }
        finally {
            await handle.close();
        }
    };
}
function createAgents(env) {
    const proxyEnv = { ...env };
    const secure = new external_node_https_namespaceObject.Agent({ keepAlive: true, proxyEnv });
    const loopback = new external_node_http_.Agent({ keepAlive: true });
    const plain = new external_node_http_.Agent({ keepAlive: true, proxyEnv });
    return (url) => (url.protocol === 'https:' ? secure : isLoopbackHost(url.hostname) ? loopback : plain);
}
/**
 * Writes the file into the request. The last chunk is held back until the digest of everything is right, so that the
 * registry never gets a complete body with other bytes than those that were scanned. Two buffers take turns: one is
 * read and hashed while the other is on its way, and large layers leave nothing for the garbage collector.
 */
async function writeVerified(request, blob, handle) {
    const hash = (0,external_node_crypto_.createHash)('sha256');
    const buffers = [newBuffer(blob), newBuffer(blob)];
    let sent = Promise.resolve();
    let turn = 0;
    for (let position = 0; position < blob.size; turn ^= 1) {
        const buffer = buffers[turn === 0 ? 0 : 1];
        const wanted = Math.min(buffer.length, blob.size - position);
        const { bytesRead } = await handle.read(buffer, 0, wanted, position);
        if (bytesRead === 0)
            throw changed(blob, 'it became shorter');
        const chunk = buffer.subarray(0, bytesRead);
        hash.update(chunk);
        position += bytesRead;
        if (position === blob.size && `sha256:${hash.digest('hex')}` !== blob.digest)
            throw changed(blob, 'its bytes have another digest');
        await sent;
        sent = write(request, chunk);
        // Awaited in the next turn; until then a failure is not an unhandled one.
        sent.catch(() => { });
    }
    if (blob.size === 0 && blob.digest !== EMPTY)
        throw changed(blob, 'its bytes have another digest');
    await sent;
    request.end();
}
const EMPTY = (0,build_digest/* digestOf */.ol)('');
const newBuffer = ({ size }) => Buffer.allocUnsafeSlow(Math.max(1, Math.min(CHUNK_SIZE, size)));
/** Resolves when the socket has taken the bytes, after which the buffer may be used again. */
const write = (request, chunk) => new Promise((resolve, reject) => {
    request.write(chunk, (error) => (error ? reject(error) : resolve()));
});
const changed = (blob, reason) => (0,failure/* configurationFailure */.d_)({
    cause: `The layer or config ${blob.digest} changed after it was read: ${reason}.`,
    remedy: 'Let nothing write into the image layout between build and publish, and run the job again.',
});
function put(url, headers, blob, options, writeBody) {
    return new Promise((resolve, reject) => {
        const request = (url.protocol === 'https:' ? external_node_https_namespaceObject : external_node_http_).request(url, {
            method: 'PUT',
            agent: options.agent,
            signal: options.signal,
            headers: { ...headers, 'content-length': blob.size },
        });
        request.setTimeout(options.idleTimeout, () => request.destroy(Object.assign(new Error('idle'), { code: 'nothing moved for too long' })));
        request.on('error', reject);
        // An answer may come before the body is sent (a refusal): then sending stops.
        request.on('response', (response) => {
            readAnswer(response).then((answer) => {
                resolve(answer);
                if (!request.writableFinished)
                    request.destroy();
            }, reject);
        });
        // A request that is destroyed half-way never becomes a complete body.
        writeBody(request).catch((error) => {
            reject(error);
            request.destroy();
        });
    });
}
async function readAnswer(response) {
    const chunks = [];
    let length = 0;
    for await (const chunk of response) {
        length += chunk.length;
        if (length > MAX_ANSWER)
            break;
        chunks.push(chunk);
    }
    const headers = new Headers();
    for (const [name, values] of Object.entries(response.headersDistinct))
        for (const value of values ?? [])
            headers.append(name, value);
    const status = response.statusCode ?? 0;
    // The constructor of Response allows no body with these.
    const empty = status === 204 || status === 205 || status === 304;
    return new Response(empty ? null : Buffer.concat(chunks), { status, headers });
}

;// CONCATENATED MODULE: ./packages/registry/build/client.js
/**
 * A client of the OCI distribution API: what is read is verified, what is written is read back, and a request is
 * repeated only where repeating is harmless.
 * https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md
 */











function createRegistryClient(options) {
    const exchange = createExchange({
        credentials: options.credentials,
        fetch: options.fetch,
        clock: options.clock,
        log: options.log,
        signal: options.signal,
        policy: options.policy ?? retry/* RETRY_POLICY */.yE,
        random: options.random ?? Math.random,
    });
    const sendBlob = options.sendBlob ?? createBlobSender(process.env);
    const headManifest = async (image, reference, look = {}) => {
        const { access = 'pull', expect } = look;
        const operation = { image, access, what: `look-up of ${show(image, reference)}` };
        const found = await exchange.retrying(operation, async () => {
            const response = await exchange.send(operation, {
                method: 'HEAD',
                url: apiUrl(image, `manifests/${reference}`),
                headers: { accept: ACCEPTED_MEDIA_TYPES },
            });
            await discard(response);
            if (response.status === 404)
                return expected(image, expect, undefined) ?? 'absent';
            if (response.status !== 200)
                throw refusal(operation, response.status, []);
            const digest = response.headers.get('docker-content-digest') ?? reference;
            const mediaType = response.headers.get('content-type');
            const size = Number(response.headers.get('content-length') ?? Number.NaN);
            if (!(0,build_digest/* isDigest */.Bc)(digest) || mediaType === null || !Number.isSafeInteger(size))
                return 'incomplete';
            expected(image, expect, digest);
            return { digest, mediaType: mediaType.replace(/;.*$/, '').trim(), size };
        });
        if (found === 'absent')
            return undefined;
        if (found !== 'incomplete')
            return found;
        // Registries may leave the digest out of the answer to HEAD; then it is computed.
        const manifest = await getManifest(image, reference, look);
        return (manifest && { digest: manifest.digest, mediaType: manifest.mediaType, size: manifest.bytes.length });
    };
    const getManifest = (image, reference, look = {}) => {
        const { access = 'pull', expect } = look;
        const operation = { image, access, what: `download of ${show(image, reference)}` };
        const url = apiUrl(image, `manifests/${reference}`);
        return exchange.retrying(operation, async () => {
            const response = await exchange.send(operation, {
                method: 'GET',
                url,
                headers: { accept: ACCEPTED_MEDIA_TYPES },
            });
            if (response.status === 404) {
                await discard(response);
                return expected(image, expect, undefined);
            }
            if (response.status !== 200)
                throw await refused(operation, url, response);
            const bytes = await readBytes(response, url, MAX_MANIFEST_SIZE, () => untrue(operation, `it is larger than ${MAX_MANIFEST_SIZE} bytes`));
            const digest = (0,build_digest/* digestOf */.ol)(bytes);
            const announced = (0,build_digest/* isDigest */.Bc)(reference) ? reference : response.headers.get('docker-content-digest');
            if (announced !== null && announced !== digest)
                throw untrue(operation, `its digest is ${digest}, not ${announced}`);
            expected(image, expect, digest);
            const mediaType = (response.headers.get('content-type') ?? '').replace(/;.*$/, '').trim();
            const json = parseManifest(bytes, mediaType, (reason) => untrue(operation, reason));
            return { digest, mediaType, bytes, json };
        });
    };
    return {
        headManifest,
        getManifest,
        putManifest: async (image, reference, manifest) => (await putManifest(exchange, headManifest, image, reference, manifest)).digest,
        async putReferrer(image, subject, manifest) {
            const digest = (0,build_digest/* digestOf */.ol)(manifest.bytes);
            const { listedFor } = await putManifest(exchange, headManifest, image, digest, manifest);
            return { listed: listedFor === subject };
        },
        async getBlob(image, digest, limit) {
            const operation = {
                image,
                access: 'pull',
                what: `download of the blob ${show(image, digest)}`,
            };
            const url = apiUrl(image, `blobs/${digest}`);
            return exchange.retrying(operation, async () => {
                const response = await exchange.send(operation, { method: 'GET', url });
                if (response.status !== 200)
                    throw await refused(operation, url, response);
                const bytes = await readBytes(response, url, limit, () => untrue(operation, `it is larger than ${limit} bytes`));
                if ((0,build_digest/* digestOf */.ol)(bytes) !== digest)
                    throw untrue(operation, `its digest is ${(0,build_digest/* digestOf */.ol)(bytes)}`);
                return bytes;
            });
        },
        async hasBlob(image, digest, { access = 'pull' } = {}) {
            const operation = { image, access, what: `look-up of the blob ${show(image, digest)}` };
            return exchange.retrying(operation, async () => {
                const response = await exchange.send(operation, {
                    method: 'HEAD',
                    url: apiUrl(image, `blobs/${digest}`),
                });
                await discard(response);
                if (response.status === 200)
                    return true;
                if (response.status === 404)
                    return false;
                throw refusal(operation, response.status, []);
            });
        },
        uploadBlob: (image, blob, uploadOptions = {}) => uploadBlob(exchange, sendBlob, image, blob, uploadOptions),
        async getReferrers(image, digest) {
            const operation = {
                image,
                access: 'pull',
                what: `list of referrers of ${show(image, digest)}`,
            };
            const url = apiUrl(image, `referrers/${digest}`);
            return exchange.retrying(operation, async () => {
                const response = await exchange.send(operation, {
                    method: 'GET',
                    url,
                    headers: { accept: OCI_INDEX },
                });
                const type = response.headers.get('content-type') ?? '';
                // A registry without the API answers 404, or with something that is not an index.
                if (response.status !== 200 || !type.startsWith(OCI_INDEX)) {
                    await discard(response);
                    if (response.status === 200 || response.status === 404 || response.status === 405)
                        return undefined;
                    throw refusal(operation, response.status, []);
                }
                const bytes = await readBytes(response, url, MAX_MANIFEST_SIZE, () => untrue(operation, `it is larger than ${MAX_MANIFEST_SIZE} bytes`));
                const index = parseManifest(bytes, OCI_INDEX, (reason) => untrue(operation, reason));
                return index.kind === 'index' ? index : undefined;
            });
        },
    };
}
/** @throws Transient while something else is shown than what is expected */
function expected(image, expect, shown) {
    if (expect === undefined || expect === shown)
        return undefined;
    throw new retry/* Transient */.Rc(`${image.registry} shows ${shown ?? 'nothing'} and not ${expect}`, {
        ambiguous: false,
    });
}
const show = (image, reference) => `${(0,build_image/* formatImageName */.eS)(image)}${(0,build_digest/* isDigest */.Bc)(reference) ? '@' : ':'}${reference}`;
const refused = async (operation, url, response) => refusal(operation, response.status, parseErrors(await readText(response, url)));
const untrue = (operation, reason) => (0,failure/* remoteFailure */.vU)({
    cause: `The ${operation.what} gave something else: ${reason}.`,
    remedy: 'Do not use this image: ask the operator of the registry, and push it again from a new build.',
});

;// CONCATENATED MODULE: ./packages/registry/build/layout-checks.js


const LAYER = /^application\/vnd\.(oci\.image\.layer\.v1\.tar(\+|$)|docker\.image\.rootfs\.diff\.tar)/;
const FOREIGN_LAYER = /nondistributable|foreign/;
const CONFIGS = [
    'application/vnd.oci.image.config.v1+json',
    'application/vnd.docker.container.image.v1+json',
];
const IN_TOTO = 'application/vnd.in-toto+json';
/** Several names of one image are several entries with one digest: that is still one image. */
function onlyImage(index, problem) {
    const [first, ...others] = index.kind === 'index' ? index.manifests : [];
    if (first === undefined)
        throw problem('index.json names no image');
    if (others.some((other) => other.digest !== first.digest))
        throw problem('index.json names several images');
    if (![...INDEX_MEDIA_TYPES, ...MANIFEST_MEDIA_TYPES].includes(first.mediaType))
        throw problem(`index.json points to "${first.mediaType}", which is not an image`);
    return first;
}
function checkLayers(manifest, kind, problem) {
    for (const { digest, mediaType } of manifest.layers) {
        if (FOREIGN_LAYER.test(mediaType))
            throw problem(`its layer ${digest} may not be distributed`);
        if (!LAYER.test(mediaType) && !(kind === 'attestation' && mediaType === IN_TOTO))
            throw problem(`its layer ${digest} has the unknown media type "${mediaType}"`);
    }
}
/** The platform that index and config agree on. */
function platformOf(descriptor, configType, config, problem) {
    if (!CONFIGS.includes(configType))
        throw problem(`the config of ${descriptor.digest} is "${configType}"`);
    const own = parseConfigPlatform(config, (reason) => problem(`the config of ${descriptor.digest}: ${reason}`));
    const { os, architecture, variant } = descriptor.platform ?? own;
    if (os !== own.os || architecture !== own.architecture)
        throw problem(`${descriptor.digest} is announced for ${os}/${architecture} and configured for ${own.os}/${own.architecture}`);
    const text = [os, architecture, ...(variant ? [variant] : [])].join('/');
    try {
        return (0,build_platform/* parsePlatform */.FL)(text);
    }
    catch {
        throw problem(`${descriptor.digest} is for "${text}", which is not a platform`);
    }
}
function checkPlatforms(manifests, problem) {
    if (manifests.length === 0)
        throw problem('it holds no image of any platform');
    const platforms = new Set();
    for (const { platform } of manifests) {
        const text = (0,build_platform/* formatPlatform */.Bq)(platform);
        if (platforms.has(text))
            throw problem(`it holds two images for ${text}`);
        platforms.add(text);
    }
}

;// CONCATENATED MODULE: ./packages/registry/build/layout.js
/**
 * OCI image layouts on disk, read as if an enemy had written them: whatever the JSON claims is compared with the
 * bytes, paths are made from digests alone, and links are not followed.
 * https://github.com/opencontainers/image-spec/blob/v1.1.1/image-layout.md
 */









/** index.json → index → index → manifest: one level more than any builder makes. */
const MAX_DEPTH = 3;
const MAX_MANIFESTS = 1000;
const LayoutMarker = dist/* object */.Ikc({ imageLayoutVersion: dist/* literal */.euz('1.0.0') });
/**
 * Reads a layout folder (`oci-layout`, `index.json`, `blobs/sha256/…`) with one image in it.
 * @throws Failure `configuration` naming what is missing, malformed or does not match its digest or size
 */
async function readLayout(directory, options = {}) {
    const problem = layoutProblem(directory);
    const base = await (0,promises_.realpath)(directory).catch((error) => {
        throw (0,failure/* configurationFailure */.d_)({
            cause: `There is no image layout at "${directory}".`,
            remedy: 'Give the folder that a build with the output "type=oci,dest=<folder>,tar=false" wrote; a tar file has to be unpacked first.',
            error,
        });
    });
    await requireFolder(base, problem);
    await requireFolder(external_node_path_.join(base, 'blobs'), problem);
    await requireFolder(external_node_path_.join(base, 'blobs', 'sha256'), problem);
    const marker = parseJson(await readDocument(external_node_path_.join(base, 'oci-layout'), 4096, problem), problem);
    if (!dist.is(LayoutMarker, marker))
        throw problem('"oci-layout" does not name the version 1.0.0');
    const blobPath = (digest) => external_node_path_.join(base, 'blobs', 'sha256', (0,build_digest/* digestHex */.sU)(digest));
    const readBlob = async (descriptor) => {
        if (descriptor.size > MAX_MANIFEST_SIZE)
            throw problem(`${descriptor.digest} is too large for JSON`);
        const bytes = await readDocument(blobPath(descriptor.digest), MAX_MANIFEST_SIZE, problem);
        if (bytes.length !== descriptor.size)
            throw problem(`${descriptor.digest} has ${bytes.length} bytes, not the ${descriptor.size} it announces`);
        if ((0,build_digest/* digestOf */.ol)(bytes) !== descriptor.digest)
            throw problem(`the bytes of ${descriptor.digest} have another digest`);
        return bytes;
    };
    const rootDescriptor = onlyImage(parseManifest(await readDocument(external_node_path_.join(base, 'index.json'), MAX_MANIFEST_SIZE, problem), OCI_INDEX, (reason) => problem(`index.json: ${reason}`)), problem);
    const seen = new Map();
    const images = [];
    const visit = async (descriptor, depth) => {
        const known = seen.get(descriptor.digest);
        if (known !== undefined)
            return known;
        if (depth > MAX_DEPTH)
            throw problem('its indexes are nested too deeply');
        const bytes = await readBlob(descriptor);
        const json = parseManifest(bytes, descriptor.mediaType, (reason) => problem(`${descriptor.digest}: ${reason}`));
        if (json.kind === 'index')
            for (const child of json.manifests)
                await visit(child, depth + 1);
        else
            images.push({ descriptor, manifest: json });
        const manifest = { digest: descriptor.digest, mediaType: descriptor.mediaType, bytes, json };
        // After its children: that is the order in which a registry accepts them.
        seen.set(descriptor.digest, manifest);
        if (seen.size > MAX_MANIFESTS)
            throw problem(`it has more than ${MAX_MANIFESTS} manifests`);
        return manifest;
    };
    const root = await visit(rootDescriptor, 1);
    const blobs = new Map();
    const platformManifests = [];
    const attestations = [];
    for (const { descriptor, manifest } of images) {
        for (const { digest, mediaType, size } of [manifest.config, ...manifest.layers]) {
            const other = blobs.get(digest);
            if (other !== undefined && other.size !== size)
                throw problem(`${digest} is announced with two sizes`);
            blobs.set(digest, { digest, mediaType, size, path: blobPath(digest) });
        }
        if (isAttestation(descriptor)) {
            checkLayers(manifest, 'attestation', problem);
            const subject = attestationSubject(descriptor);
            attestations.push({ digest: descriptor.digest, descriptor, manifest, subject });
        }
        else {
            checkLayers(manifest, 'image', problem);
            const platform = platformOf(descriptor, manifest.config.mediaType, await readBlob(manifest.config), problem);
            const size = [manifest.config, ...manifest.layers].reduce((sum, blob) => sum + blob.size, 0);
            platformManifests.push({ platform, digest: descriptor.digest, descriptor, manifest, size });
        }
    }
    checkPlatforms(platformManifests, problem);
    for (const { digest, subject } of attestations)
        if (subject !== undefined && !seen.has(subject))
            throw problem(`the attestation ${digest} is about ${subject}, which is not in it`);
    for (const blob of blobs.values()) {
        await checkedSize(blob, problem);
        if (options.blobs !== 'sized' && (await hashFile(blob.path, problem)) !== blob.digest)
            throw problem(`the bytes of ${blob.digest} have another digest`);
    }
    return {
        directory: base,
        root,
        manifests: [...seen.values()],
        platformManifests: platformManifests.toSorted((a, b) => (0,build_platform/* formatPlatform */.Bq)(a.platform) < (0,build_platform/* formatPlatform */.Bq)(b.platform) ? -1 : 1),
        attestations,
        blobs: [...blobs.values()],
        blobPath,
    };
}
const layoutProblem = (directory) => (reason) => (0,failure/* configurationFailure */.d_)({
    cause: `The image layout "${directory}" cannot be used: ${reason}.`,
    remedy: 'Build the image again into an empty folder with the output "type=oci,dest=<folder>,tar=false".',
});

;// CONCATENATED MODULE: ./node_modules/yocto-queue/index.js
/*
How it works:
`this.#head` is an instance of `Node` which keeps track of its current value and nests another instance of `Node` that keeps the value that comes after it. When a value is provided to `.enqueue()`, the code needs to iterate through `this.#head`, going deeper and deeper to find the last value. However, iterating through every single item is slow. This problem is solved by saving a reference to the last value as `this.#tail` so that it can reference it to add a new value.
*/

class Node {
	value;
	next;

	constructor(value) {
		this.value = value;
	}
}

class Queue {
	#head;
	#tail;
	#size;

	constructor() {
		this.clear();
	}

	enqueue(value) {
		const node = new Node(value);

		if (this.#head) {
			this.#tail.next = node;
			this.#tail = node;
		} else {
			this.#head = node;
			this.#tail = node;
		}

		this.#size++;
	}

	dequeue() {
		const current = this.#head;
		if (!current) {
			return;
		}

		this.#head = this.#head.next;
		this.#size--;

		// Clean up tail reference when queue becomes empty
		if (!this.#head) {
			this.#tail = undefined;
		}

		return current.value;
	}

	peek() {
		if (!this.#head) {
			return;
		}

		return this.#head.value;

		// TODO: Node.js 18.
		// return this.#head?.value;
	}

	clear() {
		this.#head = undefined;
		this.#tail = undefined;
		this.#size = 0;
	}

	get size() {
		return this.#size;
	}

	* [Symbol.iterator]() {
		let current = this.#head;

		while (current) {
			yield current.value;
			current = current.next;
		}
	}

	* drain() {
		while (this.#head) {
			yield this.dequeue();
		}
	}
}

;// CONCATENATED MODULE: ./node_modules/p-limit/index.js


function pLimit(concurrency) {
	let rejectOnClear = false;

	if (typeof concurrency === 'object') {
		({concurrency, rejectOnClear = false} = concurrency);
	}

	validateConcurrency(concurrency);

	if (typeof rejectOnClear !== 'boolean') {
		throw new TypeError('Expected `rejectOnClear` to be a boolean');
	}

	const queue = new Queue();
	let activeCount = 0;

	const resumeNext = () => {
		// Process the next queued function if we're under the concurrency limit
		if (activeCount < concurrency && queue.size > 0) {
			activeCount++;
			queue.dequeue().run();
		}
	};

	const next = () => {
		activeCount--;
		resumeNext();
	};

	const run = async (function_, resolve, arguments_) => {
		// Execute the function and capture the result promise
		const result = (async () => function_(...arguments_))();

		// Resolve immediately with the promise (don't wait for completion)
		resolve(result);

		// Wait for the function to complete (success or failure)
		// We catch errors here to prevent unhandled rejections,
		// but the original promise rejection is preserved for the caller
		try {
			await result;
		} catch {}

		// Decrement active count and process next queued function
		next();
	};

	const enqueue = (function_, resolve, reject, arguments_) => {
		const queueItem = {reject};

		// Queue the internal resolve function instead of the run function
		// to preserve the asynchronous execution context.
		new Promise(internalResolve => { // eslint-disable-line promise/param-names
			queueItem.run = internalResolve;
			queue.enqueue(queueItem);
		}).then(run.bind(undefined, function_, resolve, arguments_)); // eslint-disable-line promise/prefer-await-to-then

		// Start processing immediately if we haven't reached the concurrency limit
		if (activeCount < concurrency) {
			resumeNext();
		}
	};

	const generator = (function_, ...arguments_) => new Promise((resolve, reject) => {
		enqueue(function_, resolve, reject, arguments_);
	});

	Object.defineProperties(generator, {
		activeCount: {
			get: () => activeCount,
		},
		pendingCount: {
			get: () => queue.size,
		},
		clearQueue: {
			value() {
				if (!rejectOnClear) {
					queue.clear();
					return;
				}

				const abortError = AbortSignal.abort().reason;

				while (queue.size > 0) {
					queue.dequeue().reject(abortError);
				}
			},
		},
		concurrency: {
			get: () => concurrency,

			set(newConcurrency) {
				validateConcurrency(newConcurrency);
				concurrency = newConcurrency;

				queueMicrotask(() => {
					// eslint-disable-next-line no-unmodified-loop-condition
					while (activeCount < concurrency && queue.size > 0) {
						resumeNext();
					}
				});
			},
		},
		map: {
			async value(iterable, function_) {
				const promises = [];

				try {
					Array.from(iterable, (value, index) => {
						const promise = generator(function_, value, index);
						promises.push(promise);
						return promise;
					});
				} catch (error) {
					// The iterable threw, so `Promise.all` never observes the already scheduled promises. Observe them here to avoid unhandled rejections.
					for (const promise of promises) {
						promise.catch(() => {}); // eslint-disable-line promise/prefer-await-to-then
					}

					throw error;
				}

				return Promise.all(promises);
			},
		},
	});

	return generator;
}



function validateConcurrency(concurrency) {
	if (!((Number.isInteger(concurrency) || concurrency === Number.POSITIVE_INFINITY) && concurrency > 0)) {
		throw new TypeError('Expected `concurrency` to be a number from 1 and up');
	}
}

;// CONCATENATED MODULE: ./packages/registry/build/push.js



/**
 * As many large blobs at once as docker (crane takes 4, skopeo 6): an upload that begins while a registry syncs another
 * one to its disk may have to wait, one that is on its way goes on. More makes registries answer 429.
 */
const PARALLEL = 5;
/** Small blobs beside them: they cost round trips, not bandwidth. */
const PARALLEL_SMALL = 3;
/** Bytes. */
const SMALL = 2_000_000;
/**
 * Pushes a layout's very bytes under their digests, without a tag: blobs, then manifests, children before indexes;
 * each manifest is read back and compared.
 * @throws Failure `configuration` when a file changed since the layout was read, or on missing rights;
 *   `remote` when the registry fails or holds something else afterwards
 */
async function pushLayout(client, layout, image, options) {
    const push = { access: 'push' };
    // One request alone first: its 401 starts the login that all others use.
    const rootExists = (await client.headManifest(image, layout.root.digest, push)) !== undefined;
    let bytesPushed = 0;
    let bytesSkipped = 0;
    let written = false;
    const send = async (blob) => {
        const result = await client.uploadBlob(image, blob, options.mountFrom === undefined ? {} : { mountFrom: options.mountFrom });
        if (result === 'uploaded')
            bytesPushed += blob.size;
        else
            bytesSkipped += blob.size;
        written ||= result !== 'existing';
        options.log.info(`${RESULT[result]} ${push_short(blob.digest)} ${formatSize(blob.size)}`);
    };
    const stop = { failed: false };
    // The largest first, so that the last one to finish is not a large one that began late.
    const blobs = layout.blobs.toSorted((a, b) => b.size - a.size);
    await push_all([
        ...limited(blobs.filter(isLarge), PARALLEL, stop, send),
        ...limited(blobs.filter((blob) => !isLarge(blob)), PARALLEL_SMALL, stop, send),
    ]);
    const put = async (manifest) => {
        // Below an index that is there, a clean-up may have deleted; below a new one, looking first saves nothing.
        const there = manifest === layout.root ? rootExists : rootExists && (await exists(manifest.digest));
        if (!there) {
            await client.putManifest(image, manifest.digest, manifest);
            written = true;
        }
        await readBack(client, image, manifest);
    };
    const exists = async (digest) => (await client.headManifest(image, digest, push)) !== undefined;
    const { leaves = [], indexes = [] } = Object.groupBy(layout.manifests, ({ json }) => json.kind === 'index' ? 'indexes' : 'leaves');
    await push_all(limited(leaves, PARALLEL + PARALLEL_SMALL, stop, put));
    // The layout lists children before parents.
    for (const index of indexes)
        await put(index);
    options.log.info(`${written ? 'pushed' : 'already there:'} ${(0,build_image/* formatImageName */.eS)(image)}@${layout.root.digest}`);
    return { digest: layout.root.digest, existing: !written, bytesPushed, bytesSkipped };
}
const isLarge = ({ size }) => size > SMALL;
/** Starts no more work after a failure. */
function limited(items, parallel, stop, work) {
    const limit = pLimit(parallel);
    return items.map((item) => limit(async () => {
        if (stop.failed)
            return;
        try {
            await work(item);
        }
        catch (error) {
            stop.failed = true;
            throw error;
        }
    }));
}
/** Waits for all even when one fails, so that nothing writes after the report. */
async function push_all(running) {
    for (const result of await Promise.allSettled(running))
        if (result.status === 'rejected')
            throw result.reason;
}
const RESULT = { uploaded: 'uploaded', mounted: 'mounted ', existing: 'skipped ' };
/** @throws Failure `remote` when the registry does not give the manifest back under its digest */
async function readBack(client, image, { digest }) {
    // getManifest compares the digest of the bytes.
    await client.getManifest(image, digest, { access: 'push', expect: digest });
}
const push_short = (digest) => (0,build_digest/* digestHex */.sU)(digest).slice(0, 12);
function formatSize(bytes) {
    if (bytes < 1000)
        return `${bytes} B`;
    return bytes < 1_000_000 ? `${(bytes / 1000).toFixed(1)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

;// CONCATENATED MODULE: ./packages/registry/build/tags.js


/**
 * Points a tag to a digest that is in the repository, and reads it back.
 * @returns existing: true when the tag pointed there already and nothing was written
 * @throws Failure `configuration` on a bad tag or an absent digest; `remote` when the tag points elsewhere afterwards
 */
async function moveTag(client, image, digest, tag) {
    if (!(0,build_image/* isTag */.dz)(tag))
        throw (0,failure/* configurationFailure */.d_)({
            cause: `"${tag}" is not a tag.`,
            remedy: 'Use at most 128 letters, digits, "_", "." and "-", not beginning with "." or "-".',
        });
    const push = { access: 'push' };
    if ((await client.headManifest(image, tag, push))?.digest === digest)
        return { existing: true };
    const manifest = await client.getManifest(image, digest, push);
    if (manifest === undefined)
        throw (0,failure/* configurationFailure */.d_)({
            cause: `${(0,build_image/* formatImageName */.eS)(image)}@${digest} is not in the registry, so "${tag}" cannot point to it.`,
            remedy: 'Push the image by digest first.',
        });
    await client.putManifest(image, tag, manifest);
    await client.headManifest(image, tag, { ...push, expect: digest });
    return { existing: false };
}

;// CONCATENATED MODULE: ./packages/tools/build/buildx/arguments.js
/** The command line of one build. https://docs.docker.com/reference/cli/docker/buildx/build/ */
/** Arguments of `buildx` for a build into an image layout, with progress as JSON on stderr. */
function buildArguments(spec) {
    const many = (flag, values) => values.flatMap((value) => [flag, value]);
    const one = (flag, value) => (value === undefined ? [] : [flag, value]);
    return [
        'build',
        ...one('--builder', spec.builder),
        ...one('--progress', 'rawjson'),
        ...one('--file', spec.file),
        ...one('--target', spec.target),
        ...(spec.platforms.length === 0 ? [] : ['--platform', spec.platforms.join(',')]),
        ...many('--build-arg', spec.buildArgs),
        ...many('--build-context', spec.buildContexts),
        ...many('--label', spec.labels),
        ...many('--annotation', spec.annotations),
        ...many('--cache-from', spec.cacheFrom),
        ...many('--cache-to', spec.cacheTo),
        ...many('--secret', spec.secrets.map(({ id, file }) => csv({ id, src: file }))),
        ...(spec.noCache ? ['--no-cache'] : []),
        ...(spec.pull ? ['--pull'] : []),
        ...one('--provenance', spec.provenance),
        // The SBOM is made from the finished layout, for every builder alike.
        ...one('--sbom', 'false'),
        ...one('--metadata-file', spec.metadataFile),
        ...one('--output', csv({ type: 'oci', tar: 'false', dest: spec.layout })),
        '--',
        spec.context,
    ];
}
/** buildx reads such values as one line of CSV (RFC 4180). */
const csv = (fields) => Object.entries(fields)
    .map(([key, value]) => `${key}=${value}`)
    .map((field) => (/[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field))
    .join(',');
/**
 * Credentials that a cache or the builder itself reads from the environment: handed on only to builds that name it.
 * https://docs.docker.com/build/cache/backends/
 */
function cacheVariables(cache) {
    const uses = (type) => cache.some((option) => new RegExp(`(?:^|,)\\s*type=${type}\\b`).test(option));
    return [
        ...(uses('gha')
            ? ['ACTIONS_CACHE_URL', 'ACTIONS_RESULTS_URL', 'ACTIONS_RUNTIME_TOKEN', 'ACTIONS_CACHE_SERVICE_V2']
            : []),
        ...(uses('s3')
            ? [
                'AWS_ACCESS_KEY_ID',
                'AWS_SECRET_ACCESS_KEY',
                'AWS_SESSION_TOKEN',
                'AWS_REGION',
                'AWS_PROFILE',
                'AWS_ROLE_ARN',
                'AWS_WEB_IDENTITY_TOKEN_FILE',
            ]
            : []),
        ...(uses('azblob')
            ? [
                'BUILDKIT_AZURE_STORAGE_ACCOUNT_URL',
                'BUILDKIT_AZURE_STORAGE_CONTAINER',
                'BUILDKIT_AZURE_STORAGE_SECRET_ACCESS_KEY',
                'AZURE_TENANT_ID',
                'AZURE_CLIENT_ID',
                'AZURE_CLIENT_SECRET',
            ]
            : []),
    ];
}

// EXTERNAL MODULE: ./packages/tools/build/exec.js + 1 modules
var build_exec = __nccwpck_require__(8368);
// EXTERNAL MODULE: ./packages/tools/build/buildx/command.js
var command = __nccwpck_require__(8038);
;// CONCATENATED MODULE: ./packages/tools/build/buildx/builder.js
/**
 * The builder that a build runs on: one that exists, a remote BuildKit daemon, or a container started for this build
 * and removed after it.
 */








/** The daemon of builders that are started here, by digest: a tag could be moved. */
const BUILDKIT_IMAGE = 'moby/buildkit:v0.32.2@sha256:28a898719c18a33f4e8000685287fa36fd0dd9560c6440227d3a732d79bb41d8';
/** Variables that tell the docker CLI and buildx where their daemon is. */
const DAEMON_VARIABLES = [
    'DOCKER_HOST',
    'DOCKER_CONTEXT',
    'DOCKER_CERT_PATH',
    'DOCKER_TLS_VERIFY',
    'DOCKER_CONFIG',
    'BUILDX_CONFIG',
    'BUILDX_BUILDER',
    'XDG_RUNTIME_DIR',
    'KUBECONFIG',
];
/**
 * @throws Failure `configuration` when the named builder does not exist or there is nothing to build with, `remote`
 * when the daemon does not answer
 */
async function openBuilder(options) {
    if (options.endpoint !== undefined)
        return remoteBuilder(options.endpoint, options);
    if (options.builder !== undefined) {
        const found = await inspect(options.builder, options);
        if (found === undefined)
            throw (0,failure/* configurationFailure */.d_)({
                cause: `There is no builder named "${options.builder}" on this machine.`,
                remedy: 'Create it in an earlier step, give the address of a daemon as "endpoint", or leave both empty.',
            });
        return existing(found);
    }
    // The variable that BuildKit's own client reads: on self-hosted runners an administrator sets it for all jobs.
    const host = options.env['BUILDKIT_HOST'];
    if (host) {
        (0,command/* checkEndpoint */.q)(host);
        return remoteBuilder(host, options);
    }
    const current = await inspect(undefined, options);
    // The docker driver cannot write image layouts with provenance.
    if (current !== undefined && current.driver !== 'docker')
        return existing(current);
    return containerBuilder(options);
}
const existing = ({ name, driver }) => ({
    name,
    description: `the builder "${name}" (${driver})`,
    env: {},
    close: async () => { },
});
async function remoteBuilder(endpoint, options) {
    const folder = await ownConfig(options);
    const remove = () => (0,promises_.rm)(folder, { recursive: true, force: true });
    const env = { BUILDX_CONFIG: folder };
    const name = 'sealift';
    try {
        const created = await run(['create', '--name', name, '--driver', 'remote', endpoint], options, env);
        if (created.exitCode !== 0)
            throw cannot(`use the BuildKit daemon at ${endpoint}`, created);
        const asked = await run(['inspect', '--bootstrap', name], options, env, 60_000);
        if (asked.exitCode !== 0 || /^Error:/m.test(asked.stdout))
            throw cannot(`reach the BuildKit daemon at ${endpoint}`, asked);
    }
    catch (error) {
        await remove();
        throw error;
    }
    return { name, description: `the BuildKit daemon at ${endpoint}`, env, close: remove };
}
async function containerBuilder(options) {
    if (options.buildx.docker === undefined)
        throw (0,failure/* configurationFailure */.d_)({
            cause: 'There is no docker on this machine to start BuildKit in, and no builder was given.',
            remedy: 'Give the address of a BuildKit daemon as "endpoint", the name of a builder as "builder", or use a runner with docker.',
        });
    const folder = await ownConfig(options);
    const env = { BUILDX_CONFIG: folder };
    const name = `sealift-${(0,external_node_crypto_.randomBytes)(4).toString('hex')}`;
    const forget = () => (0,promises_.rm)(folder, { recursive: true, force: true });
    const close = async () => {
        // The job may be cancelled already: cleaning up must not be.
        const { signal: _, ...uncancelled } = options;
        const removed = await run(['rm', '--force', name], uncancelled, env, 60_000).catch(() => undefined);
        if (removed?.exitCode !== 0)
            options.log.warning(`The builder container ${name} could not be removed.`);
        await forget();
    };
    const create = ['create', '--name', name, '--driver', 'docker-container'];
    const image = ['--driver-opt', `image=${BUILDKIT_IMAGE}`];
    let created = false;
    try {
        const creation = await run([...create, ...image], options, env);
        if (creation.exitCode !== 0)
            throw cannot('create a builder with docker', creation, CONTAINER_REMEDY);
        created = true;
        options.log.info(`Starting BuildKit in docker (${name})`);
        const start = await run(['inspect', '--bootstrap', name], options, env, 300_000);
        if (start.exitCode !== 0)
            throw cannot('start BuildKit in docker', start, CONTAINER_REMEDY);
    }
    catch (error) {
        await (created ? close() : forget());
        throw error;
    }
    return { name, description: `BuildKit in docker (${name})`, env, close };
}
const ownConfig = (options) => (0,promises_.mkdtemp)(external_node_path_.join(options.env['RUNNER_TEMP'] || (0,external_node_os_.tmpdir)(), 'sealift-buildx-'));
/** Undefined when there is no such builder, or no builder at all. */
async function inspect(name, options) {
    const result = await run(['inspect', ...(name === undefined ? [] : [name])], options, {});
    if (result.exitCode !== 0)
        return undefined;
    return parseInspect(result.stdout);
}
/** `buildx inspect` has no other form than this text. */
function parseInspect(text) {
    const field = (key) => new RegExp(`^${key}:[ \\t]*(\\S+)`, 'm').exec(text)?.[1];
    const name = field('Name');
    const driver = field('Driver');
    return name === undefined || driver === undefined ? undefined : { name, driver };
}
const run = (args, options, extra, timeout = 60_000) => options.exec(options.buildx.file, [...options.buildx.prefix, ...args], {
    env: (0,build_exec/* childEnvironment */.Q)(options.env, DAEMON_VARIABLES, { ...options.docker, ...extra }),
    timeout,
    ...(options.signal === undefined ? {} : { signal: options.signal }),
});
const REMEDY = 'Check that the daemon runs and that this machine may reach it, then run the job again.';
const CONTAINER_REMEDY = 'Check that the docker daemon runs and can pull images, or build elsewhere: give the address of a BuildKit daemon as "endpoint".';
const cannot = (what, result, remedy = REMEDY) => {
    const output = `${result.stderr}\n${result.stdout}`;
    const reason = /^(?:ERROR|Error): *(.+)$/m.exec(output)?.[1] ?? output.trim().split('\n').at(-1) ?? '';
    return (0,failure/* remoteFailure */.vU)({
        cause: `buildx cannot ${what}: ${result.timedOut ? 'it did not answer in time' : (0,hostile_text/* singleLine */.pF)(reason).slice(0, 500)}.`,
        remedy,
        error: new Error(output.slice(0, 8_192)),
    });
};

;// CONCATENATED MODULE: ./packages/tools/build/buildx/docker-config.js
/**
 * A DOCKER_CONFIG for one build. buildx reads registry logins from it and from nowhere else, so credentials that the
 * build needs are added to a private copy; the user's own file is never changed.
 */






const ConfigFile = dist/* looseObject */._H3({
    auths: dist/* optional */.lqM(dist/* record */.g1P(dist/* string */.YjP(), dist/* unknown */.L5J())),
    credHelpers: dist/* optional */.lqM(dist/* record */.g1P(dist/* string */.YjP(), dist/* string */.YjP())),
    credsStore: dist/* optional */.lqM(dist/* string */.YjP()),
});
/** Parts of the user's folder that the docker CLI and buildx look for beside config.json. */
const BESIDE = ['cli-plugins', 'contexts'];
/**
 * @param logins by registry host, as in image references
 * @throws Failure `configuration` when the machine's own config.json cannot be read
 */
async function createDockerConfig(logins, env) {
    if (logins.size === 0)
        return { env: {}, close: async () => { } };
    const own = env['DOCKER_CONFIG'] || external_node_path_.join(env['HOME'] || (0,external_node_os_.homedir)(), '.docker');
    const merged = mergeLogins(await readConfig(external_node_path_.join(own, 'config.json')), logins);
    const folder = await (0,promises_.mkdtemp)(external_node_path_.join(env['RUNNER_TEMP'] || (0,external_node_os_.tmpdir)(), 'sealift-docker-'));
    const close = () => (0,promises_.rm)(folder, { recursive: true, force: true });
    try {
        await (0,promises_.writeFile)(external_node_path_.join(folder, 'config.json'), JSON.stringify(merged), { mode: 0o600 });
        for (const name of BESIDE) {
            const target = external_node_path_.resolve(own, name);
            if ((0,external_node_fs_.existsSync)(target))
                await (0,promises_.symlink)(target, external_node_path_.join(folder, name));
        }
    }
    catch (error) {
        await close();
        throw error;
    }
    // Builders that the user made stay visible.
    const buildx = env['BUILDX_CONFIG'] || external_node_path_.join(own, 'buildx');
    return { env: { DOCKER_CONFIG: folder, BUILDX_CONFIG: buildx }, close };
}
/** Docker Hub's login stands under the address of its first API. */
const authKey = (registry) => registry === 'docker.io' ? 'https://index.docker.io/v1/' : registry;
function mergeLogins(config, logins) {
    const auths = { ...config.auths };
    const credHelpers = { ...config.credHelpers };
    for (const [registry, { username, password, weak }] of logins) {
        const key = authKey(registry);
        // "docker login" leaves an empty entry when a credential store holds the password.
        if (weak && (auths[key] !== undefined || credHelpers[key] !== undefined))
            continue;
        auths[key] = { auth: Buffer.from(`${username}:${password}`).toString('base64') };
        // A helper for all registries would win over "auths"; an empty one for this registry turns it off.
        if (config.credsStore !== undefined || credHelpers[key] !== undefined)
            credHelpers[key] = '';
    }
    return { ...config, auths, ...(Object.keys(credHelpers).length === 0 ? {} : { credHelpers }) };
}
async function readConfig(file) {
    let text;
    try {
        text = await (0,promises_.readFile)(file, 'utf8');
    }
    catch {
        return {};
    }
    try {
        return dist/* parse */.qgA(ConfigFile, JSON.parse(text));
    }
    catch {
        // The parser's message quotes the file, which holds passwords.
        throw (0,failure/* configurationFailure */.d_)({
            cause: `Docker's ${file} is not what docker writes there.`,
            remedy: 'Log in again with "docker login", or remove the file.',
        });
    }
}

;// CONCATENATED MODULE: ./packages/tools/build/buildx/metadata.js



// https://docs.docker.com/reference/cli/docker/buildx/build/#metadata-file
const Metadata = dist/* looseObject */._H3({
    'containerimage.digest': dist/* custom */.IeY((value) => typeof value === 'string' && (0,build_digest/* isDigest */.Bc)(value)),
    'containerimage.config.digest': dist/* optional */.lqM(dist/* string */.YjP()),
    'buildx.build.ref': dist/* optional */.lqM(dist/* string */.YjP()),
});
/** @throws Failure `internal` when buildx wrote something else than it documents */
function parseMetadata(text) {
    let json;
    try {
        json = JSON.parse(text);
    }
    catch (error) {
        throw unreadable(error);
    }
    const parsed = dist/* safeParse */.xLC(Metadata, json);
    if (!parsed.success)
        throw unreadable(parsed.issues);
    return {
        digest: parsed.output['containerimage.digest'],
        ref: parsed.output['buildx.build.ref'],
        json: JSON.stringify(parsed.output),
    };
}
const unreadable = (error) => (0,failure/* internalFailure */.et)({
    cause: 'buildx finished, but its metadata file names no image digest.',
    remedy: 'Update buildx; if that does not help, report it with the debug log of this step.',
    error,
});

;// CONCATENATED MODULE: ./packages/tools/build/buildx/progress.js
/**
 * Follows a build through `--progress=rawjson`: one JSON document per line on stderr, then buildx's own words.
 * https://github.com/moby/buildkit/blob/v0.32.2/client/graph.go (SolveStatus)
 * Step names, output and warnings are written by whoever wrote the Dockerfile and what it runs: they are shown as single
 * lines without control characters, and the log neutralises runner commands in them.
 */


const Vertex = dist/* object */.Ikc({
    digest: dist/* string */.YjP(),
    name: dist/* optional */.lqM(dist/* string */.YjP(), ''),
    started: dist/* optional */.lqM(dist/* string */.YjP()),
    completed: dist/* optional */.lqM(dist/* string */.YjP()),
    cached: dist/* optional */.lqM(dist/* boolean */.zMY(), false),
    error: dist/* optional */.lqM(dist/* string */.YjP(), ''),
});
const Event = dist/* object */.Ikc({
    vertexes: dist/* optional */.lqM(dist/* array */.YOg(Vertex), []),
    logs: dist/* optional */.lqM(dist/* array */.YOg(dist/* object */.Ikc({ vertex: dist/* string */.YjP(), data: dist/* optional */.lqM(dist/* string */.YjP(), '') })), []),
    warnings: dist/* optional */.lqM(dist/* array */.YOg(dist/* object */.Ikc({
        short: dist/* optional */.lqM(dist/* string */.YjP(), ''),
        url: dist/* optional */.lqM(dist/* string */.YjP()),
        range: dist/* optional */.lqM(dist/* array */.YOg(dist/* object */.Ikc({ start: dist/* object */.Ikc({ line: dist/* optional */.lqM(dist/* number */.aig()) }) })), []),
    })), []),
});
const KEPT_LINES = 50;
const KEPT_WORDS = 200;
const MAX_NAME = 160;
/** The runner shows ten annotations of a kind per step. */
const MAX_WARNINGS = 10;
/** Milliseconds after which a step that is still running says so. */
const HEARTBEAT = 30_000;
/** Milliseconds from which BuildKit's own steps are worth a line. */
const INTERESTING = 1_000;
function createProgress({ log, clock, dockerfile }) {
    const follows = new Map();
    const words = [];
    const warned = new Set();
    const follow = (digest) => {
        let found = follows.get(digest);
        if (found === undefined) {
            found = {
                vertex: dist/* parse */.qgA(Vertex, { digest }),
                shown: undefined,
                told: clock.now(),
                rest: '',
                output: [],
            };
            follows.set(digest, found);
        }
        return found;
    };
    const onVertex = (vertex) => {
        const current = follow(vertex.digest);
        if (vertex.started !== undefined && vertex.started !== current.vertex.started)
            current.told = clock.now();
        current.vertex = vertex;
        // The same step is reported again whenever it is needed again.
        if (vertex.completed === undefined || vertex.completed === current.shown)
            return;
        const again = current.shown !== undefined;
        current.shown = vertex.completed;
        const step = toStep(current);
        const quiet = !step.instruction && step.duration < INTERESTING && step.error === undefined;
        if (quiet || (again && step.cached))
            return;
        log.info(`=> ${mark(step)}${shorten(step.name)}${step.cached ? '' : `  ${seconds(step.duration)}`}`);
    };
    const onLog = (digest, data) => {
        const current = follow(digest);
        const lines = (current.rest + Buffer.from(data, 'base64').toString('utf8')).split(/\r?\n|\r/);
        current.rest = (lines.pop() ?? '').slice(-4_096);
        for (const line of lines) {
            const text = (0,hostile_text/* singleLine */.pF)(line).slice(0, 1_000);
            log.debug(text);
            current.output.push(text);
            if (current.output.length > KEPT_LINES)
                current.output.shift();
        }
    };
    const onWarning = ({ short, range }) => {
        const text = (0,hostile_text/* singleLine */.pF)(Buffer.from(short, 'base64').toString('utf8')).slice(0, 500);
        if (text === '' || warned.has(text) || warned.size === MAX_WARNINGS)
            return;
        warned.add(text);
        const line = range[0]?.start.line;
        log.warning(text, {
            title: 'Dockerfile',
            ...(dockerfile === undefined ? {} : { file: dockerfile }),
            ...(dockerfile === undefined || line === undefined ? {} : { startLine: line }),
        });
    };
    const heartbeat = () => {
        const now = clock.now();
        for (const current of follows.values()) {
            const { name, started, completed } = current.vertex;
            if (started === undefined || completed !== undefined || now - current.told < HEARTBEAT)
                continue;
            current.told = now;
            const last = current.output.at(-1);
            const running = seconds(Math.max(0, now - Date.parse(started)));
            log.info(`   ${shorten((0,hostile_text/* singleLine */.pF)(name))}  ${running} so far${last ? `: ${shorten(last)}` : ''}`);
        }
    };
    return {
        line(text) {
            const event = parseEvent(text);
            if (event === undefined) {
                words.push(text.slice(0, 10_000));
                if (words.length > KEPT_WORDS)
                    words.shift();
                return;
            }
            for (const vertex of event.vertexes)
                onVertex(vertex);
            for (const { vertex, data } of event.logs)
                onLog(vertex, data);
            for (const warning of event.warnings)
                onWarning(warning);
            heartbeat();
        },
        steps: () => [...follows.values()].filter(({ shown }) => shown !== undefined).map(toStep),
        words: () => words,
    };
}
function parseEvent(line) {
    if (!line.startsWith('{'))
        return undefined;
    try {
        const parsed = dist/* safeParse */.xLC(Event, JSON.parse(line));
        return parsed.success ? parsed.output : undefined;
    }
    catch {
        return undefined;
    }
}
/** `[linux/arm64 build 2/5] RUN …`, `[2/5] RUN …`; not `[internal] …`, `exporting …` */
const INSTRUCTION = /^\[(?:[^\]]+ )?[0-9]+\/[0-9]+\] /;
function toStep({ vertex, output, rest }) {
    const name = (0,hostile_text/* singleLine */.pF)(vertex.name);
    const duration = vertex.started === undefined || vertex.completed === undefined
        ? 0
        : Date.parse(vertex.completed) - Date.parse(vertex.started);
    return {
        name,
        instruction: INSTRUCTION.test(name),
        cached: vertex.cached,
        duration: Number.isNaN(duration) ? 0 : duration,
        error: vertex.error === '' ? undefined : (0,hostile_text/* singleLine */.pF)(vertex.error),
        output: rest === '' ? output : [...output, (0,hostile_text/* singleLine */.pF)(rest)],
    };
}
/** A step that ended only because another one failed. */
const wasCanceled = ({ error }) => error !== undefined && /context canceled/.test(error);
const mark = (step) => {
    if (step.cached)
        return 'CACHED ';
    if (step.error === undefined)
        return '';
    return wasCanceled(step) ? 'CANCELED ' : 'ERROR ';
};
const shorten = (text) => (text.length > MAX_NAME ? `${text.slice(0, MAX_NAME - 1)}…` : text);
/** `0.5s`, `1m 05s` */
const seconds = (milliseconds) => {
    if (milliseconds < 60_000)
        return `${(milliseconds / 1_000).toFixed(1)}s`;
    const whole = Math.round(milliseconds / 1_000);
    return `${Math.floor(whole / 60)}m ${String(whole % 60).padStart(2, '0')}s`;
};

;// CONCATENATED MODULE: ./packages/tools/build/buildx/problem.js



const SHOWN_LINES = 10;
const RUN_FAILED = 'it ended with ';
/** Words of services that fail, not of Dockerfiles: the build may work when it is run again. */
const PASSING = /\b429\b|toomanyrequests|too many requests|\b50[0234]\b|i\/o timeout|connection re(?:set|fused)|TLS handshake timeout|no such host|unexpected EOF|deadline exceeded|code = Unavailable|error reading from server|network is unreachable|failed to (?:list workers|dial)/i;
const REFUSED = /\b40[13]\b|unauthorized|denied|insufficient_scope|authorization failed/i;
/**
 * Why a build failed, as one annotation at the line of the Dockerfile: `configuration` for what the author of the
 * Dockerfile can change, `remote` for registries and daemons that did not answer.
 */
function buildFailure(build) {
    const step = build.steps.find((candidate) => candidate.error !== undefined && !wasCanceled(candidate));
    const reason = errorWords(build.words) ?? step?.error ?? `buildx ended with ${build.exitCode}`;
    const line = failedLine(build.words);
    const location = build.dockerfile === undefined
        ? {}
        : { location: { file: build.dockerfile, ...(line === undefined ? {} : { line }) } };
    const output = step?.output.slice(-SHOWN_LINES) ?? [];
    const where = step === undefined ? 'The build failed' : `The build failed at "${problem_shorten(step.name, 200)}"`;
    const tail = output.length === 0 ? '' : ` Its last lines were:\n${output.join('\n')}\n`;
    const cause = `${where}: ${problem_shorten(reason, 600)}.${tail}`;
    // What a command in RUN prints about networks is its own affair.
    if (reason.startsWith(RUN_FAILED) || /did not complete successfully/.test(reason))
        return (0,failure/* configurationFailure */.d_)({
            cause,
            remedy: 'Correct the instruction; more of its output stands in the log of this step.',
            ...location,
        });
    if (REFUSED.test(reason))
        return (0,failure/* configurationFailure */.d_)({
            cause,
            remedy: 'Check the name of the image and that this job may read it: "username" and "password", "token", or an earlier docker login.',
            ...location,
        });
    if (PASSING.test(reason))
        return (0,failure/* remoteFailure */.vU)({
            cause,
            remedy: 'Run the job again; what was built so far is cached.',
            ...location,
        });
    return (0,failure/* configurationFailure */.d_)({
        cause,
        remedy: 'Correct the Dockerfile or the inputs of the build.',
        ...location,
    });
}
const problem_shorten = (text, length) => text.length > length ? `${text.slice(0, length - 1)}…` : text;
/** `ERROR: failed to build: failed to solve: …` without the wrapping words. */
function errorWords(words) {
    const start = words.findLastIndex((word) => word.startsWith('ERROR: '));
    if (start === -1)
        return undefined;
    return ((0,hostile_text/* singleLine */.pF)(words.slice(start).join(' '))
        .replace(/^ERROR: +/, '')
        .replace(/^failed to build: +/, '')
        .replace(/^failed to solve: +/, '')
        // The command is the step's name already.
        .replace(/^process ".*" did not complete successfully: (exit code: [0-9]+)$/, `${RUN_FAILED}$1`)
        .replace(/[\s.]+$/, ''));
}
/** The line in `Dockerfile:12`, which stands above the excerpt, or in the words of the parser. */
function failedLine(words) {
    const fence = words.findIndex((word) => /^-{20}$/.test(word));
    const place = fence > 0 ? /:([0-9]+)$/.exec(words[fence - 1] ?? '') : null;
    const found = place ?? /parse error on line ([0-9]+)/.exec(words.join('\n'));
    return found?.[1] === undefined ? undefined : Number(found[1]);
}

// EXTERNAL MODULE: ./packages/tools/build/prefetch.js + 6 modules
var prefetch = __nccwpck_require__(1488);
;// CONCATENATED MODULE: ./packages/registry/build/credentials.js
/**
 * Which user name and password a registry gets. Each source is bound to its registry: a GitHub token goes to ghcr.io
 * and nowhere else, and an entry of Docker's config.json only to the host that it names.
 */





/**
 * In this order: the given user name and password; for ghcr.io the GitHub token; Docker's config.json
 * (`$DOCKER_CONFIG` or `~/.docker`); nothing, which means anonymous.
 * @throws Failure `configuration` on half a login, an unreadable config.json or a credential helper
 */
async function resolveCredentials(sources) {
    const { registry, username, password, token, env } = sources;
    if (username !== undefined && password !== undefined)
        return { username, password };
    if (username !== undefined || password !== undefined)
        throw (0,failure/* configurationFailure */.d_)({
            cause: `A registry ${username === undefined ? 'password' : 'user name'} is given without the ${username === undefined ? 'user name' : 'password'}.`,
            remedy: 'Give both "username" and "password", or neither.',
        });
    if (registry === 'ghcr.io' && token !== undefined)
        return { username: env['GITHUB_ACTOR'] || 'x-access-token', password: token };
    return fromDockerConfig(registry, env);
}

const Entry = dist/* object */.Ikc({
    auth: dist/* optional */.lqM(dist/* string */.YjP()),
    username: dist/* optional */.lqM(dist/* string */.YjP()),
    password: dist/* optional */.lqM(dist/* string */.YjP()),
    identitytoken: dist/* optional */.lqM(dist/* string */.YjP()),
});
// https://docs.docker.com/reference/cli/docker/login/#credential-stores
const DockerConfig = dist/* object */.Ikc({
    auths: dist/* optional */.lqM(dist/* record */.g1P(dist/* string */.YjP(), Entry)),
    credHelpers: dist/* optional */.lqM(dist/* record */.g1P(dist/* string */.YjP(), dist/* string */.YjP())),
    credsStore: dist/* optional */.lqM(dist/* string */.YjP()),
});
async function fromDockerConfig(registry, env) {
    const folder = env['DOCKER_CONFIG'] || external_node_path_.join(env['HOME'] || external_node_os_.homedir(), '.docker');
    const file = external_node_path_.join(folder, 'config.json');
    const content = await (0,promises_.readFile)(file, 'utf8').catch((error) => {
        if (error.code === 'ENOENT' || error.code === 'ENOTDIR')
            return undefined;
        throw (0,failure/* configurationFailure */.d_)({
            cause: `Docker's ${file} cannot be read: ${error.message}.`,
            remedy: 'Make it readable, or give "username" and "password".',
            error,
        });
    });
    if (content === undefined)
        return undefined;
    const { auths = {}, credHelpers = {}, credsStore } = parseDockerConfig(file, content);
    const names = configNames(registry);
    const named = (key) => names.includes(hostOfKey(key));
    const helper = Object.entries(credHelpers).find(([key]) => named(key))?.[1];
    const entries = Object.entries(auths).filter(([key]) => named(key));
    for (const [, entry] of entries) {
        const credentials = helper === undefined ? fromEntry(file, registry, entry) : undefined;
        if (credentials !== undefined)
            return credentials;
    }
    // "docker login" leaves an empty entry behind when a credential store holds the password.
    const store = helper ?? (entries.length > 0 ? credsStore : undefined);
    if (store !== undefined)
        throw (0,failure/* configurationFailure */.d_)({
            cause: `The login for ${registry} is kept by the credential helper "docker-credential-${store}", which Sealift does not run.`,
            remedy: `Give "username" and "password", or log in with a ${file} that has neither "credsStore" nor "credHelpers".`,
        });
    return undefined;
}
function parseDockerConfig(file, content) {
    const wrong = (reason) => (0,failure/* configurationFailure */.d_)({
        cause: `Docker's ${file} is malformed: ${reason}.`,
        remedy: 'Log in again with "docker login", or give "username" and "password".',
    });
    let json;
    try {
        json = JSON.parse(content);
    }
    catch {
        // The parser's message quotes the file, which holds passwords.
        throw wrong('it is not JSON');
    }
    const result = dist/* safeParse */.xLC(DockerConfig, json);
    if (result.success)
        return result.output;
    throw wrong(`"${dist/* getDotPath */.BuJ(result.issues[0]) ?? 'the document'}" has the wrong type`);
}
/** Docker Hub's login stands under the address of its long-gone first API. */
const configNames = (registry) => registry === 'docker.io' || registry === 'index.docker.io'
    ? ['index.docker.io', 'docker.io', 'registry-1.docker.io']
    : [registry];
/** `https://index.docker.io/v1/` → `index.docker.io` */
const hostOfKey = (key) => key
    .replace(/^https?:\/\//, '')
    .replace(/\/.*$/, '')
    .toLowerCase();
function fromEntry(file, registry, entry) {
    if (entry.identitytoken)
        throw (0,failure/* configurationFailure */.d_)({
            cause: `The login for ${registry} in ${file} is an identity token, which Sealift does not exchange.`,
            remedy: 'Log in with a user name and a password or access token.',
        });
    if (entry.username && entry.password)
        return { username: entry.username, password: entry.password };
    if (!entry.auth)
        return undefined;
    const decoded = Buffer.from(entry.auth, 'base64').toString('utf8').replace(/\0+$/, '');
    const colon = decoded.indexOf(':');
    if (colon > 0 && colon < decoded.length - 1)
        return { username: decoded.slice(0, colon), password: decoded.slice(colon + 1) };
    throw (0,failure/* configurationFailure */.d_)({
        cause: `The "auth" of ${registry} in ${file} is not a base64 "user:password".`,
        remedy: 'Log in again with "docker login", or give "username" and "password".',
    });
}

;// CONCATENATED MODULE: ./actions/build-push/build/logins.js



/**
 * Registries that the given user name and password are for. They are sent nowhere else.
 * @throws Failure `configuration` when a login is given and no registry
 */
function ownRegistries(inputs) {
    if (inputs.registry !== undefined)
        return new Set([inputs.registry.toLowerCase()]);
    const registries = new Set([
        ...inputs.tags.map(({ registry }) => registry),
        ...[...inputs.cacheFrom, ...inputs.cacheTo].flatMap(cacheRegistry),
    ]);
    if (inputs.username !== undefined && registries.size === 0)
        throw (0,failure/* configurationFailure */.d_)({
            cause: '"username" and "password" are given, but no registry to use them for.',
            remedy: 'Name it in "registry".',
        });
    return registries;
}
/** `type=registry,ref=ghcr.io/acme/shop:cache`, or the reference alone. */
function cacheRegistry(option) {
    const fields = option.split(',').map((field) => field.trim());
    const reference = option.includes('=')
        ? fields.includes('type=registry') && fields.find((field) => field.startsWith('ref='))?.slice(4)
        : option;
    if (!reference)
        return [];
    try {
        return [(0,build_image/* parseImageReference */.o_)(reference).registry];
    }
    catch {
        // Docker Hub's short names: buildx knows what they mean, and no login of ours is for them.
        return [];
    }
}
/** Logins for buildx's configuration. The machine's own are in it already. */
async function buildLogins(inputs, { env, log }) {
    const logins = new Map();
    const { username, password, token } = inputs;
    if (token !== undefined) {
        const login = await resolveCredentials({ registry: 'ghcr.io', token, env });
        if (login !== undefined)
            logins.set('ghcr.io', { ...login, weak: true });
    }
    if (username !== undefined && password !== undefined)
        for (const registry of ownRegistries(inputs))
            logins.set(registry, { username, password });
    for (const { username: user, password: secret } of logins.values()) {
        log.secret(secret);
        log.secret(Buffer.from(`${user}:${secret}`).toString('base64'));
    }
    return logins;
}
/** Credentials for the push. */
const pushCredentials = (inputs, env) => (registry) => {
    const own = ownRegistries(inputs).has(registry);
    return resolveCredentials({
        registry,
        env,
        token: inputs.token,
        ...(own ? { username: inputs.username, password: inputs.password } : {}),
    });
};

// EXTERNAL MODULE: ./actions/build-push/build/secrets.js
var build_secrets = __nccwpck_require__(3537);
;// CONCATENATED MODULE: ./actions/build-push/build/source.js
/** What is known of the commit that is built, for labels and reproducible times. */




/** https://docs.docker.com/build/concepts/context/#remote-context */
const isFetched = (context) => /^(?:[a-z][a-z0-9+.-]*:\/\/|git@|github\.com\/)/i.test(context);
/**
 * Looks at context and Dockerfile before anything runs.
 * @throws Failure `configuration` when one of them does not exist, or SOURCE_DATE_EPOCH is not a time
 */
async function findSource(inputs, workspace, seams) {
    const given = givenEpoch(seams.env);
    if (isFetched(inputs.context))
        return {
            folder: undefined,
            dockerfile: inputs.file,
            place: undefined,
            commit: seams.env['GITHUB_SHA'] || undefined,
            epoch: given,
        };
    const folder = external_node_path_.resolve(workspace, inputs.context);
    if (!(await (0,promises_.stat)(folder).catch(() => undefined))?.isDirectory())
        throw (0,failure/* configurationFailure */.d_)({
            cause: `The context "${inputs.context}" is not a folder.`,
            remedy: 'Give "context" a folder of the repository, and check it out in an earlier step.',
        });
    const dockerfile = external_node_path_.resolve(workspace, inputs.file ?? external_node_path_.join(inputs.context, 'Dockerfile'));
    if (!(await (0,promises_.stat)(dockerfile).catch(() => undefined))?.isFile())
        throw (0,failure/* configurationFailure */.d_)({
            cause: `There is no Dockerfile at "${external_node_path_.relative(workspace, dockerfile)}".`,
            remedy: 'Give "file" the path of the Dockerfile, from the top of the repository.',
        });
    const relative = external_node_path_.relative(workspace, dockerfile);
    const head = await readHead(folder, workspace, seams);
    return {
        folder,
        dockerfile,
        place: relative.startsWith('..') || external_node_path_.isAbsolute(relative) ? undefined : relative,
        commit: head?.commit ?? (seams.env['GITHUB_SHA'] || undefined),
        epoch: given ?? head?.epoch,
    };
}
function givenEpoch(env) {
    const text = env['SOURCE_DATE_EPOCH'];
    if (text === undefined || text === '')
        return undefined;
    if (/^[0-9]{1,12}$/.test(text))
        return Number(text);
    throw (0,failure/* configurationFailure */.d_)({
        cause: `SOURCE_DATE_EPOCH is "${text}".`,
        remedy: 'Set it to whole seconds since 1970, or leave it to the time of the commit.',
    });
}
/** Undefined when the folder is in no checkout, or git is not there: then times are simply those of the build. */
async function readHead(folder, workspace, { env, exec, log, signal }) {
    // In a container job the checkout belongs to another user. Nothing in the repository's configuration may run a program.
    const settings = ['-c', `safe.directory=${workspace}`, '-c', 'log.showSignature=false'];
    const format = ['log', '-1', '--no-show-signature', '--format=%H %ct'];
    try {
        const result = await exec('git', ['-C', folder, ...settings, ...format], {
            env: (0,build_exec/* childEnvironment */.Q)(env, [], { GIT_TERMINAL_PROMPT: '0', LC_ALL: 'C' }),
            timeout: 30_000,
            signal,
        });
        const found = /^([0-9a-f]{40,64}) ([0-9]+)$/m.exec(result.stdout);
        if (result.exitCode === 0 && found?.[1] && found[2])
            return { commit: found[1], epoch: Number(found[2]) };
        log.debug(`git: ${result.stderr}`);
    }
    catch (error) {
        if (signal.aborted)
            throw error;
        log.debug(`git: ${String(error)}`);
    }
    return undefined;
}
/**
 * The labels or annotations that say where an image comes from, unless they are given.
 * https://github.com/opencontainers/image-spec/blob/v1.1.1/annotations.md#pre-defined-annotation-keys
 * @param given `key=value`, annotations with an optional `type:` in front
 */
function originPairs(source, env, given) {
    const server = env['GITHUB_SERVER_URL'];
    const repository = env['GITHUB_REPOSITORY'];
    const facts = [
        ['source', server && repository ? `${server}/${repository}` : undefined],
        ['revision', source.commit],
        // The time of the commit: the time of the build would make every build another image.
        [
            'created',
            source.epoch === undefined
                ? undefined
                : new Date(source.epoch * 1_000).toISOString().replace('.000Z', 'Z'),
        ],
    ];
    const keys = new Set(given.map((pair) => pair.slice(0, pair.indexOf('=')).replace(/^.*:/, '')));
    return facts.flatMap(([name, value]) => {
        const key = `org.opencontainers.image.${name}`;
        return value === undefined || keys.has(key) ? [] : [`${key}=${value}`];
    });
}

;// CONCATENATED MODULE: ./actions/build-push/build/summary.js


/** The job summary of a build, as Markdown. */
function renderBuild(report) {
    // Not per platform: steps that are the same for several platforms run once, under the name of any of them.
    const { cached, total } = countSteps(report.steps);
    return [
        `### Built ${(0,hostile_text/* markdownCode */.D9)(report.title)} in ${seconds(report.duration)}, ${cached} of ${total} steps cached`,
        '',
        '| Platform | Digest | Size |',
        '| --- | --- | ---: |',
        ...report.platforms.map(({ platform, digest, size }) => `| ${(0,hostile_text/* markdownText */.p7)(platform)} | ${(0,hostile_text/* markdownCode */.D9)(digest)} | ${megabytes(size)} |`),
        '',
        `Layout ${(0,hostile_text/* markdownCode */.D9)(report.digest)}, by ${(0,hostile_text/* markdownText */.p7)(report.builder)}.`,
        '',
    ].join('\n');
}
/** Instructions of the Dockerfile. */
function countSteps(steps) {
    const own = steps.filter(({ instruction }) => instruction);
    return { cached: own.filter(({ cached }) => cached).length, total: own.length };
}
const megabytes = (bytes) => `${(bytes / 1e6).toFixed(1)} MB`;

;// CONCATENATED MODULE: ./actions/build-push/build/run.js























const outputNames = (/* unused pure expression or super */ null && (['digest', 'layout', 'metadata', 'imageid', 'platforms']));
/** Milliseconds: the longest that a hosted job may take. The job's own time limit ends it earlier. */
const BUILD_DEADLINE = 6 * 3_600_000;
/** Milliseconds that what is fetched ahead may take after the build has ended. */
const PREFETCH_GRACE = 120_000;
/**
 * Builds into an image layout, reads the layout back, and pushes its bytes on request.
 * @throws Failure `configuration` for wrong inputs and Dockerfiles, `remote` for daemons and registries
 */
async function run_run(inputs, seams) {
    const { env, log } = seams;
    (0,build_secrets/* maskSecrets */.QU)(inputs.secrets, log);
    const workspace = external_node_path_.resolve(env['GITHUB_WORKSPACE'] || '.');
    const temporary = env['RUNNER_TEMP'] || (0,external_node_os_.tmpdir)();
    const layoutFolder = external_node_path_.resolve(workspace, inputs.layout);
    ownRegistries(inputs);
    const source = await findSource(inputs, workspace, seams);
    await requireEmpty(layoutFolder, inputs.layout);
    warnOfSecrets(inputs, source, seams);
    const logins = await buildLogins(inputs, seams);
    const fetching = new AbortController();
    const prefetched = (0,prefetch/* prefetch */.yj)(inputs.prefetch, {
        ...seams,
        source: inputs.tools,
        signal: AbortSignal.any([seams.signal, fetching.signal]),
    });
    const closing = [];
    try {
        const secrets = await (0,build_secrets/* writeSecrets */.Pl)(inputs.secrets, inputs.secretFiles, temporary, workspace, log);
        closing.push(secrets.close);
        const scratch = await (0,promises_.mkdtemp)(external_node_path_.join(temporary, 'sealift-build-'));
        closing.push(() => (0,promises_.rm)(scratch, { recursive: true, force: true }));
        const docker = await createDockerConfig(logins, env);
        closing.push(docker.close);
        const buildx = await (0,command/* findBuildx */.a)({ ...seams, source: inputs.tools });
        const builder = await openBuilder({ ...seams, ...inputs, buildx, docker: docker.env });
        closing.push(builder.close);
        const started = seams.clock.now();
        const built = await build({ inputs, source, workspace, layoutFolder, secrets: secrets.files, buildx, builder }, { ...docker.env, ...builder.env }, external_node_path_.join(scratch, 'metadata.json'), seams);
        const layout = await readBuilt(layoutFolder, built.metadata);
        const platforms = layout.platformManifests.map(({ platform, digest, size }) => ({
            platform: (0,build_platform/* formatPlatform */.Bq)(platform),
            digest,
            size,
        }));
        for (const { platform, digest, size } of platforms)
            log.info(`${platform}  ${digest}  ${megabytes(size)}`);
        await saveEvidence(inputs.evidence, workspace, { digest: layout.root.digest, platforms });
        if (inputs.push)
            await push(inputs, layout, seams);
        await seams.summary(renderBuild({
            title: source.place ?? inputs.context,
            digest: layout.root.digest,
            platforms,
            steps: built.steps,
            duration: seams.clock.now() - started,
            builder: builder.description,
        }));
        // A slow download must not hold the job: the step that needs it waits for it, or fails with a reason.
        await Promise.race([prefetched, seams.clock.sleep(PREFETCH_GRACE, fetching.signal).catch(() => { })]);
        const [only, ...others] = layout.platformManifests;
        return {
            digest: layout.root.digest,
            layout: layoutFolder,
            metadata: built.metadata.json,
            imageid: only !== undefined && others.length === 0 ? only.manifest.config.digest : '',
            platforms: JSON.stringify(platforms),
        };
    }
    finally {
        fetching.abort();
        for (const close of closing.reverse())
            await close().catch((error) => log.debug(`cleaning up: ${String(error)}`));
        await prefetched;
    }
}
/** BuildKit adds to a folder and leaves what was there. */
async function requireEmpty(folder, given) {
    const entries = await (0,promises_.readdir)(folder).catch((error) => {
        if (error.code === 'ENOENT')
            return [];
        throw (0,failure/* configurationFailure */.d_)({
            cause: `The layout folder "${given}" cannot be used: ${error.message}.`,
            remedy: 'Give "layout" the path of a folder that is empty or does not exist.',
            error,
        });
    });
    if (entries.length > 0)
        throw (0,failure/* configurationFailure */.d_)({
            cause: `The layout folder "${given}" is not empty.`,
            remedy: 'Give every build a folder of its own in "layout", for example below runner.temp.',
        });
}
const SECRET_NAME = /(?:^|[_.-])(?:secret|token|passw(?:or)?d|passphrase|api_?key|private_?key|access_?key|credentials?)s?(?:$|[_.-])/i;
/** Build arguments end up in the provenance and in the image's history, where everyone who may pull reads them. */
function warnOfSecrets(inputs, source, { log }) {
    const names = inputs.buildArgs.map((pair) => pair.slice(0, pair.indexOf('=')));
    for (const name of names.filter((candidate) => SECRET_NAME.test(candidate)))
        log.warning(`The build argument "${name}" looks like a secret, and build arguments can be read in the provenance and the history of the image. Give it in "secrets" and use RUN --mount=type=secret,id=${name}.`, { title: 'Secret in a build argument', ...(source.place === undefined ? {} : { file: source.place }) });
}
async function build(plan, dockerEnv, metadataFile, seams) {
    const { inputs, source, buildx, builder, layoutFolder } = plan;
    const { env, log } = seams;
    const attested = inputs.provenance !== 'false';
    const levels = attested || inputs.platforms.length > 1 ? 'index,manifest' : 'manifest';
    const args = buildArguments({
        ...inputs,
        builder: builder.name,
        context: source.folder ?? inputs.context,
        file: source.dockerfile,
        labels: [...originPairs(source, env, inputs.labels), ...inputs.labels],
        annotations: [
            ...originPairs(source, env, inputs.annotations).map((pair) => `${levels}:${pair}`),
            ...inputs.annotations,
        ],
        secrets: plan.secrets,
        provenance: withBuilderId(inputs.provenance, env),
        layout: layoutFolder,
        metadataFile,
    });
    await (0,promises_.mkdir)(external_node_path_.dirname(layoutFolder), { recursive: true });
    const progress = createProgress({ log, clock: seams.clock, dockerfile: source.place });
    log.info(`Building ${source.place ?? inputs.context} with buildx ${buildx.version} on ${builder.description}`);
    const cache = [...inputs.cacheFrom, ...inputs.cacheTo];
    let finished = false;
    try {
        const result = await seams.exec(buildx.file, [...buildx.prefix, ...args], {
            cwd: plan.workspace,
            env: (0,build_exec/* childEnvironment */.Q)(env, [...DAEMON_VARIABLES, ...cacheVariables(cache)], {
                ...dockerEnv,
                ...(source.epoch === undefined ? {} : { SOURCE_DATE_EPOCH: String(source.epoch) }),
                // The provenance in the layout is what counts; a second copy would repeat build arguments in an output.
                BUILDX_METADATA_PROVENANCE: env['BUILDX_METADATA_PROVENANCE'] || 'disabled',
            }),
            timeout: BUILD_DEADLINE,
            signal: seams.signal,
            onLine: (line, stream) => (stream === 'stderr' ? progress.line(line) : log.debug(line)),
        });
        if (result.timedOut)
            throw (0,failure/* remoteFailure */.vU)({
                cause: `The build did not end within ${BUILD_DEADLINE / 3_600_000} hours.`,
                remedy: 'Look at the last step in the log, and whether the builder has enough memory and disk.',
            });
        if (result.exitCode !== 0) {
            await showOutput(progress.steps(), seams);
            throw buildFailure({
                steps: progress.steps(),
                words: progress.words(),
                exitCode: result.exitCode,
                dockerfile: source.place,
            });
        }
        const metadata = parseMetadata(await (0,promises_.readFile)(metadataFile, 'utf8').catch(() => ''));
        finished = true;
        return { metadata, steps: progress.steps() };
    }
    finally {
        // Half a layout must not look like a whole one to the next step.
        if (!finished)
            await (0,promises_.rm)(layoutFolder, { recursive: true, force: true });
    }
}
/** Names the run in the provenance, as docker/build-push-action does. */
function withBuilderId(provenance, env) {
    const run = env['GITHUB_RUN_ID'];
    if (provenance === 'false' || !run || provenance.includes('builder-id='))
        return provenance;
    const attempt = env['GITHUB_RUN_ATTEMPT'] || '1';
    const id = `${env['GITHUB_SERVER_URL']}/${env['GITHUB_REPOSITORY']}/actions/runs/${run}/attempts/${attempt}`;
    return `${provenance === 'true' ? '' : `${provenance},`}builder-id=${id}`;
}
/** What the failing commands printed, which is shown only now. */
async function showOutput(steps, { log }) {
    for (const { name, error, output } of steps)
        if (error !== undefined && output.length > 0)
            await log.group(name.slice(0, 160), async () => {
                for (const line of output)
                    log.info(line);
            });
}
/** @throws Failure `internal` when the layout is not what buildx said it made */
async function readBuilt(folder, metadata) {
    // BuildKit leaves its empty working folder behind.
    await (0,promises_.rmdir)(external_node_path_.join(folder, 'ingest')).catch(() => { });
    const layout = await readLayout(folder);
    if (layout.root.digest === metadata.digest)
        return layout;
    throw (0,failure/* internalFailure */.et)({
        cause: `buildx reports ${metadata.digest}, but its layout holds ${layout.root.digest}.`,
        remedy: 'Update buildx and BuildKit; if that does not help, report it with the debug log of this step.',
    });
}
async function saveEvidence(folder, workspace, part) {
    if (folder === undefined)
        return;
    const absolute = external_node_path_.resolve(workspace, folder);
    await (0,promises_.mkdir)(absolute, { recursive: true });
    await (0,promises_.writeFile)(external_node_path_.join(absolute, 'build.json'), `${JSON.stringify(part, undefined, 2)}\n`);
}
/** All bytes of every repository first, then the tags: no tag ever points to something incomplete. */
async function push(inputs, layout, seams) {
    const client = createRegistryClient({ ...seams, credentials: pushCredentials(inputs, seams.env) });
    const images = new Map(inputs.tags.map((image) => [(0,build_image/* formatImageName */.eS)(image), image]));
    for (const image of images.values())
        await pushLayout(client, layout, image, { log: seams.log });
    for (const image of inputs.tags) {
        const { existing } = await moveTag(client, image, layout.root.digest, image.tag);
        seams.log.info(`${(0,build_image/* formatImageReference */.my)(image)} ${existing ? 'already points' : 'points'} to ${layout.root.digest}`);
    }
}


/***/ }),

/***/ 3537:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Pl: () => (/* binding */ writeSecrets),
/* harmony export */   QU: () => (/* binding */ maskSecrets),
/* harmony export */   dC: () => (/* binding */ parseSecrets)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(1455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(6760);
/* harmony import */ var _sealift_core_failure__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(9520);
/** Build secrets on their way from inputs to files that only this user may read. */



/** Ids become file names and fields of a CSV line. */
const ID = /^[A-Za-z0-9_][A-Za-z0-9_.-]*$/;
/**
 * Entries of the input `secrets`: `id=value` on a line, or `"id=value"` in double quotes over several lines with `""`
 * for a quote, as docker/build-push-action reads them. No value ever stands in a message.
 * @throws Failure `configuration`
 */
function parseSecrets(text) {
    const entries = [];
    let rest = text;
    while (rest.trim() !== '') {
        rest = rest.replace(/^\s+/, '');
        const quoted = /^"((?:[^"]|"")*)"[ \t]*(?:\r?\n|$)/.exec(rest);
        if (quoted !== null)
            entries.push((quoted[1] ?? '').replaceAll('""', '"'));
        else if (rest.startsWith('"'))
            throw malformed(entries.length + 1, 'its closing quote is missing');
        const plain = quoted ?? /^([^\n]*)(?:\n|$)/.exec(rest);
        if (quoted === null)
            entries.push((plain?.[1] ?? '').trim());
        rest = rest.slice(plain?.[0].length ?? rest.length);
    }
    return entries.map((entry, index) => {
        const equals = entry.indexOf('=');
        const id = entry.slice(0, Math.max(equals, 0));
        if (!ID.test(id))
            throw malformed(index + 1, 'it does not begin with an id and "="');
        return { id, value: entry.slice(equals + 1) };
    });
}
const malformed = (entry, why) => (0,_sealift_core_failure__WEBPACK_IMPORTED_MODULE_2__/* .configurationFailure */ .d_)({
    cause: `Entry ${entry} of the input "secrets" cannot be read: ${why}.`,
    remedy: 'Write one id=value per line, and a value of several lines as "id=value" in double quotes.',
});
/**
 * Writes every value to a 0600 file in a new folder below `temporary`.
 * @throws Failure `configuration` when a secret file does not exist
 */
async function writeSecrets(values, given, temporary, workspace, log) {
    const existing = [];
    for (const { id, file } of given) {
        const absolute = node_path__WEBPACK_IMPORTED_MODULE_1__.resolve(workspace, file);
        if (!(await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.stat)(absolute).catch(() => undefined))?.isFile())
            throw (0,_sealift_core_failure__WEBPACK_IMPORTED_MODULE_2__/* .configurationFailure */ .d_)({
                cause: `The file "${file}" of the build secret "${id}" does not exist.`,
                remedy: 'Give the path of a file that an earlier step wrote.',
            });
        existing.push({ id, file: absolute });
    }
    if (values.length === 0)
        return { files: existing, close: async () => { } };
    const folder = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.mkdtemp)(node_path__WEBPACK_IMPORTED_MODULE_1__.join(temporary, 'sealift-secrets-'));
    const close = () => (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.rm)(folder, { recursive: true, force: true });
    try {
        const written = [];
        for (const [index, { id, value }] of values.entries()) {
            // Runs of forked repositories get no secrets; the Dockerfile decides whether it needs this one.
            if (value === '') {
                log.warning(`The build secret "${id}" is empty and is left out.`);
                continue;
            }
            const file = node_path__WEBPACK_IMPORTED_MODULE_1__.join(folder, String(index));
            await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.writeFile)(file, value, { mode: 0o600, flag: 'wx' });
            written.push({ id, file });
        }
        return { files: [...written, ...existing], close };
    }
    catch (error) {
        await close();
        throw error;
    }
}
/** The runner masks line by line, so a value of several lines is registered in parts too. */
function maskSecrets(values, log) {
    for (const { value } of values)
        for (const part of [value, ...value.split(/\r?\n/)])
            log.secret(part);
}


/***/ }),

/***/ 7934:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   BuJ: () => (/* binding */ getDotPath),
/* harmony export */   E2x: () => (/* binding */ finite),
/* harmony export */   FsL: () => (/* binding */ pipe),
/* harmony export */   IeY: () => (/* binding */ custom),
/* harmony export */   Ikc: () => (/* binding */ object),
/* harmony export */   L5J: () => (/* binding */ unknown),
/* harmony export */   Ru6: () => (/* binding */ maxLength),
/* harmony export */   Wwf: () => (/* binding */ minValue),
/* harmony export */   Y2b: () => (/* binding */ safeInteger),
/* harmony export */   YOg: () => (/* binding */ array),
/* harmony export */   YjP: () => (/* binding */ string),
/* harmony export */   _H3: () => (/* binding */ looseObject),
/* harmony export */   aig: () => (/* binding */ number),
/* harmony export */   euz: () => (/* binding */ literal),
/* harmony export */   g1P: () => (/* binding */ record),
/* harmony export */   is: () => (/* binding */ is),
/* harmony export */   lqM: () => (/* binding */ optional),
/* harmony export */   ndf: () => (/* binding */ integer),
/* harmony export */   pdi: () => (/* binding */ transform),
/* harmony export */   qgA: () => (/* binding */ parse),
/* harmony export */   xLC: () => (/* binding */ safeParse),
/* harmony export */   yGV: () => (/* binding */ regex),
/* harmony export */   zMY: () => (/* binding */ boolean)
/* harmony export */ });
/* unused harmony exports BASE64_REGEX, BIC_REGEX, CUID2_REGEX, DECIMAL_REGEX, DIGITS_REGEX, DOMAIN_REGEX, EMAIL_REGEX, EMOJI_REGEX, HEXADECIMAL_REGEX, HEX_COLOR_REGEX, IMEI_REGEX, IPV4_REGEX, IPV6_REGEX, IP_REGEX, ISO_DATE_REGEX, ISO_DATE_TIME_REGEX, ISO_DATE_TIME_SECOND_REGEX, ISO_TIMESTAMP_REGEX, ISO_TIME_REGEX, ISO_TIME_SECOND_REGEX, ISO_WEEK_REGEX, ISRC_REGEX, JWS_COMPACT_REGEX, KSUID_REGEX, MAC48_REGEX, MAC64_REGEX, MAC_REGEX, NANO_ID_REGEX, OCTAL_REGEX, RFC_EMAIL_REGEX, SLUG_REGEX, ULID_REGEX, UUID_REGEX, ValiError, _addIssue, _cloneDataset, _formatCase, _getByteCount, _getCodePointCount, _getGraphemeCount, _getLastMetadata, _getWordCount, _isLuhnAlgo, _isSameValueZero, _isValidObjectKey, _isValueMatch, _joinExpects, _standardSchema, _stringify, any, args, argsAsync, arrayAsync, assert, awaitAsync, base64, bic, bigint, blob, brand, bytes, cache, cacheAsync, check, checkAsync, checkItems, checkItemsAsync, codePoints, config, creditCard, cuid2, customAsync, date, decimal, deleteGlobalConfig, deleteGlobalMessage, deleteSchemaMessage, deleteSpecificMessage, description, digits, domain, email, emoji, empty, endsWith, entries, entriesFromList, entriesFromObjects, enum, enum_, everyItem, exactOptional, exactOptionalAsync, examples, excludes, fallback, fallbackAsync, file, filterItems, findItem, flatten, flavor, forward, forwardAsync, function, function_, getDefault, getDefaults, getDefaultsAsync, getDescription, getExamples, getFallback, getFallbacks, getFallbacksAsync, getGlobalConfig, getGlobalMessage, getMetadata, getSchemaMessage, getSpecificMessage, getTitle, graphemes, gtValue, guard, hash, hexColor, hexadecimal, imei, includes, instance, intersect, intersectAsync, ip, ipv4, ipv6, isOfKind, isOfType, isValiError, isbn, isoDate, isoDateTime, isoDateTimeSecond, isoTime, isoTimeSecond, isoTimestamp, isoWeek, isrc, jwsCompact, keyof, ksuid, lazy, lazyAsync, length, looseObjectAsync, looseTuple, looseTupleAsync, ltValue, mac, mac48, mac64, map, mapAsync, mapItems, maxBytes, maxCodePoints, maxEntries, maxGraphemes, maxSize, maxValue, maxWords, message, metadata, mimeType, minBytes, minCodePoints, minEntries, minGraphemes, minLength, minSize, minWords, multipleOf, nan, nanoid, never, nonEmpty, nonNullable, nonNullableAsync, nonNullish, nonNullishAsync, nonOptional, nonOptionalAsync, normalize, notBytes, notCodePoints, notEntries, notGraphemes, notLength, notSize, notValue, notValues, notWords, null, null_, nullable, nullableAsync, nullish, nullishAsync, objectAsync, objectWithRest, objectWithRestAsync, octal, omit, optionalAsync, parseAsync, parseBoolean, parseJson, parser, parserAsync, partial, partialAsync, partialCheck, partialCheckAsync, pick, picklist, pipeAsync, promise, rawCheck, rawCheckAsync, rawTransform, rawTransformAsync, readonly, recordAsync, reduceItems, required, requiredAsync, returns, returnsAsync, rfcEmail, safeParseAsync, safeParser, safeParserAsync, set, setAsync, setGlobalConfig, setGlobalMessage, setSchemaMessage, setSpecificMessage, size, slug, someItem, sortItems, startsWith, strictObject, strictObjectAsync, strictTuple, strictTupleAsync, stringifyJson, summarize, symbol, title, toBigint, toBoolean, toCamelCase, toDate, toKebabCase, toLowerCase, toMaxValue, toMinValue, toNumber, toPascalCase, toSnakeCase, toString, toUpperCase, transformAsync, trim, trimEnd, trimStart, tuple, tupleAsync, tupleWithRest, tupleWithRestAsync, ulid, undefined, undefined_, undefinedable, undefinedableAsync, union, unionAsync, unwrap, url, uuid, value, values, variant, variantAsync, void, void_, words */
//#region src/storages/globalConfig/globalConfig.ts
let store$4;
const DEFAULT_CONFIG = {
	lang: void 0,
	message: void 0,
	abortEarly: void 0,
	abortPipeEarly: void 0
};

/**
* Returns the global configuration.
*
* @param config The config to merge.
*
* @returns The configuration.
*/
/* @__NO_SIDE_EFFECTS__ */
function getGlobalConfig(config$1) {
	if (!config$1 && !store$4) return DEFAULT_CONFIG;
	return {
		lang: config$1?.lang ?? store$4?.lang,
		message: config$1?.message,
		abortEarly: config$1?.abortEarly ?? store$4?.abortEarly,
		abortPipeEarly: config$1?.abortPipeEarly ?? store$4?.abortPipeEarly
	};
}


//#endregion
//#region src/storages/globalMessage/globalMessage.ts
let store$3;

/**
* Returns a global error message.
*
* @param lang The language of the message.
*
* @returns The error message.
*/
/* @__NO_SIDE_EFFECTS__ */
function getGlobalMessage(lang) {
	return store$3?.get(lang);
}


//#endregion
//#region src/storages/schemaMessage/schemaMessage.ts
let store$2;

/**
* Returns a schema error message.
*
* @param lang The language of the message.
*
* @returns The error message.
*/
/* @__NO_SIDE_EFFECTS__ */
function getSchemaMessage(lang) {
	return store$2?.get(lang);
}


//#endregion
//#region src/storages/specificMessage/specificMessage.ts
let store$1;

/**
* Returns a specific error message.
*
* @param reference The identifier reference.
* @param lang The language of the message.
*
* @returns The error message.
*/
/* @__NO_SIDE_EFFECTS__ */
function getSpecificMessage(reference, lang) {
	return store$1?.get(reference)?.get(lang);
}


//#endregion
//#region src/utils/_stringify/_stringify.ts
/**
* Stringifies an unknown input to a literal or type string.
*
* @param input The unknown input.
*
* @returns A literal or type string.
*
* @internal
*/
/* @__NO_SIDE_EFFECTS__ */
function _stringify(input) {
	const type = typeof input;
	if (type === "string") return `"${input}"`;
	if (type === "number" || type === "bigint" || type === "boolean") return `${input}`;
	if (type === "object" || type === "function") return (input && Object.getPrototypeOf(input)?.constructor?.name) ?? "null";
	return type;
}

//#endregion
//#region src/utils/_addIssue/_addIssue.ts
/**
* Adds an issue to the dataset.
*
* @param context The issue context.
* @param label The issue label.
* @param dataset The input dataset.
* @param config The configuration.
* @param other The optional props.
*
* @internal
*/
function _addIssue(context, label, dataset, config$1, other) {
	const input = other && "input" in other ? other.input : dataset.value;
	const expected = other?.expected ?? context.expects ?? null;
	const received = other?.received ?? /* @__PURE__ */ _stringify(input);
	const issue = {
		kind: context.kind,
		type: context.type,
		input,
		expected,
		received,
		message: `Invalid ${label}: ${expected ? `Expected ${expected} but r` : "R"}eceived ${received}`,
		requirement: context.requirement,
		path: other?.path,
		issues: other?.issues,
		lang: config$1.lang,
		abortEarly: config$1.abortEarly,
		abortPipeEarly: config$1.abortPipeEarly
	};
	const isSchema = context.kind === "schema";
	const message$1 = other?.message ?? context.message ?? /* @__PURE__ */ getSpecificMessage(context.reference, issue.lang) ?? (isSchema ? /* @__PURE__ */ getSchemaMessage(issue.lang) : null) ?? config$1.message ?? /* @__PURE__ */ getGlobalMessage(issue.lang);
	if (message$1 !== void 0) issue.message = typeof message$1 === "function" ? message$1(issue) : message$1;
	if (isSchema) dataset.typed = false;
	if (dataset.issues) dataset.issues.push(issue);
	else dataset.issues = [issue];
}

//#endregion
//#region src/utils/_getByteCount/_getByteCount.ts
let textEncoder;


//#endregion
//#region src/utils/_getGraphemeCount/_getGraphemeCount.ts
let segmenter;


//#endregion
//#region src/utils/_getWordCount/_getWordCount.ts
let store;


//#endregion
//#region src/utils/_isLuhnAlgo/_isLuhnAlgo.ts
/**
* Non-digit regex.
*/
const NON_DIGIT_REGEX = /\D/gu;


//#endregion
//#region src/utils/_isSameValueZero/_isSameValueZero.ts
/**
* Compares two values using the SameValueZero algorithm, which treats `NaN`
* as equal to itself unlike `===`.
*
* @param value1 The first value.
* @param value2 The second value.
*
* @returns Whether the values are equal.
*
* @internal
*/
/* @__NO_SIDE_EFFECTS__ */
function _isSameValueZero(value1, value2) {
	return value1 === value2 || Number.isNaN(value1) && Number.isNaN(value2);
}

//#endregion
//#region src/utils/_isValidObjectKey/_isValidObjectKey.ts
/**
* Disallows inherited object properties and prevents object prototype
* pollution by disallowing certain keys.
*
* @param object The object to check.
* @param key The key to check.
*
* @returns Whether the key is allowed.
*
* @internal
*/
/* @__NO_SIDE_EFFECTS__ */
function _isValidObjectKey(object$1, key) {
	return Object.prototype.hasOwnProperty.call(object$1, key) && key !== "__proto__" && key !== "prototype" && key !== "constructor";
}

//#endregion
//#region src/utils/_standardSchema/_standardSchema.ts
/**
* Eagerly creates and attaches the Standard Schema properties of a schema.
*
* Hint: The contextual `this` type includes the standard properties that are
* attached before the schema is returned.
*
* @param schema The schema to attach standard properties to.
*
* @returns The schema with standard properties attached.
*
* @internal
*/
function _standardSchema(schema) {
	schema["~standard"] = {
		version: 1,
		vendor: "valibot",
		validate: (value$1) => schema["~run"]({ value: value$1 }, /* @__PURE__ */ getGlobalConfig())
	};
	return schema;
}

//#endregion
//#region src/utils/getDotPath/getDotPath.ts
/* @__NO_SIDE_EFFECTS__ */
function getDotPath(issue) {
	if (issue.path) {
		let key = "";
		for (const item of issue.path) if (typeof item.key === "string" || typeof item.key === "number") if (key) key += `.${item.key}`;
		else key += item.key;
		else return null;
		return key;
	}
	return null;
}

//#endregion
//#region src/utils/ValiError/ValiError.ts
/**
* A Valibot error with useful information.
*/
var ValiError = class extends Error {
	/**
	* Creates a Valibot error with useful information.
	*
	* @param issues The error issues.
	*/
	constructor(issues) {
		super(issues[0].message);
		this.name = "ValiError";
		this.issues = issues;
	}
};

//#endregion
//#region src/regex.ts
/**
* [Base64](https://en.wikipedia.org/wiki/Base64) regex.
*/
const BASE64_REGEX = /^(?:[\da-z+/]{4})*(?:[\da-z+/]{2}==|[\da-z+/]{3}=)?$/iu;
/**
* [BIC](https://en.wikipedia.org/wiki/ISO_9362) regex.
*/
const BIC_REGEX = /^[A-Z]{6}(?!00)[\dA-Z]{2}(?:[\dA-Z]{3})?$/u;
/**
* [Cuid2](https://github.com/paralleldrive/cuid2) regex.
*/
const CUID2_REGEX = /^[a-z][\da-z]*$/u;
/**
* [Decimal](https://en.wikipedia.org/wiki/Decimal) regex.
*/
const DECIMAL_REGEX = /^[+-]?(?:\d*\.)?\d+$/u;
/**
* [Digits](https://en.wikipedia.org/wiki/Numerical_digit) regex.
*/
const DIGITS_REGEX = /^\d+$/u;
/**
* [Domain name](https://en.wikipedia.org/wiki/Domain_name) regex.
*
* Hint: We decided against the `i` flag for better JSON Schema compatibility.
* ASCII-only validation. Internationalized domain names (IDNs) are not
* supported, including Punycode-encoded labels.
*/
const DOMAIN_REGEX = /^(?=.{1,253}$)(?:(?![Xx][Nn]--)[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}$/u;
/**
* [Email address](https://en.wikipedia.org/wiki/Email_address) regex.
*
* Hint: We decided against the `i` flag to avoid matching non-ASCII characters.
*/
const EMAIL_REGEX = /^[\w+-]+(?:\.[\w+-]+)*@[\da-zA-Z]+(?:[.-][\da-zA-Z]+)*\.[a-zA-Z]{2,}$/u;
/**
* Emoji regex from [emoji-regex-xs](https://github.com/slevithan/emoji-regex-xs) v1.0.0 (MIT license).
*
* Hint: We decided against the newer `/^\p{RGI_Emoji}+$/v` regex because it is
* not supported in older runtimes and does not match all emoji.
*/
const EMOJI_REGEX = /^(?:[\u{1F1E6}-\u{1F1FF}]{2}|\u{1F3F4}[\u{E0061}-\u{E007A}]{2}[\u{E0030}-\u{E0039}\u{E0061}-\u{E007A}]{1,3}\u{E007F}|(?:\p{Emoji}\uFE0F\u20E3?|\p{Emoji_Modifier_Base}\p{Emoji_Modifier}?|(?![\p{Emoji_Modifier_Base}\u{1F1E6}-\u{1F1FF}])\p{Emoji_Presentation})(?:\u200D(?:\p{Emoji}\uFE0F\u20E3?|\p{Emoji_Modifier_Base}\p{Emoji_Modifier}?|(?![\p{Emoji_Modifier_Base}\u{1F1E6}-\u{1F1FF}])\p{Emoji_Presentation}))*)+$/u;
/**
* [Hexadecimal](https://en.wikipedia.org/wiki/Hexadecimal) regex.
*
* Hint: We decided against the `i` flag for better JSON Schema compatibility.
*/
const HEXADECIMAL_REGEX = /^(?:0[hx])?[\da-fA-F]+$/u;
/**
* [Hex color](https://en.wikipedia.org/wiki/Web_colors#Hex_triplet) regex.
*
* Hint: We decided against the `i` flag for better JSON Schema compatibility.
*/
const HEX_COLOR_REGEX = /^#(?:[\da-fA-F]{3,4}|[\da-fA-F]{6}|[\da-fA-F]{8})$/u;
/**
* [IMEI](https://en.wikipedia.org/wiki/International_Mobile_Equipment_Identity) regex.
*/
const IMEI_REGEX = /^\d{15}$|^\d{2}-\d{6}-\d{6}-\d$/u;
/**
* [IPv4](https://en.wikipedia.org/wiki/IPv4) regex.
*/
const IPV4_REGEX = /^(?:(?:[1-9]|1\d|2[0-4])?\d|25[0-5])(?:\.(?:(?:[1-9]|1\d|2[0-4])?\d|25[0-5])){3}$/u;
/**
* [IPv6](https://en.wikipedia.org/wiki/IPv6) regex.
*/
const IPV6_REGEX = /^(?:(?:[\da-f]{1,4}:){7}[\da-f]{1,4}|(?:[\da-f]{1,4}:){1,7}:|(?:[\da-f]{1,4}:){1,6}:[\da-f]{1,4}|(?:[\da-f]{1,4}:){1,5}(?::[\da-f]{1,4}){1,2}|(?:[\da-f]{1,4}:){1,4}(?::[\da-f]{1,4}){1,3}|(?:[\da-f]{1,4}:){1,3}(?::[\da-f]{1,4}){1,4}|(?:[\da-f]{1,4}:){1,2}(?::[\da-f]{1,4}){1,5}|[\da-f]{1,4}:(?::[\da-f]{1,4}){1,6}|:(?:(?::[\da-f]{1,4}){1,7}|:)|fe80:(?::[\da-f]{0,4}){0,4}%[\da-z]+|::(?:f{4}(?::0{1,4})?:)?(?:(?:25[0-5]|(?:2[0-4]|1?\d)?\d)\.){3}(?:25[0-5]|(?:2[0-4]|1?\d)?\d)|(?:[\da-f]{1,4}:){1,4}:(?:(?:25[0-5]|(?:2[0-4]|1?\d)?\d)\.){3}(?:25[0-5]|(?:2[0-4]|1?\d)?\d))$/iu;
/**
* [IP](https://en.wikipedia.org/wiki/IP_address) regex.
*/
const IP_REGEX = /^(?:(?:[1-9]|1\d|2[0-4])?\d|25[0-5])(?:\.(?:(?:[1-9]|1\d|2[0-4])?\d|25[0-5])){3}$|^(?:(?:[\da-f]{1,4}:){7}[\da-f]{1,4}|(?:[\da-f]{1,4}:){1,7}:|(?:[\da-f]{1,4}:){1,6}:[\da-f]{1,4}|(?:[\da-f]{1,4}:){1,5}(?::[\da-f]{1,4}){1,2}|(?:[\da-f]{1,4}:){1,4}(?::[\da-f]{1,4}){1,3}|(?:[\da-f]{1,4}:){1,3}(?::[\da-f]{1,4}){1,4}|(?:[\da-f]{1,4}:){1,2}(?::[\da-f]{1,4}){1,5}|[\da-f]{1,4}:(?::[\da-f]{1,4}){1,6}|:(?:(?::[\da-f]{1,4}){1,7}|:)|fe80:(?::[\da-f]{0,4}){0,4}%[\da-z]+|::(?:f{4}(?::0{1,4})?:)?(?:(?:25[0-5]|(?:2[0-4]|1?\d)?\d)\.){3}(?:25[0-5]|(?:2[0-4]|1?\d)?\d)|(?:[\da-f]{1,4}:){1,4}:(?:(?:25[0-5]|(?:2[0-4]|1?\d)?\d)\.){3}(?:25[0-5]|(?:2[0-4]|1?\d)?\d))$/iu;
/**
* [ISO 8601](https://en.wikipedia.org/wiki/ISO_8601) date regex.
*/
const ISO_DATE_REGEX = /^\d{4}-(?:0[1-9]|1[0-2])-(?:[12]\d|0[1-9]|3[01])$/u;
/**
* [ISO 8601](https://en.wikipedia.org/wiki/ISO_8601) date-time regex.
*/
const ISO_DATE_TIME_REGEX = /^\d{4}-(?:0[1-9]|1[0-2])-(?:[12]\d|0[1-9]|3[01])[T ](?:0\d|1\d|2[0-3]):[0-5]\d$/u;
/**
* [ISO 8601](https://en.wikipedia.org/wiki/ISO_8601) date-time with seconds regex.
*/
const ISO_DATE_TIME_SECOND_REGEX = /^\d{4}-(?:0[1-9]|1[0-2])-(?:[12]\d|0[1-9]|3[01])[T ](?:0\d|1\d|2[0-3])(?::[0-5]\d){2}$/u;
/**
* [ISO 8601](https://en.wikipedia.org/wiki/ISO_8601) time regex.
*/
const ISO_TIME_REGEX = /^(?:0\d|1\d|2[0-3]):[0-5]\d$/u;
/**
* [ISO 8601](https://en.wikipedia.org/wiki/ISO_8601) time with seconds regex.
*/
const ISO_TIME_SECOND_REGEX = /^(?:0\d|1\d|2[0-3])(?::[0-5]\d){2}$/u;
/**
* [ISO 8601](https://en.wikipedia.org/wiki/ISO_8601) timestamp regex. Allows a
* space as a date/time separator and an optional space before the UTC offset.
*/
const ISO_TIMESTAMP_REGEX = /^\d{4}-(?:0[1-9]|1[0-2])-(?:[12]\d|0[1-9]|3[01])[T ](?:0\d|1\d|2[0-3])(?::[0-5]\d){2}(?:\.\d{1,9})?(?:Z| ?[+-](?:0\d|1\d|2[0-3])(?::?[0-5]\d)?)$/u;
/**
* [ISO 8601](https://en.wikipedia.org/wiki/ISO_8601) week regex.
*/
const ISO_WEEK_REGEX = /^\d{4}-W(?:0[1-9]|[1-4]\d|5[0-3])$/u;
/**
* [JWS compact serialization](https://datatracker.ietf.org/doc/html/rfc7515#section-3.1)
* regex.
*
* Hint: Empty payload and signature segments are allowed because the
* Base64URL-encoded representation of an empty octet sequence is an empty
* string.
*/
const JWS_COMPACT_REGEX = /^(?:[\w-]{2,3}|(?:[\w-]{4})+(?:[\w-]{2,3})?)\.(?:[\w-]{2,3}|(?:[\w-]{4})+(?:[\w-]{2,3})?)?\.(?:[\w-]{2,3}|(?:[\w-]{4})+(?:[\w-]{2,3})?)?$/u;
/**
* [ISRC](https://en.wikipedia.org/wiki/International_Standard_Recording_Code) regex.
*/
const ISRC_REGEX = /^(?:[A-Z]{2}[A-Z\d]{3}\d{7}|[A-Z]{2}-[A-Z\d]{3}-\d{2}-\d{5})$/u;
/**
* [KSUID](https://github.com/segmentio/ksuid) regex.
*/
const KSUID_REGEX = /^[a-zA-Z0-9]{27}$/u;
/**
* [MAC](https://en.wikipedia.org/wiki/MAC_address) 48 bit regex.
*
* Hint: We decided against the `i` flag for better JSON Schema compatibility.
*/
const MAC48_REGEX = /^(?:[\da-fA-F]{2}:){5}[\da-fA-F]{2}$|^(?:[\da-fA-F]{2}-){5}[\da-fA-F]{2}$|^(?:[\da-fA-F]{4}\.){2}[\da-fA-F]{4}$/u;
/**
* [MAC](https://en.wikipedia.org/wiki/MAC_address) 64 bit regex.
*
* Hint: We decided against the `i` flag for better JSON Schema compatibility.
*/
const MAC64_REGEX = /^(?:[\da-fA-F]{2}:){7}[\da-fA-F]{2}$|^(?:[\da-fA-F]{2}-){7}[\da-fA-F]{2}$|^(?:[\da-fA-F]{4}\.){3}[\da-fA-F]{4}$|^(?:[\da-fA-F]{4}:){3}[\da-fA-F]{4}$/u;
/**
* [MAC](https://en.wikipedia.org/wiki/MAC_address) regex.
*
* Hint: We decided against the `i` flag for better JSON Schema compatibility.
*/
const MAC_REGEX = /^(?:[\da-fA-F]{2}:){5}[\da-fA-F]{2}$|^(?:[\da-fA-F]{2}-){5}[\da-fA-F]{2}$|^(?:[\da-fA-F]{4}\.){2}[\da-fA-F]{4}$|^(?:[\da-fA-F]{2}:){7}[\da-fA-F]{2}$|^(?:[\da-fA-F]{2}-){7}[\da-fA-F]{2}$|^(?:[\da-fA-F]{4}\.){3}[\da-fA-F]{4}$|^(?:[\da-fA-F]{4}:){3}[\da-fA-F]{4}$/u;
/**
* [Nano ID](https://github.com/ai/nanoid) regex.
*/
const NANO_ID_REGEX = /^[\w-]+$/u;
/**
* [Octal](https://en.wikipedia.org/wiki/Octal) regex.
*/
const OCTAL_REGEX = /^(?:0o)?[0-7]+$/u;
/**
* [RFC 5322 email address](https://datatracker.ietf.org/doc/html/rfc5322#section-3.4.1) regex.
*
* Hint: This regex was taken from the [HTML Living Standard Specification](https://html.spec.whatwg.org/multipage/input.html#valid-e-mail-address) and does not perfectly represent RFC 5322.
*/
const RFC_EMAIL_REGEX = /^[a-zA-Z0-9.!#$%&'*+\/=?^_`{|}~-]+@[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*$/;
/**
* [Slug](https://en.wikipedia.org/wiki/Clean_URL#Slug) regex.
*/
const SLUG_REGEX = /^[\da-z]+(?:[-_][\da-z]+)*$/u;
/**
* [ULID](https://github.com/ulid/spec) regex.
*
* Hint: We decided against the `i` flag for better JSON Schema compatibility.
* Hint: The first character is restricted to `[0-7]` because the 48-bit
* timestamp cannot exceed 2^48-1, making the maximum valid ULID
* `7ZZZZZZZZZZZZZZZZZZZZZZZZZ` in Crockford's Base32 encoding.
*/
const ULID_REGEX = /^[0-7][\da-hjkmnp-tv-zA-HJKMNP-TV-Z]{25}$/u;
/**
* [UUID](https://en.wikipedia.org/wiki/Universally_unique_identifier) regex.
*/
const UUID_REGEX = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/iu;

//#endregion
//#region src/actions/creditCard/creditCard.ts
/**
* Credit card regex.
*/
const CREDIT_CARD_REGEX = /^(?:\d{13,19}|\d{4}(?: \d{3,6}){2,4}|\d{4}(?:-\d{3,6}){2,4})$/u;
/**
* Sanitize regex.
*/
const SANITIZE_REGEX = /[- ]/gu;
/**
* Provider regex list.
*/
const PROVIDER_REGEX_LIST = (/* unused pure expression or super */ null && ([
	/^3[47]\d{13}$/u,
	/^3(?:0[0-5]|[68]\d)\d{11,13}$/u,
	/^6(?:011|5\d{2})\d{12,15}$/u,
	/^(?:2131|1800|35\d{3})\d{11}$/u,
	/^(?:5[1-5]\d{2}|222\d|22[3-9]\d|2[3-6]\d{2}|27[01]\d|2720)\d{12}$/u,
	/^(?:6[27]\d{14,17}|81\d{14,17})$/u,
	/^4\d{12}(?:\d{3,6})?$/u
]));


//#endregion
//#region src/actions/finite/finite.ts
/* @__NO_SIDE_EFFECTS__ */
function finite(message$1) {
	return {
		kind: "validation",
		type: "finite",
		reference: finite,
		async: false,
		expects: null,
		requirement: Number.isFinite,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement(dataset.value)) _addIssue(this, "finite", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/hash/hash.ts
/**
* Hash lengths object.
*/
const HASH_LENGTHS = {
	md4: 32,
	md5: 32,
	sha1: 40,
	sha256: 64,
	sha384: 96,
	sha512: 128,
	ripemd128: 32,
	ripemd160: 40,
	tiger128: 32,
	tiger160: 40,
	tiger192: 48,
	crc32: 8,
	crc32b: 8,
	adler32: 8
};


//#endregion
//#region src/actions/integer/integer.ts
/* @__NO_SIDE_EFFECTS__ */
function integer(message$1) {
	return {
		kind: "validation",
		type: "integer",
		reference: integer,
		async: false,
		expects: null,
		requirement: Number.isInteger,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement(dataset.value)) _addIssue(this, "integer", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/isbn/isbn.ts
/**
* ISBN separator regex.
*/
const ISBN_SEPARATOR_REGEX = /[- ]/gu;
/**
* ISBN-10 detection regex.
*/
const ISBN_10_DETECTION_REGEX = /^\d{9}[\dX]$/u;
/**
* ISBN-13 detection regex.
*/
const ISBN_13_DETECTION_REGEX = /^\d{13}$/u;


//#endregion
//#region src/actions/maxLength/maxLength.ts
/* @__NO_SIDE_EFFECTS__ */
function maxLength(requirement, message$1) {
	return {
		kind: "validation",
		type: "max_length",
		reference: maxLength,
		async: false,
		expects: `<=${requirement}`,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && dataset.value.length > this.requirement) _addIssue(this, "length", dataset, config$1, { received: `${dataset.value.length}` });
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/minValue/minValue.ts
/* @__NO_SIDE_EFFECTS__ */
function minValue(requirement, message$1) {
	return {
		kind: "validation",
		type: "min_value",
		reference: minValue,
		async: false,
		expects: `>=${requirement instanceof Date ? requirement.toJSON() : /* @__PURE__ */ _stringify(requirement)}`,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !(dataset.value >= this.requirement)) _addIssue(this, "value", dataset, config$1, { received: dataset.value instanceof Date ? dataset.value.toJSON() : /* @__PURE__ */ _stringify(dataset.value) });
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/parseBoolean/parseBoolean.ts
const TRUTHY = (/* unused pure expression or super */ null && ([
	true,
	1,
	"true",
	"1",
	"yes",
	"y",
	"on",
	"enabled"
]));
const FALSY = (/* unused pure expression or super */ null && ([
	false,
	0,
	"false",
	"0",
	"no",
	"n",
	"off",
	"disabled"
]));


//#endregion
//#region src/actions/regex/regex.ts
/* @__NO_SIDE_EFFECTS__ */
function regex(requirement, message$1) {
	return {
		kind: "validation",
		type: "regex",
		reference: regex,
		async: false,
		expects: `${requirement}`,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement.test(dataset.value)) _addIssue(this, "format", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/safeInteger/safeInteger.ts
/* @__NO_SIDE_EFFECTS__ */
function safeInteger(message$1) {
	return {
		kind: "validation",
		type: "safe_integer",
		reference: safeInteger,
		async: false,
		expects: null,
		requirement: Number.isSafeInteger,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement(dataset.value)) _addIssue(this, "safe integer", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/transform/transform.ts
/**
* Creates a custom transformation action.
*
* @param operation The transformation operation.
*
* @returns A transform action.
*/
/* @__NO_SIDE_EFFECTS__ */
function transform(operation) {
	return {
		kind: "transformation",
		type: "transform",
		reference: transform,
		async: false,
		operation,
		"~run"(dataset) {
			dataset.value = this.operation(dataset.value);
			return dataset;
		}
	};
}

//#endregion
//#region src/const.ts
const ABORT_EARLY_CONFIG = { abortEarly: true };

//#endregion
//#region src/methods/cache/_LruCache.ts
/**
* Efficient LRU cache using Map iteration order.
*/
var _LruCache = class {
	constructor(config$1) {
		this.refCount = 0;
		this.maxSize = config$1?.maxSize ?? 1e3;
		this.maxAge = config$1?.maxAge ?? Infinity;
		this.hasMaxAge = isFinite(this.maxAge);
	}
	/**
	* Stringifies an unknown input to a cache key component.
	*
	* @param input The unknown input.
	*
	* @returns A cache key component.
	*/
	stringify(input) {
		const type = typeof input;
		if (type === "string") return `"${input}"`;
		if (type === "number" || type === "boolean") return `${input}`;
		if (type === "bigint") return `${input}n`;
		if (type === "object" || type === "function") {
			if (input) {
				this.refIds ?? (this.refIds = /* @__PURE__ */ new WeakMap());
				let id = this.refIds.get(input);
				if (!id) {
					id = ++this.refCount;
					this.refIds.set(input, id);
				}
				return `#${id}`;
			}
			return "null";
		}
		return type;
	}
	/**
	* Creates a cache key from input and config.
	*
	* @param input The input value.
	* @param config The parse configuration.
	*
	* @returns The cache key.
	*/
	key(input, config$1 = {}) {
		return `${this.stringify(input)}|${this.stringify(config$1.lang)}|${this.stringify(config$1.message)}|${this.stringify(config$1.abortEarly)}|${this.stringify(config$1.abortPipeEarly)}`;
	}
	/**
	* Gets a value from the cache by key.
	*
	* @param key The cache key.
	*
	* @returns The cached value.
	*/
	get(key) {
		if (!this.store) return void 0;
		const entry = this.store.get(key);
		if (!entry) return void 0;
		if (this.hasMaxAge && Date.now() - entry[1] > this.maxAge) {
			this.store.delete(key);
			return;
		}
		this.store.delete(key);
		this.store.set(key, entry);
		return entry[0];
	}
	/**
	* Sets a value in the cache by key.
	*
	* @param key The cache key.
	* @param value The cached value.
	*/
	set(key, value$1) {
		this.store ?? (this.store = /* @__PURE__ */ new Map());
		this.store.delete(key);
		const timestamp = this.hasMaxAge ? Date.now() : 0;
		this.store.set(key, [value$1, timestamp]);
		if (this.store.size > this.maxSize) this.store.delete(this.store.keys().next().value);
	}
	/**
	* Clears all entries from the cache.
	*/
	clear() {
		this.store?.clear();
	}
};

//#endregion
//#region src/methods/getFallback/getFallback.ts
/**
* Returns the fallback value of the schema.
*
* @param schema The schema to get it from.
* @param dataset The output dataset if available.
* @param config The config if available.
*
* @returns The fallback value.
*/
/* @__NO_SIDE_EFFECTS__ */
function getFallback(schema, dataset, config$1) {
	return typeof schema.fallback === "function" ? schema.fallback(dataset, config$1) : schema.fallback;
}

//#endregion
//#region src/methods/getDefault/getDefault.ts
/**
* Returns the default value of the schema.
*
* @param schema The schema to get it from.
* @param dataset The input dataset if available.
* @param config The config if available.
*
* @returns The default value.
*/
/* @__NO_SIDE_EFFECTS__ */
function getDefault(schema, dataset, config$1) {
	return typeof schema.default === "function" ? schema.default(dataset, config$1) : schema.default;
}

//#endregion
//#region src/methods/is/is.ts
/**
* Checks if the input matches the schema. By using a type predicate, this
* function can be used as a type guard.
*
* @param schema The schema to be used.
* @param input The input to be tested.
*
* @returns Whether the input matches the schema.
*/
/* @__NO_SIDE_EFFECTS__ */
function is(schema, input) {
	return !schema["~run"]({ value: input }, ABORT_EARLY_CONFIG).issues;
}

//#endregion
//#region src/schemas/array/array.ts
/* @__NO_SIDE_EFFECTS__ */
function array(item, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "array",
		reference: array,
		expects: "Array",
		async: false,
		item,
		message: message$1,
		"~run"(dataset, config$1) {
			const input = dataset.value;
			if (Array.isArray(input)) {
				dataset.typed = true;
				dataset.value = [];
				for (let key = 0; key < input.length; key++) {
					const value$1 = input[key];
					const itemDataset = this.item["~run"]({ value: value$1 }, config$1);
					if (itemDataset.issues) {
						const pathItem = {
							type: "array",
							origin: "value",
							input,
							key,
							value: value$1
						};
						for (const issue of itemDataset.issues) {
							if (issue.path) issue.path.unshift(pathItem);
							else issue.path = [pathItem];
							dataset.issues?.push(issue);
						}
						if (!dataset.issues) dataset.issues = itemDataset.issues;
						if (config$1.abortEarly) {
							dataset.typed = false;
							break;
						}
					}
					if (!itemDataset.typed) dataset.typed = false;
					dataset.value.push(itemDataset.value);
				}
			} else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/boolean/boolean.ts
/* @__NO_SIDE_EFFECTS__ */
function boolean(message$1) {
	return _standardSchema({
		kind: "schema",
		type: "boolean",
		reference: boolean,
		expects: "boolean",
		async: false,
		message: message$1,
		"~run"(dataset, config$1) {
			if (typeof dataset.value === "boolean") dataset.typed = true;
			else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/custom/custom.ts
/* @__NO_SIDE_EFFECTS__ */
function custom(check$1, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "custom",
		reference: custom,
		expects: "unknown",
		async: false,
		check: check$1,
		message: message$1,
		"~run"(dataset, config$1) {
			if (this.check(dataset.value)) dataset.typed = true;
			else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/literal/literal.ts
/* @__NO_SIDE_EFFECTS__ */
function literal(literal_, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "literal",
		reference: literal,
		expects: /* @__PURE__ */ _stringify(literal_),
		async: false,
		literal: literal_,
		message: message$1,
		"~run"(dataset, config$1) {
			if (/* @__PURE__ */ _isSameValueZero(dataset.value, this.literal)) dataset.typed = true;
			else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/looseObject/looseObject.ts
/* @__NO_SIDE_EFFECTS__ */
function looseObject(entries$1, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "loose_object",
		reference: looseObject,
		expects: "Object",
		async: false,
		entries: entries$1,
		message: message$1,
		"~run"(dataset, config$1) {
			const input = dataset.value;
			if (input && typeof input === "object") {
				dataset.typed = true;
				dataset.value = {};
				for (const key in this.entries) {
					const valueSchema = this.entries[key];
					if (key in input || (valueSchema.type === "exact_optional" || valueSchema.type === "optional" || valueSchema.type === "nullish") && valueSchema.default !== void 0) {
						const value$1 = key in input ? input[key] : /* @__PURE__ */ getDefault(valueSchema);
						const valueDataset = valueSchema["~run"]({ value: value$1 }, config$1);
						if (valueDataset.issues) {
							const pathItem = {
								type: "object",
								origin: "value",
								input,
								key,
								value: value$1
							};
							for (const issue of valueDataset.issues) {
								if (issue.path) issue.path.unshift(pathItem);
								else issue.path = [pathItem];
								dataset.issues?.push(issue);
							}
							if (!dataset.issues) dataset.issues = valueDataset.issues;
							if (config$1.abortEarly) {
								dataset.typed = false;
								break;
							}
						}
						if (!valueDataset.typed) dataset.typed = false;
						dataset.value[key] = valueDataset.value;
					} else if (valueSchema.fallback !== void 0) dataset.value[key] = /* @__PURE__ */ getFallback(valueSchema);
					else if (valueSchema.type !== "exact_optional" && valueSchema.type !== "optional" && valueSchema.type !== "nullish") {
						_addIssue(this, "key", dataset, config$1, {
							input: void 0,
							expected: `"${key}"`,
							path: [{
								type: "object",
								origin: "key",
								input,
								key,
								value: input[key]
							}]
						});
						if (config$1.abortEarly) break;
					}
				}
				if (!dataset.issues || !config$1.abortEarly) {
					for (const key in input) if (/* @__PURE__ */ _isValidObjectKey(input, key) && !Object.prototype.hasOwnProperty.call(this.entries, key)) dataset.value[key] = input[key];
				}
			} else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/number/number.ts
/* @__NO_SIDE_EFFECTS__ */
function number(message$1) {
	return _standardSchema({
		kind: "schema",
		type: "number",
		reference: number,
		expects: "number",
		async: false,
		message: message$1,
		"~run"(dataset, config$1) {
			if (typeof dataset.value === "number" && !isNaN(dataset.value)) dataset.typed = true;
			else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/object/object.ts
/* @__NO_SIDE_EFFECTS__ */
function object(entries$1, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "object",
		reference: object,
		expects: "Object",
		async: false,
		entries: entries$1,
		message: message$1,
		"~run"(dataset, config$1) {
			const input = dataset.value;
			if (input && typeof input === "object") {
				dataset.typed = true;
				dataset.value = {};
				for (const key in this.entries) {
					const valueSchema = this.entries[key];
					if (key in input || (valueSchema.type === "exact_optional" || valueSchema.type === "optional" || valueSchema.type === "nullish") && valueSchema.default !== void 0) {
						const value$1 = key in input ? input[key] : /* @__PURE__ */ getDefault(valueSchema);
						const valueDataset = valueSchema["~run"]({ value: value$1 }, config$1);
						if (valueDataset.issues) {
							const pathItem = {
								type: "object",
								origin: "value",
								input,
								key,
								value: value$1
							};
							for (const issue of valueDataset.issues) {
								if (issue.path) issue.path.unshift(pathItem);
								else issue.path = [pathItem];
								dataset.issues?.push(issue);
							}
							if (!dataset.issues) dataset.issues = valueDataset.issues;
							if (config$1.abortEarly) {
								dataset.typed = false;
								break;
							}
						}
						if (!valueDataset.typed) dataset.typed = false;
						dataset.value[key] = valueDataset.value;
					} else if (valueSchema.fallback !== void 0) dataset.value[key] = /* @__PURE__ */ getFallback(valueSchema);
					else if (valueSchema.type !== "exact_optional" && valueSchema.type !== "optional" && valueSchema.type !== "nullish") {
						_addIssue(this, "key", dataset, config$1, {
							input: void 0,
							expected: `"${key}"`,
							path: [{
								type: "object",
								origin: "key",
								input,
								key,
								value: input[key]
							}]
						});
						if (config$1.abortEarly) break;
					}
				}
			} else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/optional/optional.ts
/* @__NO_SIDE_EFFECTS__ */
function optional(wrapped, default_) {
	return _standardSchema({
		kind: "schema",
		type: "optional",
		reference: optional,
		expects: `(${wrapped.expects} | undefined)`,
		async: false,
		wrapped,
		default: default_,
		"~run"(dataset, config$1) {
			if (dataset.value === void 0) {
				if (this.default !== void 0) dataset.value = /* @__PURE__ */ getDefault(this, dataset, config$1);
				if (dataset.value === void 0) {
					dataset.typed = true;
					return dataset;
				}
			}
			return this.wrapped["~run"](dataset, config$1);
		}
	});
}

//#endregion
//#region src/schemas/record/record.ts
/* @__NO_SIDE_EFFECTS__ */
function record(key, value$1, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "record",
		reference: record,
		expects: "Object",
		async: false,
		key,
		value: value$1,
		message: message$1,
		"~run"(dataset, config$1) {
			const input = dataset.value;
			if (input && typeof input === "object") {
				dataset.typed = true;
				dataset.value = {};
				for (const entryKey in input) if (/* @__PURE__ */ _isValidObjectKey(input, entryKey)) {
					const entryValue = input[entryKey];
					const keyDataset = this.key["~run"]({ value: entryKey }, config$1);
					if (keyDataset.issues) {
						const pathItem = {
							type: "object",
							origin: "key",
							input,
							key: entryKey,
							value: entryValue
						};
						for (const issue of keyDataset.issues) {
							issue.path = [pathItem];
							dataset.issues?.push(issue);
						}
						if (!dataset.issues) dataset.issues = keyDataset.issues;
						if (config$1.abortEarly) {
							dataset.typed = false;
							break;
						}
					}
					const valueDataset = this.value["~run"]({ value: entryValue }, config$1);
					if (valueDataset.issues) {
						const pathItem = {
							type: "object",
							origin: "value",
							input,
							key: entryKey,
							value: entryValue
						};
						for (const issue of valueDataset.issues) {
							if (issue.path) issue.path.unshift(pathItem);
							else issue.path = [pathItem];
							dataset.issues?.push(issue);
						}
						if (!dataset.issues) dataset.issues = valueDataset.issues;
						if (config$1.abortEarly) {
							dataset.typed = false;
							break;
						}
					}
					if (!keyDataset.typed || !valueDataset.typed) dataset.typed = false;
					if (keyDataset.typed) dataset.value[keyDataset.value] = valueDataset.value;
				}
			} else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/string/string.ts
/* @__NO_SIDE_EFFECTS__ */
function string(message$1) {
	return _standardSchema({
		kind: "schema",
		type: "string",
		reference: string,
		expects: "string",
		async: false,
		message: message$1,
		"~run"(dataset, config$1) {
			if (typeof dataset.value === "string") dataset.typed = true;
			else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/unknown/unknown.ts
/**
* Creates a unknown schema.
*
* @returns A unknown schema.
*/
/* @__NO_SIDE_EFFECTS__ */
function unknown() {
	return _standardSchema({
		kind: "schema",
		type: "unknown",
		reference: unknown,
		expects: "unknown",
		async: false,
		"~run"(dataset) {
			dataset.typed = true;
			return dataset;
		}
	});
}

//#endregion
//#region src/methods/parse/parse.ts
/**
* Parses an unknown input based on a schema.
*
* @param schema The schema to be used.
* @param input The input to be parsed.
* @param config The parse configuration.
*
* @returns The parsed input.
*/
function parse(schema, input, config$1) {
	const dataset = schema["~run"]({ value: input }, /* @__PURE__ */ getGlobalConfig(config$1));
	if (dataset.issues) throw new ValiError(dataset.issues);
	return dataset.value;
}

//#endregion
//#region src/methods/pipe/pipe.ts
/* @__NO_SIDE_EFFECTS__ */
function pipe(...pipe$1) {
	return _standardSchema({
		...pipe$1[0],
		pipe: pipe$1,
		"~run"(dataset, config$1) {
			for (const item of pipe$1) if (item.kind !== "metadata") {
				if (dataset.issues && (item.kind === "schema" || item.kind === "transformation")) {
					dataset.typed = false;
					break;
				}
				if (!dataset.issues || !config$1.abortEarly && !config$1.abortPipeEarly) dataset = item["~run"](dataset, config$1);
			}
			return dataset;
		}
	});
}

//#endregion
//#region src/methods/safeParse/safeParse.ts
/**
* Parses an unknown input based on a schema.
*
* @param schema The schema to be used.
* @param input The input to be parsed.
* @param config The parse configuration.
*
* @returns The parse result.
*/
/* @__NO_SIDE_EFFECTS__ */
function safeParse(schema, input, config$1) {
	const dataset = schema["~run"]({ value: input }, /* @__PURE__ */ getGlobalConfig(config$1));
	return {
		typed: dataset.typed,
		success: !dataset.issues,
		output: dataset.value,
		issues: dataset.issues
	};
}

//#endregion


/***/ }),

/***/ 120:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Bc: () => (/* binding */ isDigest),
/* harmony export */   ol: () => (/* binding */ digestOf),
/* harmony export */   sU: () => (/* binding */ digestHex)
/* harmony export */ });
/* unused harmony export parseDigest */
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7598);
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(9520);


const PATTERN = /^sha256:[0-9a-f]{64}$/;
const isDigest = (text) => PATTERN.test(text);

const digestOf = (bytes) => `sha256:${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(bytes).digest('hex')}`;
/** The 64 hex digits, as used in layout paths and fallback tags. */
const digestHex = (digest) => digest.slice('sha256:'.length);


/***/ }),

/***/ 9520:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   HR: () => (/* binding */ Failure),
/* harmony export */   d_: () => (/* binding */ configurationFailure),
/* harmony export */   et: () => (/* binding */ internalFailure),
/* harmony export */   h_: () => (/* binding */ asFailure),
/* harmony export */   vU: () => (/* binding */ remoteFailure)
/* harmony export */ });
/* unused harmony export policyFailure */
/** The only error that leaves a Sealift module on purpose; anything else is reported as `internal`. */
class Failure extends Error {
    name = 'Failure';
    code;
    remedy;
    location;
    constructor(code, details) {
        super(details.cause, details.error === undefined ? undefined : { cause: details.error });
        this.code = code;
        this.remedy = details.remedy;
        this.location = details.location;
    }
}
const configurationFailure = (details) => new Failure('configuration', details);
const policyFailure = (details) => new Failure('policy', details);
const remoteFailure = (details) => new Failure('remote', details);
const internalFailure = (details) => new Failure('internal', details);
/** Whatever was thrown, as a Failure. */
function asFailure(thrown) {
    if (thrown instanceof Failure)
        return thrown;
    return internalFailure({
        cause: thrown instanceof Error ? thrown.message : String(thrown),
        remedy: 'This is a bug in Sealift: please report it with the debug log of this step.',
        error: thrown,
    });
}


/***/ }),

/***/ 7750:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   $B: () => (/* binding */ neutraliseCommands),
/* harmony export */   D9: () => (/* binding */ markdownCode),
/* harmony export */   p7: () => (/* binding */ markdownText),
/* harmony export */   pF: () => (/* binding */ singleLine)
/* harmony export */ });
/* unused harmony exports htmlText, markdownUrl */
/**
 * Text from outside (build output, package names, PR titles, file names) on its way to a place that interprets it.
 */
const ZERO_WIDTH_SPACE = '\u200b';
/**
 * C0 and C1 controls except tab; what reorders what a reader sees (bidirectional marks, embeddings, isolates); and what
 * is not seen at all (soft hyphen, zero-width and invisible characters, tags), with which two names look like one.
 */
const UNPRINTABLE = 
// biome-ignore lint/suspicious/noControlCharactersInRegex lint/suspicious/noMisleadingCharacterClass: it removes them.
/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;
/**
 * One line for the runner's stdout. The runner reads `::command::` at the start of a line and `##[command]`
 * anywhere in it, so both are broken up wherever they stand.
 */
const neutraliseCommands = (line) => line.replace(/:(?=:)/g, `:${ZERO_WIDTH_SPACE}`).replaceAll('##[', `##${ZERO_WIDTH_SPACE}[`);
/** Control characters, bidirectional overrides and invisible characters as visible `�`, line breaks as spaces. */
const singleLine = (text) => text
    .replace(/[\r\n\u2028\u2029]+/g, ' ')
    .replace(UNPRINTABLE, '�')
    .toWellFormed();
/**
 * What GitHub makes links and pictures of in text that is rendered already, where no escape helps: mentions, issues
 * (`#1`, `GH-1`), addresses, `:emoji:`.
 * https://docs.github.com/en/get-started/writing-on-github/working-with-advanced-formatting/autolinked-references-and-urls
 */
const breakReferences = (text) => text
    .replace(/@(?=[\w.-])/g, `@${ZERO_WIDTH_SPACE}`)
    .replace(/#(?=\d)/g, `#${ZERO_WIDTH_SPACE}`)
    .replace(/\b(GH-)(?=\d)/gi, `$1${ZERO_WIDTH_SPACE}`)
    .replace(/:(?=[+-]1:|[a-z][\w+-]*:)/gi, `:${ZERO_WIDTH_SPACE}`)
    .replace(/:\/\//g, `:${ZERO_WIDTH_SPACE}//`)
    .replace(/www\./gi, (prefix) => `${prefix.slice(0, 3)}${ZERO_WIDTH_SPACE}.`);
const htmlEntities = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
/**
 * Text inside a Markdown paragraph or table cell: no markup, HTML, mention, issue link or autolink survives. Not for
 * the beginning of a line, where `-` and `1.` mean something.
 */
const markdownText = (text) => htmlEntities(breakReferences(singleLine(text))).replace(/[\\`*_{}[\]()#+!|~$]/g, '\\$&');
/** Text inside an HTML element that stands in Markdown, where escapes of Markdown do not count. */
const htmlText = (text) => htmlEntities(breakReferences(singleLine(text)))
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
/** Text as inline code in Markdown, safe in a table cell and against runs of backticks. */
function markdownCode(text) {
    // In a table cell GitHub splits at "|" even inside code, unless it is escaped; a backslash of the text before it would
    // escape the escape. And what looks for hidden comments must not find one that is shown.
    const plain = singleLine(text)
        .replace(/\\(?=\|)/g, `\\${ZERO_WIDTH_SPACE}`)
        .replaceAll('|', '\\|')
        .replaceAll('<!--', `<!${ZERO_WIDTH_SPACE}--`);
    const longest = Math.max(0, ...[...plain.matchAll(/`+/g)].map(([run]) => run.length));
    const fence = '`'.repeat(longest + 1);
    const pad = plain.startsWith('`') || plain.endsWith('`') || plain.trim() === '' ? ' ' : '';
    return `${fence}${pad}${plain}${pad}${fence}`;
}



/***/ }),

/***/ 247:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   dz: () => (/* binding */ isTag),
/* harmony export */   eS: () => (/* binding */ formatImageName),
/* harmony export */   my: () => (/* binding */ formatImageReference),
/* harmony export */   o_: () => (/* binding */ parseImageReference)
/* harmony export */ });
/* unused harmony exports isImageName, parseImageName, tagFromRef */
/* harmony import */ var _digest_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(120);
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(9520);


// https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#pulling-manifests
const REPOSITORY = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*$/;
const TAG = /^[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}$/;
const REGISTRY = /^(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)*|\[[0-9a-fA-F:]+\])(?::[0-9]{1,5})?$/;
/** Distribution and GHCR refuse longer names. */
const MAX_NAME_LENGTH = 255;
const isTag = (text) => TAG.test(text);
const isHost = (text) => REGISTRY.test(text) && (text.includes('.') || text.includes(':') || text === 'localhost');
/** Whether this is the name of an image: for text that is mostly none, where a Failure each time would take long. */
const isImageName = ({ registry, repository }) => isHost(registry) &&
    registry.length + 1 + repository.length <= MAX_NAME_LENGTH &&
    REPOSITORY.test(repository);
/**
 * Parses `registry/repository[:tag][@digest]`. The registry must be written out: an image without one would
 * silently mean Docker Hub.
 * @throws Failure `configuration`
 */
function parseImageReference(text) {
    const [withoutDigest = '', digest, ...rest] = text.split('@');
    const slash = withoutDigest.indexOf('/');
    const registry = withoutDigest.slice(0, Math.max(slash, 0));
    const path = withoutDigest.slice(slash + 1);
    const colon = path.indexOf(':');
    const repository = colon === -1 ? path : path.slice(0, colon);
    const tag = colon === -1 ? undefined : path.slice(colon + 1);
    const bad = (cause, remedy) => (0,_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .configurationFailure */ .d_)({ cause: `"${text}" is not an image reference: ${cause}.`, remedy });
    if (rest.length > 0)
        throw bad('it has more than one "@"', 'Give one digest.');
    if (!isHost(registry))
        throw bad('it does not begin with a registry host', 'Write the registry out, for example ghcr.io/acme/shop/api.');
    if (!REPOSITORY.test(repository))
        throw bad(`"${repository}" is not a repository name`, 'Use lower-case letters, digits and single ".", "_", "-" between them, with "/" between parts.');
    if (registry.length + 1 + repository.length > MAX_NAME_LENGTH)
        throw bad(`its name is longer than ${MAX_NAME_LENGTH} characters`, 'Choose a shorter name.');
    if (tag !== undefined && !TAG.test(tag))
        throw bad(`"${tag}" is not a tag`, 'Use at most 128 letters, digits, "_", "." and "-", not beginning with "." or "-".');
    if (digest !== undefined && !(0,_digest_js__WEBPACK_IMPORTED_MODULE_0__/* .isDigest */ .Bc)(digest))
        throw bad(`"${digest}" is not a sha256 digest`, 'Give it as sha256: followed by 64 lower-case hexadecimal digits.');
    return {
        registry: registry.toLowerCase(),
        repository,
        ...(tag === undefined ? {} : { tag }),
        ...(digest === undefined ? {} : { digest }),
    };
}

const formatImageName = ({ registry, repository }) => `${registry}/${repository}`;
const formatImageReference = (reference) => `${formatImageName(reference)}${reference.tag === undefined ? '' : `:${reference.tag}`}${reference.digest === undefined ? '' : `@${reference.digest}`}`;
/**
 * A tag made from a git ref or version: forbidden characters become `-`, leading `.` and `-` go, 128 characters stay.
 * `feature/Größe` → `feature-Gr--e`.
 */
const tagFromRef = (name) => name
    .replace(/[^a-zA-Z0-9._-]/g, '-')
    .replace(/^[.-]+/, '')
    .slice(0, 128);


/***/ }),

/***/ 779:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Bq: () => (/* binding */ formatPlatform),
/* harmony export */   FL: () => (/* binding */ parsePlatform)
/* harmony export */ });
/* unused harmony export platformSlug */
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(9520);

const PATTERN = /^([a-z0-9]+)\/([a-z0-9_]+)(?:\/(v[0-9]+(?:\.[0-9]+)?))?$/;
/** @throws Failure `configuration` when the text is not `os/architecture[/variant]` */
function parsePlatform(text) {
    const match = PATTERN.exec(text);
    if (!match?.[1] || !match[2])
        throw (0,_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .configurationFailure */ .d_)({
            cause: `"${text}" is not a platform.`,
            remedy: 'Write os/architecture[/variant], for example linux/amd64 or linux/arm64.',
        });
    // arm64 has one variant, and images are published with and without naming it: they are the same platform.
    const variant = match[2] === 'arm64' && match[3] === 'v8' ? undefined : match[3];
    return { os: match[1], architecture: match[2], ...(variant === undefined ? {} : { variant }) };
}
const formatPlatform = ({ os, architecture, variant }) => `${os}/${architecture}${variant === undefined ? '' : `/${variant}`}`;
/** `linux-amd64`: for file, artifact and SARIF category names. */
const platformSlug = (platform) => formatPlatform(platform).replaceAll('/', '-');


/***/ }),

/***/ 4884:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Dm: () => (/* binding */ isTransientStatus),
/* harmony export */   LH: () => (/* binding */ withRetries),
/* harmony export */   Rc: () => (/* binding */ Transient),
/* harmony export */   mu: () => (/* binding */ parseRetryAfter),
/* harmony export */   yE: () => (/* binding */ RETRY_POLICY)
/* harmony export */ });
/** A failure that may pass. `after` is what Retry-After asked for, in milliseconds. */
class Transient extends Error {
    name = 'Transient';
    after;
    /** True when the registry may have carried the request out all the same (a reset, a 5xx). */
    ambiguous;
    constructor(message, details) {
        super(message, { cause: details.error });
        this.after = details.after;
        this.ambiguous = details.ambiguous;
    }
}
/** Timeouts, rate limits and server errors; 425 is "too early". */
const isTransientStatus = (status) => status === 408 || status === 425 || status === 429 || (status >= 500 && status !== 501 && status <= 599);
/**
 * Milliseconds to wait, from a Retry-After of seconds or of a date.
 * RFC 9110 section 10.2.3
 */
function parseRetryAfter(header, now) {
    const text = header?.trim() ?? '';
    if (/^[0-9]{1,9}$/.test(text))
        return Number(text) * 1000;
    // A date has a weekday or month name; Date.parse alone would read "-5" as a year.
    const date = /[A-Za-z]{3}/.test(text) ? Date.parse(text) : Number.NaN;
    return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
const RETRY_POLICY = {
    attempts: 6,
    firstDelay: 500,
    maxDelay: 20_000,
    deadline: 15 * 60_000,
};
/**
 * Repeats `attempt` while it throws {@link Transient}, with growing jittered delays or what Retry-After says.
 * @param attempt gets the failure of the attempt before it, to find out whether that one happened after all
 */
async function withRetries(options, attempt) {
    const { clock, policy, random, signal } = options;
    const end = clock.now() + policy.deadline;
    let previous;
    for (let count = 1;; count++) {
        try {
            return await attempt(previous);
        }
        catch (thrown) {
            if (!(thrown instanceof Transient))
                throw thrown;
            previous = thrown;
            const ceiling = Math.min(policy.maxDelay, policy.firstDelay * 2 ** (count - 1));
            // Half fixed, half random: parallel uploads must not come back in step.
            const jittered = ceiling * (0.5 + random() / 2);
            const delay = thrown.after === undefined ? jittered : thrown.after + random() * policy.firstDelay;
            if (count >= policy.attempts || clock.now() + delay >= end)
                throw options.giveUp(thrown, count);
            options.onRetry(thrown, delay);
            await clock.sleep(delay, signal);
        }
    }
}


/***/ }),

/***/ 1786:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  C: () => (/* binding */ runAction)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __nccwpck_require__(1455);
;// CONCATENATED MODULE: external "os"
const external_os_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("os");
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/utils.js
// We use any as a valid input type
/* eslint-disable @typescript-eslint/no-explicit-any */
/**
 * Sanitizes an input into a string so it can be passed into issueCommand safely
 * @param input input to sanitize into a string
 */
function utils_toCommandValue(input) {
    if (input === null || input === undefined) {
        return '';
    }
    else if (typeof input === 'string' || input instanceof String) {
        return input;
    }
    return JSON.stringify(input);
}
/**
 *
 * @param annotationProperties
 * @returns The command properties to send with the actual annotation command
 * See IssueCommandProperties: https://github.com/actions/runner/blob/main/src/Runner.Worker/ActionCommandManager.cs#L646
 */
function toCommandProperties(annotationProperties) {
    if (!Object.keys(annotationProperties).length) {
        return {};
    }
    return {
        title: annotationProperties.title,
        file: annotationProperties.file,
        line: annotationProperties.startLine,
        endLine: annotationProperties.endLine,
        col: annotationProperties.startColumn,
        endColumn: annotationProperties.endColumn
    };
}
//# sourceMappingURL=utils.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/command.js


/**
 * Issues a command to the GitHub Actions runner
 *
 * @param command - The command name to issue
 * @param properties - Additional properties for the command (key-value pairs)
 * @param message - The message to include with the command
 * @remarks
 * This function outputs a specially formatted string to stdout that the Actions
 * runner interprets as a command. These commands can control workflow behavior,
 * set outputs, create annotations, mask values, and more.
 *
 * Command Format:
 *   ::name key=value,key=value::message
 *
 * @example
 * ```typescript
 * // Issue a warning annotation
 * issueCommand('warning', {}, 'This is a warning message');
 * // Output: ::warning::This is a warning message
 *
 * // Set an environment variable
 * issueCommand('set-env', { name: 'MY_VAR' }, 'some value');
 * // Output: ::set-env name=MY_VAR::some value
 *
 * // Add a secret mask
 * issueCommand('add-mask', {}, 'secretValue123');
 * // Output: ::add-mask::secretValue123
 * ```
 *
 * @internal
 * This is an internal utility function that powers the public API functions
 * such as setSecret, warning, error, and exportVariable.
 */
function command_issueCommand(command, properties, message) {
    const cmd = new Command(command, properties, message);
    process.stdout.write(cmd.toString() + external_os_namespaceObject.EOL);
}
function command_issue(name, message = '') {
    command_issueCommand(name, {}, message);
}
const CMD_STRING = '::';
class Command {
    constructor(command, properties, message) {
        if (!command) {
            command = 'missing.command';
        }
        this.command = command;
        this.properties = properties;
        this.message = message;
    }
    toString() {
        let cmdStr = CMD_STRING + this.command;
        if (this.properties && Object.keys(this.properties).length > 0) {
            cmdStr += ' ';
            let first = true;
            for (const key in this.properties) {
                if (this.properties.hasOwnProperty(key)) {
                    const val = this.properties[key];
                    if (val) {
                        if (first) {
                            first = false;
                        }
                        else {
                            cmdStr += ',';
                        }
                        cmdStr += `${key}=${escapeProperty(val)}`;
                    }
                }
            }
        }
        cmdStr += `${CMD_STRING}${escapeData(this.message)}`;
        return cmdStr;
    }
}
function escapeData(s) {
    return utils_toCommandValue(s)
        .replace(/%/g, '%25')
        .replace(/\r/g, '%0D')
        .replace(/\n/g, '%0A');
}
function escapeProperty(s) {
    return utils_toCommandValue(s)
        .replace(/%/g, '%25')
        .replace(/\r/g, '%0D')
        .replace(/\n/g, '%0A')
        .replace(/:/g, '%3A')
        .replace(/,/g, '%2C');
}
//# sourceMappingURL=command.js.map
;// CONCATENATED MODULE: external "crypto"
const external_crypto_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("crypto");
;// CONCATENATED MODULE: external "fs"
const external_fs_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("fs");
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/file-command.js
// For internal use, subject to change.
// We use any as a valid input type
/* eslint-disable @typescript-eslint/no-explicit-any */




function file_command_issueFileCommand(command, message) {
    const filePath = process.env[`GITHUB_${command}`];
    if (!filePath) {
        throw new Error(`Unable to find environment variable for file command ${command}`);
    }
    if (!external_fs_namespaceObject.existsSync(filePath)) {
        throw new Error(`Missing file at path: ${filePath}`);
    }
    external_fs_namespaceObject.appendFileSync(filePath, `${utils_toCommandValue(message)}${external_os_namespaceObject.EOL}`, {
        encoding: 'utf8'
    });
}
function file_command_prepareKeyValueMessage(key, value) {
    const delimiter = `ghadelimiter_${external_crypto_namespaceObject.randomUUID()}`;
    const convertedValue = utils_toCommandValue(value);
    // These should realistically never happen, but just in case someone finds a
    // way to exploit uuid generation let's not allow keys or values that contain
    // the delimiter.
    if (key.includes(delimiter)) {
        throw new Error(`Unexpected input: name should not contain the delimiter "${delimiter}"`);
    }
    if (convertedValue.includes(delimiter)) {
        throw new Error(`Unexpected input: value should not contain the delimiter "${delimiter}"`);
    }
    return `${key}<<${delimiter}${external_os_namespaceObject.EOL}${convertedValue}${external_os_namespaceObject.EOL}${delimiter}`;
}
//# sourceMappingURL=file-command.js.map
;// CONCATENATED MODULE: external "path"
const external_path_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("path");
// EXTERNAL MODULE: external "http"
var external_http_ = __nccwpck_require__(8611);
// EXTERNAL MODULE: external "https"
var external_https_ = __nccwpck_require__(5692);
;// CONCATENATED MODULE: ./node_modules/@actions/http-client/lib/proxy.js




//# sourceMappingURL=proxy.js.map
// EXTERNAL MODULE: ./node_modules/tunnel/index.js

// EXTERNAL MODULE: ./node_modules/undici/index.js

;// CONCATENATED MODULE: ./node_modules/@actions/http-client/lib/index.js
/* eslint-disable @typescript-eslint/no-explicit-any */
var __awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};





var HttpCodes;
(function (HttpCodes) {
    HttpCodes[HttpCodes["OK"] = 200] = "OK";
    HttpCodes[HttpCodes["MultipleChoices"] = 300] = "MultipleChoices";
    HttpCodes[HttpCodes["MovedPermanently"] = 301] = "MovedPermanently";
    HttpCodes[HttpCodes["ResourceMoved"] = 302] = "ResourceMoved";
    HttpCodes[HttpCodes["SeeOther"] = 303] = "SeeOther";
    HttpCodes[HttpCodes["NotModified"] = 304] = "NotModified";
    HttpCodes[HttpCodes["UseProxy"] = 305] = "UseProxy";
    HttpCodes[HttpCodes["SwitchProxy"] = 306] = "SwitchProxy";
    HttpCodes[HttpCodes["TemporaryRedirect"] = 307] = "TemporaryRedirect";
    HttpCodes[HttpCodes["PermanentRedirect"] = 308] = "PermanentRedirect";
    HttpCodes[HttpCodes["BadRequest"] = 400] = "BadRequest";
    HttpCodes[HttpCodes["Unauthorized"] = 401] = "Unauthorized";
    HttpCodes[HttpCodes["PaymentRequired"] = 402] = "PaymentRequired";
    HttpCodes[HttpCodes["Forbidden"] = 403] = "Forbidden";
    HttpCodes[HttpCodes["NotFound"] = 404] = "NotFound";
    HttpCodes[HttpCodes["MethodNotAllowed"] = 405] = "MethodNotAllowed";
    HttpCodes[HttpCodes["NotAcceptable"] = 406] = "NotAcceptable";
    HttpCodes[HttpCodes["ProxyAuthenticationRequired"] = 407] = "ProxyAuthenticationRequired";
    HttpCodes[HttpCodes["RequestTimeout"] = 408] = "RequestTimeout";
    HttpCodes[HttpCodes["Conflict"] = 409] = "Conflict";
    HttpCodes[HttpCodes["Gone"] = 410] = "Gone";
    HttpCodes[HttpCodes["TooManyRequests"] = 429] = "TooManyRequests";
    HttpCodes[HttpCodes["InternalServerError"] = 500] = "InternalServerError";
    HttpCodes[HttpCodes["NotImplemented"] = 501] = "NotImplemented";
    HttpCodes[HttpCodes["BadGateway"] = 502] = "BadGateway";
    HttpCodes[HttpCodes["ServiceUnavailable"] = 503] = "ServiceUnavailable";
    HttpCodes[HttpCodes["GatewayTimeout"] = 504] = "GatewayTimeout";
})(HttpCodes || (HttpCodes = {}));
var Headers;
(function (Headers) {
    Headers["Accept"] = "accept";
    Headers["ContentType"] = "content-type";
})(Headers || (Headers = {}));
var MediaTypes;
(function (MediaTypes) {
    MediaTypes["ApplicationJson"] = "application/json";
})(MediaTypes || (MediaTypes = {}));

const HttpRedirectCodes = [
    HttpCodes.MovedPermanently,
    HttpCodes.ResourceMoved,
    HttpCodes.SeeOther,
    HttpCodes.TemporaryRedirect,
    HttpCodes.PermanentRedirect
];
const HttpResponseRetryCodes = [
    HttpCodes.BadGateway,
    HttpCodes.ServiceUnavailable,
    HttpCodes.GatewayTimeout
];
const RetryableHttpVerbs = (/* unused pure expression or super */ null && (['OPTIONS', 'GET', 'DELETE', 'HEAD']));
const ExponentialBackoffCeiling = 10;
const ExponentialBackoffTimeSlice = 5;




const lowercaseKeys = (obj) => Object.keys(obj).reduce((c, k) => ((c[k.toLowerCase()] = obj[k]), c), {});
//# sourceMappingURL=index.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/http-client/lib/auth.js
var auth_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};



//# sourceMappingURL=auth.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/oidc-utils.js
var oidc_utils_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};




//# sourceMappingURL=oidc-utils.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/summary.js
var summary_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};


const { access, appendFile, writeFile } = external_fs_namespaceObject.promises;
const SUMMARY_ENV_VAR = 'GITHUB_STEP_SUMMARY';
const SUMMARY_DOCS_URL = 'https://docs.github.com/actions/using-workflows/workflow-commands-for-github-actions#adding-a-job-summary';
class Summary {
    constructor() {
        this._buffer = '';
    }
    /**
     * Finds the summary file path from the environment, rejects if env var is not found or file does not exist
     * Also checks r/w permissions.
     *
     * @returns step summary file path
     */
    filePath() {
        return summary_awaiter(this, void 0, void 0, function* () {
            if (this._filePath) {
                return this._filePath;
            }
            const pathFromEnv = process.env[SUMMARY_ENV_VAR];
            if (!pathFromEnv) {
                throw new Error(`Unable to find environment variable for $${SUMMARY_ENV_VAR}. Check if your runtime environment supports job summaries.`);
            }
            try {
                yield access(pathFromEnv, external_fs_namespaceObject.constants.R_OK | external_fs_namespaceObject.constants.W_OK);
            }
            catch (_a) {
                throw new Error(`Unable to access summary file: '${pathFromEnv}'. Check if the file has correct read/write permissions.`);
            }
            this._filePath = pathFromEnv;
            return this._filePath;
        });
    }
    /**
     * Wraps content in an HTML tag, adding any HTML attributes
     *
     * @param {string} tag HTML tag to wrap
     * @param {string | null} content content within the tag
     * @param {[attribute: string]: string} attrs key-value list of HTML attributes to add
     *
     * @returns {string} content wrapped in HTML element
     */
    wrap(tag, content, attrs = {}) {
        const htmlAttrs = Object.entries(attrs)
            .map(([key, value]) => ` ${key}="${value}"`)
            .join('');
        if (!content) {
            return `<${tag}${htmlAttrs}>`;
        }
        return `<${tag}${htmlAttrs}>${content}</${tag}>`;
    }
    /**
     * Writes text in the buffer to the summary buffer file and empties buffer. Will append by default.
     *
     * @param {SummaryWriteOptions} [options] (optional) options for write operation
     *
     * @returns {Promise<Summary>} summary instance
     */
    write(options) {
        return summary_awaiter(this, void 0, void 0, function* () {
            const overwrite = !!(options === null || options === void 0 ? void 0 : options.overwrite);
            const filePath = yield this.filePath();
            const writeFunc = overwrite ? writeFile : appendFile;
            yield writeFunc(filePath, this._buffer, { encoding: 'utf8' });
            return this.emptyBuffer();
        });
    }
    /**
     * Clears the summary buffer and wipes the summary file
     *
     * @returns {Summary} summary instance
     */
    clear() {
        return summary_awaiter(this, void 0, void 0, function* () {
            return this.emptyBuffer().write({ overwrite: true });
        });
    }
    /**
     * Returns the current summary buffer as a string
     *
     * @returns {string} string of summary buffer
     */
    stringify() {
        return this._buffer;
    }
    /**
     * If the summary buffer is empty
     *
     * @returns {boolen} true if the buffer is empty
     */
    isEmptyBuffer() {
        return this._buffer.length === 0;
    }
    /**
     * Resets the summary buffer without writing to summary file
     *
     * @returns {Summary} summary instance
     */
    emptyBuffer() {
        this._buffer = '';
        return this;
    }
    /**
     * Adds raw text to the summary buffer
     *
     * @param {string} text content to add
     * @param {boolean} [addEOL=false] (optional) append an EOL to the raw text (default: false)
     *
     * @returns {Summary} summary instance
     */
    addRaw(text, addEOL = false) {
        this._buffer += text;
        return addEOL ? this.addEOL() : this;
    }
    /**
     * Adds the operating system-specific end-of-line marker to the buffer
     *
     * @returns {Summary} summary instance
     */
    addEOL() {
        return this.addRaw(external_os_namespaceObject.EOL);
    }
    /**
     * Adds an HTML codeblock to the summary buffer
     *
     * @param {string} code content to render within fenced code block
     * @param {string} lang (optional) language to syntax highlight code
     *
     * @returns {Summary} summary instance
     */
    addCodeBlock(code, lang) {
        const attrs = Object.assign({}, (lang && { lang }));
        const element = this.wrap('pre', this.wrap('code', code), attrs);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML list to the summary buffer
     *
     * @param {string[]} items list of items to render
     * @param {boolean} [ordered=false] (optional) if the rendered list should be ordered or not (default: false)
     *
     * @returns {Summary} summary instance
     */
    addList(items, ordered = false) {
        const tag = ordered ? 'ol' : 'ul';
        const listItems = items.map(item => this.wrap('li', item)).join('');
        const element = this.wrap(tag, listItems);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML table to the summary buffer
     *
     * @param {SummaryTableCell[]} rows table rows
     *
     * @returns {Summary} summary instance
     */
    addTable(rows) {
        const tableBody = rows
            .map(row => {
            const cells = row
                .map(cell => {
                if (typeof cell === 'string') {
                    return this.wrap('td', cell);
                }
                const { header, data, colspan, rowspan } = cell;
                const tag = header ? 'th' : 'td';
                const attrs = Object.assign(Object.assign({}, (colspan && { colspan })), (rowspan && { rowspan }));
                return this.wrap(tag, data, attrs);
            })
                .join('');
            return this.wrap('tr', cells);
        })
            .join('');
        const element = this.wrap('table', tableBody);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds a collapsable HTML details element to the summary buffer
     *
     * @param {string} label text for the closed state
     * @param {string} content collapsable content
     *
     * @returns {Summary} summary instance
     */
    addDetails(label, content) {
        const element = this.wrap('details', this.wrap('summary', label) + content);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML image tag to the summary buffer
     *
     * @param {string} src path to the image you to embed
     * @param {string} alt text description of the image
     * @param {SummaryImageOptions} options (optional) addition image attributes
     *
     * @returns {Summary} summary instance
     */
    addImage(src, alt, options) {
        const { width, height } = options || {};
        const attrs = Object.assign(Object.assign({}, (width && { width })), (height && { height }));
        const element = this.wrap('img', null, Object.assign({ src, alt }, attrs));
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML section heading element
     *
     * @param {string} text heading text
     * @param {number | string} [level=1] (optional) the heading level, default: 1
     *
     * @returns {Summary} summary instance
     */
    addHeading(text, level) {
        const tag = `h${level}`;
        const allowedTag = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].includes(tag)
            ? tag
            : 'h1';
        const element = this.wrap(allowedTag, text);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML thematic break (<hr>) to the summary buffer
     *
     * @returns {Summary} summary instance
     */
    addSeparator() {
        const element = this.wrap('hr', null);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML line break (<br>) to the summary buffer
     *
     * @returns {Summary} summary instance
     */
    addBreak() {
        const element = this.wrap('br', null);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML blockquote to the summary buffer
     *
     * @param {string} text quote text
     * @param {string} cite (optional) citation url
     *
     * @returns {Summary} summary instance
     */
    addQuote(text, cite) {
        const attrs = Object.assign({}, (cite && { cite }));
        const element = this.wrap('blockquote', text, attrs);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML anchor tag to the summary buffer
     *
     * @param {string} text link text/content
     * @param {string} href hyperlink
     *
     * @returns {Summary} summary instance
     */
    addLink(text, href) {
        const element = this.wrap('a', text, { href });
        return this.addRaw(element).addEOL();
    }
}
const _summary = new Summary();
/**
 * @deprecated use `core.summary`
 */
const markdownSummary = (/* unused pure expression or super */ null && (_summary));
const summary = (/* unused pure expression or super */ null && (_summary));
//# sourceMappingURL=summary.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/path-utils.js




//# sourceMappingURL=path-utils.js.map
// EXTERNAL MODULE: external "string_decoder"
var external_string_decoder_ = __nccwpck_require__(3193);
// EXTERNAL MODULE: external "events"
var external_events_ = __nccwpck_require__(4434);
;// CONCATENATED MODULE: external "child_process"
const external_child_process_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("child_process");
// EXTERNAL MODULE: external "assert"
var external_assert_ = __nccwpck_require__(2613);
;// CONCATENATED MODULE: ./node_modules/@actions/io/lib/io-util.js
var io_util_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};


const { chmod, copyFile, lstat, mkdir, open: io_util_open, readdir, rename, rm, rmdir, stat, symlink, unlink } = external_fs_namespaceObject.promises;
// export const {open} = 'fs'
const IS_WINDOWS = process.platform === 'win32';

// See https://github.com/nodejs/node/blob/d0153aee367422d0858105abec186da4dff0a0c5/deps/uv/include/uv/win.h#L691
const UV_FS_O_EXLOCK = 0x10000000;
const READONLY = external_fs_namespaceObject.constants.O_RDONLY;
function exists(fsPath) {
    return io_util_awaiter(this, void 0, void 0, function* () {
        try {
            yield stat(fsPath);
        }
        catch (err) {
            if (err.code === 'ENOENT') {
                return false;
            }
            throw err;
        }
        return true;
    });
}

/**
 * On OSX/Linux, true if path starts with '/'. On Windows, true for paths like:
 * \, \hello, \\hello\share, C:, and C:\hello (and corresponding alternate separator cases).
 */
function isRooted(p) {
    p = normalizeSeparators(p);
    if (!p) {
        throw new Error('isRooted() parameter "p" cannot be empty');
    }
    if (IS_WINDOWS) {
        return (p.startsWith('\\') || /^[A-Z]:/i.test(p) // e.g. \ or \hello or \\hello
        ); // e.g. C: or C:\hello
    }
    return p.startsWith('/');
}
/**
 * Best effort attempt to determine whether a file exists and is executable.
 * @param filePath    file path to check
 * @param extensions  additional file extensions to try
 * @return if file exists and is executable, returns the file path. otherwise empty string.
 */
function tryGetExecutablePath(filePath, extensions) {
    return io_util_awaiter(this, void 0, void 0, function* () {
        let stats = undefined;
        try {
            // test file exists
            stats = yield stat(filePath);
        }
        catch (err) {
            if (err.code !== 'ENOENT') {
                // eslint-disable-next-line no-console
                console.log(`Unexpected error attempting to determine if executable file exists '${filePath}': ${err}`);
            }
        }
        if (stats && stats.isFile()) {
            if (IS_WINDOWS) {
                // on Windows, test for valid extension
                const upperExt = external_path_namespaceObject.extname(filePath).toUpperCase();
                if (extensions.some(validExt => validExt.toUpperCase() === upperExt)) {
                    return filePath;
                }
            }
            else {
                if (isUnixExecutable(stats)) {
                    return filePath;
                }
            }
        }
        // try each extension
        const originalFilePath = filePath;
        for (const extension of extensions) {
            filePath = originalFilePath + extension;
            stats = undefined;
            try {
                stats = yield stat(filePath);
            }
            catch (err) {
                if (err.code !== 'ENOENT') {
                    // eslint-disable-next-line no-console
                    console.log(`Unexpected error attempting to determine if executable file exists '${filePath}': ${err}`);
                }
            }
            if (stats && stats.isFile()) {
                if (IS_WINDOWS) {
                    // preserve the case of the actual file (since an extension was appended)
                    try {
                        const directory = external_path_namespaceObject.dirname(filePath);
                        const upperName = external_path_namespaceObject.basename(filePath).toUpperCase();
                        for (const actualName of yield readdir(directory)) {
                            if (upperName === actualName.toUpperCase()) {
                                filePath = external_path_namespaceObject.join(directory, actualName);
                                break;
                            }
                        }
                    }
                    catch (err) {
                        // eslint-disable-next-line no-console
                        console.log(`Unexpected error attempting to determine the actual case of the file '${filePath}': ${err}`);
                    }
                    return filePath;
                }
                else {
                    if (isUnixExecutable(stats)) {
                        return filePath;
                    }
                }
            }
        }
        return '';
    });
}
function normalizeSeparators(p) {
    p = p || '';
    if (IS_WINDOWS) {
        // convert slashes on Windows
        p = p.replace(/\//g, '\\');
        // remove redundant slashes
        return p.replace(/\\\\+/g, '\\');
    }
    // remove redundant slashes
    return p.replace(/\/\/+/g, '/');
}
// on Mac/Linux, test the execute bit
//     R   W  X  R  W X R W X
//   256 128 64 32 16 8 4 2 1
function isUnixExecutable(stats) {
    return ((stats.mode & 1) > 0 ||
        ((stats.mode & 8) > 0 &&
            process.getgid !== undefined &&
            stats.gid === process.getgid()) ||
        ((stats.mode & 64) > 0 &&
            process.getuid !== undefined &&
            stats.uid === process.getuid()));
}
// Get the path of cmd.exe in windows

//# sourceMappingURL=io-util.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/io/lib/io.js
var io_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};



/**
 * Copies a file or folder.
 * Based off of shelljs - https://github.com/shelljs/shelljs/blob/9237f66c52e5daa40458f94f9565e18e8132f5a6/src/cp.js
 *
 * @param     source    source path
 * @param     dest      destination path
 * @param     options   optional. See CopyOptions.
 */
function cp(source_1, dest_1) {
    return io_awaiter(this, arguments, void 0, function* (source, dest, options = {}) {
        const { force, recursive, copySourceDirectory } = readCopyOptions(options);
        const destStat = (yield ioUtil.exists(dest)) ? yield ioUtil.stat(dest) : null;
        // Dest is an existing file, but not forcing
        if (destStat && destStat.isFile() && !force) {
            return;
        }
        // If dest is an existing directory, should copy inside.
        const newDest = destStat && destStat.isDirectory() && copySourceDirectory
            ? path.join(dest, path.basename(source))
            : dest;
        if (!(yield ioUtil.exists(source))) {
            throw new Error(`no such file or directory: ${source}`);
        }
        const sourceStat = yield ioUtil.stat(source);
        if (sourceStat.isDirectory()) {
            if (!recursive) {
                throw new Error(`Failed to copy. ${source} is a directory, but tried to copy without recursive flag.`);
            }
            else {
                yield cpDirRecursive(source, newDest, 0, force);
            }
        }
        else {
            if (path.relative(source, newDest) === '') {
                // a file cannot be copied to itself
                throw new Error(`'${newDest}' and '${source}' are the same file`);
            }
            yield io_copyFile(source, newDest, force);
        }
    });
}


/**
 * Make a directory.  Creates the full path with folders in between
 * Will throw if it fails
 *
 * @param   fsPath        path to create
 * @returns Promise<void>
 */
function mkdirP(fsPath) {
    return io_awaiter(this, void 0, void 0, function* () {
        ok(fsPath, 'a path argument must be provided');
        yield ioUtil.mkdir(fsPath, { recursive: true });
    });
}
/**
 * Returns path of a tool had the tool actually been invoked.  Resolves via paths.
 * If you check and the tool does not exist, it will throw.
 *
 * @param     tool              name of the tool
 * @param     check             whether to check if tool exists
 * @returns   Promise<string>   path to tool
 */
function which(tool, check) {
    return io_awaiter(this, void 0, void 0, function* () {
        if (!tool) {
            throw new Error("parameter 'tool' is required");
        }
        // recursive when check=true
        if (check) {
            const result = yield which(tool, false);
            if (!result) {
                if (IS_WINDOWS) {
                    throw new Error(`Unable to locate executable file: ${tool}. Please verify either the file path exists or the file can be found within a directory specified by the PATH environment variable. Also verify the file has a valid extension for an executable file.`);
                }
                else {
                    throw new Error(`Unable to locate executable file: ${tool}. Please verify either the file path exists or the file can be found within a directory specified by the PATH environment variable. Also check the file mode to verify the file is executable.`);
                }
            }
            return result;
        }
        const matches = yield findInPath(tool);
        if (matches && matches.length > 0) {
            return matches[0];
        }
        return '';
    });
}
/**
 * Returns a list of all occurrences of the given tool on the system path.
 *
 * @returns   Promise<string[]>  the paths of the tool
 */
function findInPath(tool) {
    return io_awaiter(this, void 0, void 0, function* () {
        if (!tool) {
            throw new Error("parameter 'tool' is required");
        }
        // build the list of extensions to try
        const extensions = [];
        if (IS_WINDOWS && process.env['PATHEXT']) {
            for (const extension of process.env['PATHEXT'].split(external_path_namespaceObject.delimiter)) {
                if (extension) {
                    extensions.push(extension);
                }
            }
        }
        // if it's rooted, return it if exists. otherwise return empty.
        if (isRooted(tool)) {
            const filePath = yield tryGetExecutablePath(tool, extensions);
            if (filePath) {
                return [filePath];
            }
            return [];
        }
        // if any path separators, return empty
        if (tool.includes(external_path_namespaceObject.sep)) {
            return [];
        }
        // build the list of directories
        //
        // Note, technically "where" checks the current directory on Windows. From a toolkit perspective,
        // it feels like we should not do this. Checking the current directory seems like more of a use
        // case of a shell, and the which() function exposed by the toolkit should strive for consistency
        // across platforms.
        const directories = [];
        if (process.env.PATH) {
            for (const p of process.env.PATH.split(external_path_namespaceObject.delimiter)) {
                if (p) {
                    directories.push(p);
                }
            }
        }
        // find all matches
        const matches = [];
        for (const directory of directories) {
            const filePath = yield tryGetExecutablePath(external_path_namespaceObject.join(directory, tool), extensions);
            if (filePath) {
                matches.push(filePath);
            }
        }
        return matches;
    });
}
function readCopyOptions(options) {
    const force = options.force == null ? true : options.force;
    const recursive = Boolean(options.recursive);
    const copySourceDirectory = options.copySourceDirectory == null
        ? true
        : Boolean(options.copySourceDirectory);
    return { force, recursive, copySourceDirectory };
}
function cpDirRecursive(sourceDir, destDir, currentDepth, force) {
    return io_awaiter(this, void 0, void 0, function* () {
        // Ensure there is not a run away recursive copy
        if (currentDepth >= 255)
            return;
        currentDepth++;
        yield mkdirP(destDir);
        const files = yield ioUtil.readdir(sourceDir);
        for (const fileName of files) {
            const srcFile = `${sourceDir}/${fileName}`;
            const destFile = `${destDir}/${fileName}`;
            const srcFileStat = yield ioUtil.lstat(srcFile);
            if (srcFileStat.isDirectory()) {
                // Recurse
                yield cpDirRecursive(srcFile, destFile, currentDepth, force);
            }
            else {
                yield io_copyFile(srcFile, destFile, force);
            }
        }
        // Change the mode for the newly created directory
        yield ioUtil.chmod(destDir, (yield ioUtil.stat(sourceDir)).mode);
    });
}
// Buffered file copy
function io_copyFile(srcFile, destFile, force) {
    return io_awaiter(this, void 0, void 0, function* () {
        if ((yield ioUtil.lstat(srcFile)).isSymbolicLink()) {
            // unlink/re-link it
            try {
                yield ioUtil.lstat(destFile);
                yield ioUtil.unlink(destFile);
            }
            catch (e) {
                // Try to override file permission
                if (e.code === 'EPERM') {
                    yield ioUtil.chmod(destFile, '0666');
                    yield ioUtil.unlink(destFile);
                }
                // other errors = it doesn't exist, no work to do
            }
            // Copy over symlink
            const symlinkFull = yield ioUtil.readlink(srcFile);
            yield ioUtil.symlink(symlinkFull, destFile, ioUtil.IS_WINDOWS ? 'junction' : null);
        }
        else if (!(yield ioUtil.exists(destFile)) || force) {
            yield ioUtil.copyFile(srcFile, destFile);
        }
    });
}
//# sourceMappingURL=io.js.map
;// CONCATENATED MODULE: external "timers"
const external_timers_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("timers");
;// CONCATENATED MODULE: ./node_modules/@actions/exec/lib/toolrunner.js
var toolrunner_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};







/* eslint-disable @typescript-eslint/unbound-method */
const toolrunner_IS_WINDOWS = process.platform === 'win32';
/*
 * Class for running command line tools. Handles quoting and arg parsing in a platform agnostic way.
 */
class ToolRunner extends external_events_.EventEmitter {
    constructor(toolPath, args, options) {
        super();
        if (!toolPath) {
            throw new Error("Parameter 'toolPath' cannot be null or empty.");
        }
        this.toolPath = toolPath;
        this.args = args || [];
        this.options = options || {};
    }
    _debug(message) {
        if (this.options.listeners && this.options.listeners.debug) {
            this.options.listeners.debug(message);
        }
    }
    _getCommandString(options, noPrefix) {
        const toolPath = this._getSpawnFileName();
        const args = this._getSpawnArgs(options);
        let cmd = noPrefix ? '' : '[command]'; // omit prefix when piped to a second tool
        if (toolrunner_IS_WINDOWS) {
            // Windows + cmd file
            if (this._isCmdFile()) {
                cmd += toolPath;
                for (const a of args) {
                    cmd += ` ${a}`;
                }
            }
            // Windows + verbatim
            else if (options.windowsVerbatimArguments) {
                cmd += `"${toolPath}"`;
                for (const a of args) {
                    cmd += ` ${a}`;
                }
            }
            // Windows (regular)
            else {
                cmd += this._windowsQuoteCmdArg(toolPath);
                for (const a of args) {
                    cmd += ` ${this._windowsQuoteCmdArg(a)}`;
                }
            }
        }
        else {
            // OSX/Linux - this can likely be improved with some form of quoting.
            // creating processes on Unix is fundamentally different than Windows.
            // on Unix, execvp() takes an arg array.
            cmd += toolPath;
            for (const a of args) {
                cmd += ` ${a}`;
            }
        }
        return cmd;
    }
    _processLineBuffer(data, strBuffer, onLine) {
        try {
            let s = strBuffer + data.toString();
            let n = s.indexOf(external_os_namespaceObject.EOL);
            while (n > -1) {
                const line = s.substring(0, n);
                onLine(line);
                // the rest of the string ...
                s = s.substring(n + external_os_namespaceObject.EOL.length);
                n = s.indexOf(external_os_namespaceObject.EOL);
            }
            return s;
        }
        catch (err) {
            // streaming lines to console is best effort.  Don't fail a build.
            this._debug(`error processing line. Failed with error ${err}`);
            return '';
        }
    }
    _getSpawnFileName() {
        if (toolrunner_IS_WINDOWS) {
            if (this._isCmdFile()) {
                return process.env['COMSPEC'] || 'cmd.exe';
            }
        }
        return this.toolPath;
    }
    _getSpawnArgs(options) {
        if (toolrunner_IS_WINDOWS) {
            if (this._isCmdFile()) {
                let argline = `/D /S /C "${this._windowsQuoteCmdArg(this.toolPath)}`;
                for (const a of this.args) {
                    argline += ' ';
                    argline += options.windowsVerbatimArguments
                        ? a
                        : this._windowsQuoteCmdArg(a);
                }
                argline += '"';
                return [argline];
            }
        }
        return this.args;
    }
    _endsWith(str, end) {
        return str.endsWith(end);
    }
    _isCmdFile() {
        const upperToolPath = this.toolPath.toUpperCase();
        return (this._endsWith(upperToolPath, '.CMD') ||
            this._endsWith(upperToolPath, '.BAT'));
    }
    _windowsQuoteCmdArg(arg) {
        // for .exe, apply the normal quoting rules that libuv applies
        if (!this._isCmdFile()) {
            return this._uvQuoteCmdArg(arg);
        }
        // otherwise apply quoting rules specific to the cmd.exe command line parser.
        // the libuv rules are generic and are not designed specifically for cmd.exe
        // command line parser.
        //
        // for a detailed description of the cmd.exe command line parser, refer to
        // http://stackoverflow.com/questions/4094699/how-does-the-windows-command-interpreter-cmd-exe-parse-scripts/7970912#7970912
        // need quotes for empty arg
        if (!arg) {
            return '""';
        }
        // determine whether the arg needs to be quoted
        const cmdSpecialChars = [
            ' ',
            '\t',
            '&',
            '(',
            ')',
            '[',
            ']',
            '{',
            '}',
            '^',
            '=',
            ';',
            '!',
            "'",
            '+',
            ',',
            '`',
            '~',
            '|',
            '<',
            '>',
            '"'
        ];
        let needsQuotes = false;
        for (const char of arg) {
            if (cmdSpecialChars.some(x => x === char)) {
                needsQuotes = true;
                break;
            }
        }
        // short-circuit if quotes not needed
        if (!needsQuotes) {
            return arg;
        }
        // the following quoting rules are very similar to the rules that by libuv applies.
        //
        // 1) wrap the string in quotes
        //
        // 2) double-up quotes - i.e. " => ""
        //
        //    this is different from the libuv quoting rules. libuv replaces " with \", which unfortunately
        //    doesn't work well with a cmd.exe command line.
        //
        //    note, replacing " with "" also works well if the arg is passed to a downstream .NET console app.
        //    for example, the command line:
        //          foo.exe "myarg:""my val"""
        //    is parsed by a .NET console app into an arg array:
        //          [ "myarg:\"my val\"" ]
        //    which is the same end result when applying libuv quoting rules. although the actual
        //    command line from libuv quoting rules would look like:
        //          foo.exe "myarg:\"my val\""
        //
        // 3) double-up slashes that precede a quote,
        //    e.g.  hello \world    => "hello \world"
        //          hello\"world    => "hello\\""world"
        //          hello\\"world   => "hello\\\\""world"
        //          hello world\    => "hello world\\"
        //
        //    technically this is not required for a cmd.exe command line, or the batch argument parser.
        //    the reasons for including this as a .cmd quoting rule are:
        //
        //    a) this is optimized for the scenario where the argument is passed from the .cmd file to an
        //       external program. many programs (e.g. .NET console apps) rely on the slash-doubling rule.
        //
        //    b) it's what we've been doing previously (by deferring to node default behavior) and we
        //       haven't heard any complaints about that aspect.
        //
        // note, a weakness of the quoting rules chosen here, is that % is not escaped. in fact, % cannot be
        // escaped when used on the command line directly - even though within a .cmd file % can be escaped
        // by using %%.
        //
        // the saving grace is, on the command line, %var% is left as-is if var is not defined. this contrasts
        // the line parsing rules within a .cmd file, where if var is not defined it is replaced with nothing.
        //
        // one option that was explored was replacing % with ^% - i.e. %var% => ^%var^%. this hack would
        // often work, since it is unlikely that var^ would exist, and the ^ character is removed when the
        // variable is used. the problem, however, is that ^ is not removed when %* is used to pass the args
        // to an external program.
        //
        // an unexplored potential solution for the % escaping problem, is to create a wrapper .cmd file.
        // % can be escaped within a .cmd file.
        let reverse = '"';
        let quoteHit = true;
        for (let i = arg.length; i > 0; i--) {
            // walk the string in reverse
            reverse += arg[i - 1];
            if (quoteHit && arg[i - 1] === '\\') {
                reverse += '\\'; // double the slash
            }
            else if (arg[i - 1] === '"') {
                quoteHit = true;
                reverse += '"'; // double the quote
            }
            else {
                quoteHit = false;
            }
        }
        reverse += '"';
        return reverse.split('').reverse().join('');
    }
    _uvQuoteCmdArg(arg) {
        // Tool runner wraps child_process.spawn() and needs to apply the same quoting as
        // Node in certain cases where the undocumented spawn option windowsVerbatimArguments
        // is used.
        //
        // Since this function is a port of quote_cmd_arg from Node 4.x (technically, lib UV,
        // see https://github.com/nodejs/node/blob/v4.x/deps/uv/src/win/process.c for details),
        // pasting copyright notice from Node within this function:
        //
        //      Copyright Joyent, Inc. and other Node contributors. All rights reserved.
        //
        //      Permission is hereby granted, free of charge, to any person obtaining a copy
        //      of this software and associated documentation files (the "Software"), to
        //      deal in the Software without restriction, including without limitation the
        //      rights to use, copy, modify, merge, publish, distribute, sublicense, and/or
        //      sell copies of the Software, and to permit persons to whom the Software is
        //      furnished to do so, subject to the following conditions:
        //
        //      The above copyright notice and this permission notice shall be included in
        //      all copies or substantial portions of the Software.
        //
        //      THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
        //      IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
        //      FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
        //      AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
        //      LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING
        //      FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS
        //      IN THE SOFTWARE.
        if (!arg) {
            // Need double quotation for empty argument
            return '""';
        }
        if (!arg.includes(' ') && !arg.includes('\t') && !arg.includes('"')) {
            // No quotation needed
            return arg;
        }
        if (!arg.includes('"') && !arg.includes('\\')) {
            // No embedded double quotes or backslashes, so I can just wrap
            // quote marks around the whole thing.
            return `"${arg}"`;
        }
        // Expected input/output:
        //   input : hello"world
        //   output: "hello\"world"
        //   input : hello""world
        //   output: "hello\"\"world"
        //   input : hello\world
        //   output: hello\world
        //   input : hello\\world
        //   output: hello\\world
        //   input : hello\"world
        //   output: "hello\\\"world"
        //   input : hello\\"world
        //   output: "hello\\\\\"world"
        //   input : hello world\
        //   output: "hello world\\" - note the comment in libuv actually reads "hello world\"
        //                             but it appears the comment is wrong, it should be "hello world\\"
        let reverse = '"';
        let quoteHit = true;
        for (let i = arg.length; i > 0; i--) {
            // walk the string in reverse
            reverse += arg[i - 1];
            if (quoteHit && arg[i - 1] === '\\') {
                reverse += '\\';
            }
            else if (arg[i - 1] === '"') {
                quoteHit = true;
                reverse += '\\';
            }
            else {
                quoteHit = false;
            }
        }
        reverse += '"';
        return reverse.split('').reverse().join('');
    }
    _cloneExecOptions(options) {
        options = options || {};
        const result = {
            cwd: options.cwd || process.cwd(),
            env: options.env || process.env,
            silent: options.silent || false,
            windowsVerbatimArguments: options.windowsVerbatimArguments || false,
            failOnStdErr: options.failOnStdErr || false,
            ignoreReturnCode: options.ignoreReturnCode || false,
            delay: options.delay || 10000
        };
        result.outStream = options.outStream || process.stdout;
        result.errStream = options.errStream || process.stderr;
        return result;
    }
    _getSpawnOptions(options, toolPath) {
        options = options || {};
        const result = {};
        result.cwd = options.cwd;
        result.env = options.env;
        result['windowsVerbatimArguments'] =
            options.windowsVerbatimArguments || this._isCmdFile();
        if (options.windowsVerbatimArguments) {
            result.argv0 = `"${toolPath}"`;
        }
        return result;
    }
    /**
     * Exec a tool.
     * Output will be streamed to the live console.
     * Returns promise with return code
     *
     * @param     tool     path to tool to exec
     * @param     options  optional exec options.  See ExecOptions
     * @returns   number
     */
    exec() {
        return toolrunner_awaiter(this, void 0, void 0, function* () {
            // root the tool path if it is unrooted and contains relative pathing
            if (!isRooted(this.toolPath) &&
                (this.toolPath.includes('/') ||
                    (toolrunner_IS_WINDOWS && this.toolPath.includes('\\')))) {
                // prefer options.cwd if it is specified, however options.cwd may also need to be rooted
                this.toolPath = external_path_namespaceObject.resolve(process.cwd(), this.options.cwd || process.cwd(), this.toolPath);
            }
            // if the tool is only a file name, then resolve it from the PATH
            // otherwise verify it exists (add extension on Windows if necessary)
            this.toolPath = yield which(this.toolPath, true);
            return new Promise((resolve, reject) => toolrunner_awaiter(this, void 0, void 0, function* () {
                this._debug(`exec tool: ${this.toolPath}`);
                this._debug('arguments:');
                for (const arg of this.args) {
                    this._debug(`   ${arg}`);
                }
                const optionsNonNull = this._cloneExecOptions(this.options);
                if (!optionsNonNull.silent && optionsNonNull.outStream) {
                    optionsNonNull.outStream.write(this._getCommandString(optionsNonNull) + external_os_namespaceObject.EOL);
                }
                const state = new ExecState(optionsNonNull, this.toolPath);
                state.on('debug', (message) => {
                    this._debug(message);
                });
                if (this.options.cwd && !(yield exists(this.options.cwd))) {
                    return reject(new Error(`The cwd: ${this.options.cwd} does not exist!`));
                }
                const fileName = this._getSpawnFileName();
                const cp = external_child_process_namespaceObject.spawn(fileName, this._getSpawnArgs(optionsNonNull), this._getSpawnOptions(this.options, fileName));
                let stdbuffer = '';
                if (cp.stdout) {
                    cp.stdout.on('data', (data) => {
                        if (this.options.listeners && this.options.listeners.stdout) {
                            this.options.listeners.stdout(data);
                        }
                        if (!optionsNonNull.silent && optionsNonNull.outStream) {
                            optionsNonNull.outStream.write(data);
                        }
                        stdbuffer = this._processLineBuffer(data, stdbuffer, (line) => {
                            if (this.options.listeners && this.options.listeners.stdline) {
                                this.options.listeners.stdline(line);
                            }
                        });
                    });
                }
                let errbuffer = '';
                if (cp.stderr) {
                    cp.stderr.on('data', (data) => {
                        state.processStderr = true;
                        if (this.options.listeners && this.options.listeners.stderr) {
                            this.options.listeners.stderr(data);
                        }
                        if (!optionsNonNull.silent &&
                            optionsNonNull.errStream &&
                            optionsNonNull.outStream) {
                            const s = optionsNonNull.failOnStdErr
                                ? optionsNonNull.errStream
                                : optionsNonNull.outStream;
                            s.write(data);
                        }
                        errbuffer = this._processLineBuffer(data, errbuffer, (line) => {
                            if (this.options.listeners && this.options.listeners.errline) {
                                this.options.listeners.errline(line);
                            }
                        });
                    });
                }
                cp.on('error', (err) => {
                    state.processError = err.message;
                    state.processExited = true;
                    state.processClosed = true;
                    state.CheckComplete();
                });
                cp.on('exit', (code) => {
                    state.processExitCode = code;
                    state.processExited = true;
                    this._debug(`Exit code ${code} received from tool '${this.toolPath}'`);
                    state.CheckComplete();
                });
                cp.on('close', (code) => {
                    state.processExitCode = code;
                    state.processExited = true;
                    state.processClosed = true;
                    this._debug(`STDIO streams have closed for tool '${this.toolPath}'`);
                    state.CheckComplete();
                });
                state.on('done', (error, exitCode) => {
                    if (stdbuffer.length > 0) {
                        this.emit('stdline', stdbuffer);
                    }
                    if (errbuffer.length > 0) {
                        this.emit('errline', errbuffer);
                    }
                    cp.removeAllListeners();
                    if (error) {
                        reject(error);
                    }
                    else {
                        resolve(exitCode);
                    }
                });
                if (this.options.input) {
                    if (!cp.stdin) {
                        throw new Error('child process missing stdin');
                    }
                    cp.stdin.end(this.options.input);
                }
            }));
        });
    }
}

class ExecState extends external_events_.EventEmitter {
    constructor(options, toolPath) {
        super();
        this.processClosed = false; // tracks whether the process has exited and stdio is closed
        this.processError = '';
        this.processExitCode = 0;
        this.processExited = false; // tracks whether the process has exited
        this.processStderr = false; // tracks whether stderr was written to
        this.delay = 10000; // 10 seconds
        this.done = false;
        this.timeout = null;
        if (!toolPath) {
            throw new Error('toolPath must not be empty');
        }
        this.options = options;
        this.toolPath = toolPath;
        if (options.delay) {
            this.delay = options.delay;
        }
    }
    CheckComplete() {
        if (this.done) {
            return;
        }
        if (this.processClosed) {
            this._setResult();
        }
        else if (this.processExited) {
            this.timeout = (0,external_timers_namespaceObject.setTimeout)(ExecState.HandleTimeout, this.delay, this);
        }
    }
    _debug(message) {
        this.emit('debug', message);
    }
    _setResult() {
        // determine whether there is an error
        let error;
        if (this.processExited) {
            if (this.processError) {
                error = new Error(`There was an error when attempting to execute the process '${this.toolPath}'. This may indicate the process failed to start. Error: ${this.processError}`);
            }
            else if (this.processExitCode !== 0 && !this.options.ignoreReturnCode) {
                error = new Error(`The process '${this.toolPath}' failed with exit code ${this.processExitCode}`);
            }
            else if (this.processStderr && this.options.failOnStdErr) {
                error = new Error(`The process '${this.toolPath}' failed because one or more lines were written to the STDERR stream`);
            }
        }
        // clear the timeout
        if (this.timeout) {
            clearTimeout(this.timeout);
            this.timeout = null;
        }
        this.done = true;
        this.emit('done', error, this.processExitCode);
    }
    static HandleTimeout(state) {
        if (state.done) {
            return;
        }
        if (!state.processClosed && state.processExited) {
            const message = `The STDIO streams did not close within ${state.delay / 1000} seconds of the exit event from process '${state.toolPath}'. This may indicate a child process inherited the STDIO streams and has not yet exited.`;
            state._debug(message);
        }
        state._setResult();
    }
}
//# sourceMappingURL=toolrunner.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/exec/lib/exec.js
var exec_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};




//# sourceMappingURL=exec.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/platform.js
var platform_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};


const getWindowsInfo = () => platform_awaiter(void 0, void 0, void 0, function* () {
    const { stdout: version } = yield exec.getExecOutput('powershell -command "(Get-CimInstance -ClassName Win32_OperatingSystem).Version"', undefined, {
        silent: true
    });
    const { stdout: name } = yield exec.getExecOutput('powershell -command "(Get-CimInstance -ClassName Win32_OperatingSystem).Caption"', undefined, {
        silent: true
    });
    return {
        name: name.trim(),
        version: version.trim()
    };
});
const getMacOsInfo = () => platform_awaiter(void 0, void 0, void 0, function* () {
    var _a, _b, _c, _d;
    const { stdout } = yield exec.getExecOutput('sw_vers', undefined, {
        silent: true
    });
    const version = (_b = (_a = stdout.match(/ProductVersion:\s*(.+)/)) === null || _a === void 0 ? void 0 : _a[1]) !== null && _b !== void 0 ? _b : '';
    const name = (_d = (_c = stdout.match(/ProductName:\s*(.+)/)) === null || _c === void 0 ? void 0 : _c[1]) !== null && _d !== void 0 ? _d : '';
    return {
        name,
        version
    };
});
const getLinuxInfo = () => platform_awaiter(void 0, void 0, void 0, function* () {
    const { stdout } = yield exec.getExecOutput('lsb_release', ['-i', '-r', '-s'], {
        silent: true
    });
    const [name, version] = stdout.trim().split('\n');
    return {
        name,
        version
    };
});
const platform = external_os_namespaceObject.platform();
const arch = external_os_namespaceObject.arch();
const isWindows = platform === 'win32';
const isMacOS = platform === 'darwin';
const isLinux = platform === 'linux';

//# sourceMappingURL=platform.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/core.js
var core_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};






/**
 * The code to exit an action
 */
var ExitCode;
(function (ExitCode) {
    /**
     * A code indicating that the action was successful
     */
    ExitCode[ExitCode["Success"] = 0] = "Success";
    /**
     * A code indicating that the action was a failure
     */
    ExitCode[ExitCode["Failure"] = 1] = "Failure";
})(ExitCode || (ExitCode = {}));
//-----------------------------------------------------------------------
// Variables
//-----------------------------------------------------------------------
/**
 * Sets env variable for this action and future actions in the job
 * @param name the name of the variable to set
 * @param val the value of the variable. Non-string values will be converted to a string via JSON.stringify
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any

/**
 * Registers a secret which will get masked from logs
 *
 * @param secret - Value of the secret to be masked
 * @remarks
 * This function instructs the Actions runner to mask the specified value in any
 * logs produced during the workflow run. Once registered, the secret value will
 * be replaced with asterisks (***) whenever it appears in console output, logs,
 * or error messages.
 *
 * This is useful for protecting sensitive information such as:
 * - API keys
 * - Access tokens
 * - Authentication credentials
 * - URL parameters containing signatures (SAS tokens)
 *
 * Note that masking only affects future logs; any previous appearances of the
 * secret in logs before calling this function will remain unmasked.
 *
 * @example
 * ```typescript
 * // Register an API token as a secret
 * const apiToken = "abc123xyz456";
 * setSecret(apiToken);
 *
 * // Now any logs containing this value will show *** instead
 * console.log(`Using token: ${apiToken}`); // Outputs: "Using token: ***"
 * ```
 */
function core_setSecret(secret) {
    command_issueCommand('add-mask', {}, secret);
}

/**
 * Gets the value of an input.
 * Unless trimWhitespace is set to false in InputOptions, the value is also trimmed.
 * Returns an empty string if the value is not defined.
 *
 * @param     name     name of the input to get
 * @param     options  optional. See InputOptions.
 * @returns   string
 */
function getInput(name, options) {
    const val = process.env[`INPUT_${name.replace(/ /g, '_').toUpperCase()}`] || '';
    if (options && options.required && !val) {
        throw new Error(`Input required and not supplied: ${name}`);
    }
    if (options && options.trimWhitespace === false) {
        return val;
    }
    return val.trim();
}


/**
 * Sets the value of an output.
 *
 * @param     name     name of the output to set
 * @param     value    value to store. Non-string values will be converted to a string via JSON.stringify
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
function setOutput(name, value) {
    const filePath = process.env['GITHUB_OUTPUT'] || '';
    if (filePath) {
        return file_command_issueFileCommand('OUTPUT', file_command_prepareKeyValueMessage(name, value));
    }
    process.stdout.write(external_os_namespaceObject.EOL);
    command_issueCommand('set-output', { name }, utils_toCommandValue(value));
}

//-----------------------------------------------------------------------
// Results
//-----------------------------------------------------------------------

//-----------------------------------------------------------------------
// Logging Commands
//-----------------------------------------------------------------------

/**
 * Writes debug message to user log
 * @param message debug message
 */
function core_debug(message) {
    command_issueCommand('debug', {}, message);
}
/**
 * Adds an error issue
 * @param message error issue message. Errors will be converted to string via toString()
 * @param properties optional properties to add to the annotation.
 */
function error(message, properties = {}) {
    command_issueCommand('error', toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
/**
 * Adds a warning issue
 * @param message warning issue message. Errors will be converted to string via toString()
 * @param properties optional properties to add to the annotation.
 */
function warning(message, properties = {}) {
    command_issueCommand('warning', toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
/**
 * Adds a notice issue
 * @param message notice issue message. Errors will be converted to string via toString()
 * @param properties optional properties to add to the annotation.
 */
function notice(message, properties = {}) {
    command_issueCommand('notice', toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
/**
 * Writes info to log with console.log.
 * @param message info message
 */
function info(message) {
    process.stdout.write(message + external_os_namespaceObject.EOL);
}
/**
 * Begin an output group.
 *
 * Output until the next `groupEnd` will be foldable in this group
 *
 * @param name The name of the output group
 */
function startGroup(name) {
    command_issue('group', name);
}
/**
 * End an output group.
 */
function endGroup() {
    command_issue('endgroup');
}
/**
 * Wrap an asynchronous function call in a group.
 *
 * Returns the same type as the function itself.
 *
 * @param name The name of the group
 * @param fn The function to wrap in the group
 */
function group(name, fn) {
    return core_awaiter(this, void 0, void 0, function* () {
        startGroup(name);
        let result;
        try {
            result = yield fn();
        }
        finally {
            endGroup();
        }
        return result;
    });
}
//-----------------------------------------------------------------------
// Wrapper action state
//-----------------------------------------------------------------------
/**
 * Saves state for current action, the state can only be retrieved by this action's post job execution.
 *
 * @param     name     name of the state to store
 * @param     value    value to store. Non-string values will be converted to a string via JSON.stringify
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
function saveState(name, value) {
    const filePath = process.env['GITHUB_STATE'] || '';
    if (filePath) {
        return file_command_issueFileCommand('STATE', file_command_prepareKeyValueMessage(name, value));
    }
    command_issueCommand('save-state', { name }, utils_toCommandValue(value));
}
/**
 * Gets the value of an state set by this action's main execution.
 *
 * @param     name     name of the state to get
 * @returns   string
 */
function getState(name) {
    return process.env[`STATE_${name}`] || '';
}

/**
 * Summary exports
 */

/**
 * @deprecated use core.summary
 */

/**
 * Path exports
 */

/**
 * Platform utilities exports
 */

//# sourceMappingURL=core.js.map
// EXTERNAL MODULE: ./packages/core/build/failure.js
var failure = __nccwpck_require__(9520);
;// CONCATENATED MODULE: external "node:timers/promises"
const external_node_timers_promises_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:timers/promises");
;// CONCATENATED MODULE: ./packages/runtime/build/clock.js

const systemClock = {
    now: () => Date.now(),
    sleep: async (milliseconds, signal) => {
        await (0,external_node_timers_promises_namespaceObject.setTimeout)(milliseconds, undefined, signal === undefined ? {} : { signal });
    },
};

;// CONCATENATED MODULE: ./packages/runtime/build/inputs.js


function createInputReader(source) {
    const optional = (name) => source(name).trim() || undefined;
    const required = (name) => {
        const value = optional(name);
        if (value !== undefined)
            return value;
        throw (0,failure/* configurationFailure */.d_)({
            cause: `The input "${name}" is empty.`,
            remedy: `Give "${name}" a value under "with:".`,
        });
    };
    const wrong = (name, value, expected) => (0,failure/* configurationFailure */.d_)({
        cause: `The input "${name}" is "${value}".`,
        remedy: `Use ${expected}.`,
    });
    return {
        optional,
        required,
        boolean(name) {
            const value = required(name).toLowerCase();
            if (value === 'true' || value === 'false')
                return value === 'true';
            throw wrong(name, value, 'true or false');
        },
        choice(name, choices) {
            const value = required(name);
            const chosen = choices.find((choice) => choice === value);
            if (chosen !== undefined)
                return chosen;
            throw wrong(name, value, `one of ${choices.join(', ')}`);
        },
        integer(name, { min, max }) {
            const value = required(name);
            const number = Number(value);
            if (/^-?[0-9]+$/.test(value) && number >= min && number <= max)
                return number;
            throw wrong(name, value, `a whole number from ${min} to ${max}`);
        },
        lines: (name) => source(name)
            .split(/\r?\n/)
            .map((line) => line.trim())
            .filter((line) => line !== ''),
        list: (name) => source(name)
            .split(/[\r\n,]+/)
            .map((item) => item.trim())
            .filter((item) => item !== ''),
    };
}
const runnerInputs = createInputReader((name) => getInput(name, { trimWhitespace: false }));

// EXTERNAL MODULE: ./packages/core/build/hostile-text.js
var hostile_text = __nccwpck_require__(7750);
;// CONCATENATED MODULE: ./packages/runtime/build/log.js


const plain = (message) => message.split('\n').map(hostile_text/* neutraliseCommands */.$B).join('\n');
const properties = ({ title, file, startLine } = {}) => ({
    ...(title === undefined ? {} : { title }),
    ...(file === undefined ? {} : { file }),
    ...(startLine === undefined ? {} : { startLine }),
});
/** The log of a runner step. stdout is a command channel there, so every line is neutralised first. */
const runnerLog = {
    debug: (message) => core_debug(plain(message)),
    info: (message) => info(plain(message)),
    notice: (message, place) => notice(plain(message), properties(place)),
    warning: (message, place) => warning(plain(message), properties(place)),
    error: (message, place) => error(plain(message), properties(place)),
    group: (title, work) => group(plain(title), work),
    secret(value) {
        // Masking an empty or tiny value would blot out unrelated output.
        if (value.length >= 4)
            core_setSecret(value);
    },
};

;// CONCATENATED MODULE: ./packages/runtime/build/oidc.js
/**
 * OIDC tokens of the job. Not by @actions/core: it asks without a deadline, and brings an HTTP client with it that is as
 * large as everything else in a bundle.
 * https://docs.github.com/en/actions/reference/security/oidc#methods-for-requesting-the-oidc-token
 */

const ATTEMPTS = 5;
/** Milliseconds before the second attempt; doubled each time. */
const FIRST_PAUSE = 500;
/** Milliseconds of one attempt. */
const DEADLINE = 10_000;
/**
 * A fresh token for `audience`, registered as secret.
 * @throws Failure `configuration` without `id-token: write`; `remote` when the service gives none
 */
async function requestIdToken(audience, seams) {
    const { env, clock, log, signal } = seams;
    const address = env['ACTIONS_ID_TOKEN_REQUEST_URL'];
    const bearer = env['ACTIONS_ID_TOKEN_REQUEST_TOKEN'];
    if (!address || !bearer)
        throw (0,failure/* configurationFailure */.d_)({
            cause: 'This job cannot get an OIDC token: it lacks the permission "id-token: write".',
            remedy: 'Add "id-token: write" to the permissions of this job and, for a reusable workflow, of the calling job.',
        });
    log.secret(bearer);
    const url = new URL(address);
    url.searchParams.set('audience', audience);
    for (let attempt = 1;; attempt += 1) {
        const answer = await ask(url, bearer, seams);
        if ('token' in answer) {
            log.secret(answer.token);
            return answer.token;
        }
        if (!answer.retryable || attempt === ATTEMPTS || signal.aborted)
            throw (0,failure/* remoteFailure */.vU)({
                cause: `GitHub gave this job no OIDC token: ${answer.reason}.`,
                remedy: 'Run the job again; see https://www.githubstatus.com when it keeps failing.',
                error: answer.error,
            });
        log.debug(`OIDC token, attempt ${attempt}: ${answer.reason}`);
        await clock.sleep(FIRST_PAUSE * 2 ** (attempt - 1) * (1 + Math.random() / 2), signal);
    }
}
async function ask(url, bearer, { fetch, signal }) {
    try {
        const response = await fetch(url, {
            headers: { authorization: `Bearer ${bearer}`, accept: 'application/json; api-version=2.0' },
            signal: AbortSignal.any([signal, AbortSignal.timeout(DEADLINE)]),
        });
        const { status } = response;
        const retryable = status === 408 || status === 429 || status >= 500;
        if (status !== 200) {
            await response.body?.cancel();
            return { reason: `HTTP ${status}`, retryable };
        }
        const json = await response.json();
        const token = typeof json === 'object' && json !== null && 'value' in json ? json.value : undefined;
        // A line break in it would end up in a header.
        return typeof token === 'string' && /^[\w-]+\.[\w-]+\.[\w-]+$/.test(token)
            ? { token }
            : { reason: 'the answer holds no token', retryable: false };
    }
    catch (error) {
        return { reason: error instanceof Error ? error.message : String(error), retryable: true, error };
    }
}

;// CONCATENATED MODULE: ./packages/runtime/build/action.js







/** Tells the post step of an action from its main step, which starts without any state. */
const STARTED = 'sealift-main-started';
/** Runs one action as the process of a step: reads inputs, sets outputs, turns a failure into one annotation. */
async function runAction(action) {
    const cancelled = new AbortController();
    for (const signal of ['SIGINT', 'SIGTERM'])
        process.once(signal, () => cancelled.abort());
    try {
        await perform(action, createRuntime(cancelled.signal));
    }
    catch (thrown) {
        report((0,failure/* asFailure */.h_)(thrown));
        process.exitCode = 1;
    }
    // Connections that are kept alive would hold the step for minutes after its work is done.
    process.exit();
}
async function perform(action, runtime) {
    if (action.post !== undefined) {
        if (runtime.state.load(STARTED) !== undefined)
            return action.post(action.loadInputs(runnerInputs), runtime);
        runtime.state.save(STARTED, 'true');
    }
    const outputs = await action.run(action.loadInputs(runnerInputs), runtime);
    for (const [name, value] of Object.entries(outputs))
        setOutput(name, value);
}
const TITLES = {
    configuration: 'Configuration error',
    policy: 'Policy violation',
    remote: 'Service failure',
    internal: 'Internal error',
};
function report(failure) {
    runnerLog.error(`${failure.message} ${failure.remedy}`, {
        title: TITLES[failure.code],
        ...(failure.location === undefined ? {} : { file: failure.location.file }),
        ...(failure.location?.line === undefined ? {} : { startLine: failure.location.line }),
    });
    for (let error = failure; error instanceof Error; error = error.cause)
        runnerLog.debug(error.stack ?? error.message);
}
function createRuntime(signal) {
    const seams = {
        env: process.env,
        log: runnerLog,
        clock: systemClock,
        fetch: globalThis.fetch,
        signal,
    };
    return {
        ...seams,
        oidc: (audience) => requestIdToken(audience, seams),
        summary: async (markdown) => {
            const file = process.env['GITHUB_STEP_SUMMARY'];
            if (file)
                await (0,promises_.appendFile)(file, `${markdown}\n`);
        },
        setOutput: setOutput,
        state: { save: saveState, load: (name) => getState(name) || undefined },
    };
}


/***/ }),

/***/ 8038:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ findBuildx),
/* harmony export */   q: () => (/* binding */ checkEndpoint)
/* harmony export */ });
/* harmony import */ var _sealift_core_failure__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(9520);
/* harmony import */ var _exec_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(8368);
/* harmony import */ var _manifest_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(345);
/* harmony import */ var _system_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(8997);
/* harmony import */ var _tool_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(9496);
/* harmony import */ var _version_js__WEBPACK_IMPORTED_MODULE_5__ = __nccwpck_require__(5622);






/**
 * Finds buildx. A machine that has docker with a current buildx plugin (every GitHub-hosted runner) uses that one, as
 * its docker daemon goes with it; otherwise the source decides: the pinned release, or what SEALIFT_TOOLS and PATH have.
 * @throws Failure `configuration` or `remote` like resolveTool
 */
async function findBuildx(options) {
    const docker = await (0,_system_js__WEBPACK_IMPORTED_MODULE_3__/* .onPath */ .L)('docker', options.env['PATH']);
    const standalone = async () => {
        const { path, version } = await (0,_tool_js__WEBPACK_IMPORTED_MODULE_4__/* .resolveTool */ .H)('buildx', options);
        return { file: path, prefix: [], version, docker };
    };
    if (options.source === 'pinned')
        return (await findPlugin(docker, options)) ?? standalone();
    try {
        return await standalone();
    }
    catch (error) {
        const plugin = error instanceof _sealift_core_failure__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR ? await findPlugin(docker, options) : undefined;
        if (plugin === undefined)
            throw error;
        return plugin;
    }
}
/** Undefined when there is no docker, or it has no buildx or one that is too old. */
async function findPlugin(docker, options) {
    if (docker === undefined)
        return undefined;
    const result = await options.exec(docker, ['buildx', ..._manifest_js__WEBPACK_IMPORTED_MODULE_2__/* .toolManifest */ .A.buildx.versionArguments], {
        env: (0,_exec_js__WEBPACK_IMPORTED_MODULE_1__/* .childEnvironment */ .Q)(options.env, ['DOCKER_CONFIG']),
        timeout: 30_000,
        ...(options.signal === undefined ? {} : { signal: options.signal }),
    });
    const version = result.exitCode === 0 ? (0,_version_js__WEBPACK_IMPORTED_MODULE_5__/* .versionIn */ .I)(result.stdout) : undefined;
    if (version === undefined)
        return undefined;
    try {
        (0,_system_js__WEBPACK_IMPORTED_MODULE_3__/* .checkVersion */ .ps)('buildx', version, _manifest_js__WEBPACK_IMPORTED_MODULE_2__/* .toolManifest */ .A.buildx);
    }
    catch {
        options.log.info(`docker buildx ${version} of this machine is too old and is not used`);
        return undefined;
    }
    options.log.info(`Using docker buildx ${version} of this machine (${docker})`);
    return { file: docker, prefix: ['buildx'], version, docker };
}
/** @throws Failure `configuration` when the endpoint is not one that a remote driver takes */
function checkEndpoint(endpoint) {
    // https://docs.docker.com/build/builders/drivers/remote/
    if (/^(?:tcp:\/\/[^\s,/]+:[0-9]+|unix:\/\/\/\S+|(?:docker-container|podman-container|kube-pod):\/\/\S+)$/.test(endpoint))
        return;
    throw (0,_sealift_core_failure__WEBPACK_IMPORTED_MODULE_0__/* .configurationFailure */ .d_)({
        cause: `"${endpoint}" is not the address of a BuildKit daemon.`,
        remedy: 'Write it as tcp://host:port, unix:///path/to/buildkitd.sock, docker-container://name or kube-pod://name.',
    });
}


/***/ }),

/***/ 8368:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  Q: () => (/* binding */ childEnvironment),
  k: () => (/* binding */ createExec)
});

;// CONCATENATED MODULE: external "node:child_process"
const external_node_child_process_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:child_process");
// EXTERNAL MODULE: ./packages/core/build/failure.js
var failure = __nccwpck_require__(9520);
;// CONCATENATED MODULE: ./packages/tools/build/exec.js
/**
 * The one place where Sealift starts a process. @actions/exec gives no hold on a running child (no deadline, no
 * cancellation), so this stands on node:child_process; see docs/decisions/exec-seam.md.
 * A child's output is always piped: nothing of it reaches stdout, which is the runner's command channel, unless the
 * caller logs it.
 */


/** More output than this is dropped from what is returned (not from onLine): the end is what explains a failure. */
const MAX_KEPT = 64 * 1024 * 1024;
/** Milliseconds between asking a child to end and ending it. */
const GRACE = 5_000;
/** Milliseconds that output pipes may stay open after the child ended: a grandchild can hold them for ever. */
const LINGER = 2_000;
/** A line without an end is handed on in pieces of this size. */
const LONGEST_LINE = 1024 * 1024;
/**
 * @throws Failure `remote` when the file cannot be started or `signal` ended it
 */
const createExec = (log) => (file, args, options) => new Promise((resolve, reject) => {
    log.debug(`$ ${file} ${args.join(' ')}`);
    const started = performance.now();
    const cancelled = () => (0,failure/* remoteFailure */.vU)({
        cause: `${file} was ended because the job was cancelled.`,
        remedy: 'Run the job again.',
    });
    if (options.signal?.aborted) {
        reject(cancelled());
        return;
    }
    const child = (0,external_node_child_process_namespaceObject.spawn)(file, args, {
        env: { ...options.env },
        stdio: ['pipe', 'pipe', 'pipe'],
        ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    });
    const stdout = collect(child.stdout, (line) => options.onLine?.(line, 'stdout'));
    const stderr = collect(child.stderr, (line) => options.onLine?.(line, 'stderr'));
    let timedOut = false;
    const timers = [];
    const end = () => {
        child.kill('SIGTERM');
        timers.push(setTimeout(() => child.kill('SIGKILL'), GRACE));
    };
    timers.push(setTimeout(() => {
        timedOut = true;
        end();
    }, options.timeout));
    options.signal?.addEventListener('abort', end, { once: true });
    const release = () => {
        for (const timer of timers)
            clearTimeout(timer);
        options.signal?.removeEventListener('abort', end);
    };
    child.on('error', (error) => {
        release();
        reject((0,failure/* remoteFailure */.vU)({
            cause: `${file} could not be started: ${error.message}.`,
            remedy: 'Check that the tool is installed and made for this platform.',
            error,
        }));
    });
    child.on('exit', () => {
        timers.push(setTimeout(() => {
            child.stdout.destroy();
            child.stderr.destroy();
        }, LINGER));
    });
    child.on('close', (code) => {
        release();
        log.debug(`${file} ended with ${code ?? 'a signal'} after ${Math.round(performance.now() - started)} ms`);
        if (options.signal?.aborted)
            reject(cancelled());
        else
            resolve({ exitCode: timedOut ? -1 : (code ?? -1), stdout: stdout(), stderr: stderr(), timedOut });
    });
    // A child may end before it has read its input; its exit code says what happened.
    child.stdin.on('error', () => { });
    child.stdin.end(options.input);
});
function collect(stream, onLine) {
    stream.setEncoding('utf8');
    const kept = [];
    let length = 0;
    let rest = '';
    stream.on('data', (chunk) => {
        kept.push(chunk);
        length += chunk.length;
        while (length > MAX_KEPT && kept.length > 1)
            length -= kept.shift()?.length ?? 0;
        const lines = (rest + chunk).split(/\r?\n/);
        rest = lines.pop() ?? '';
        for (const line of lines)
            onLine(line);
        if (rest.length < LONGEST_LINE)
            return;
        onLine(rest);
        rest = '';
    });
    const flush = () => {
        if (rest !== '')
            onLine(rest);
        rest = '';
    };
    stream.on('end', flush);
    stream.on('close', flush);
    return () => kept.join('');
}
/** What every child may see: where programs, temporary files and trust anchors are. No token is among them. */
const PASSED_ON = [
    'PATH',
    'HOME',
    'TMPDIR',
    'LANG',
    'SystemRoot',
    'HTTP_PROXY',
    'HTTPS_PROXY',
    'NO_PROXY',
    'ALL_PROXY',
    'http_proxy',
    'https_proxy',
    'no_proxy',
    'all_proxy',
    'SSL_CERT_FILE',
    'SSL_CERT_DIR',
];
/**
 * The environment of a child: the harmless part of `own`, plus the named variables of `own`, plus `extra`.
 */
function childEnvironment(own, also = [], extra = {}) {
    const passed = {};
    for (const name of [...PASSED_ON, ...also]) {
        const value = own[name];
        if (value !== undefined)
            passed[name] = value;
    }
    return { ...passed, ...extra };
}


/***/ }),

/***/ 345:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   A: () => (/* binding */ toolManifest)
/* harmony export */ });
/**
 * The tools that Sealift runs, each at one version, with the sha256 of what the project released for each platform.
 * A platform without a line here is not downloaded: there is no unverified way in. The sums were compared between
 * several independent publications of them; to move a version, take them from the release's checksum file, verify that
 * file's signature, and wait a week (a compromised release is usually found in days).
 */
const TRIVY = 'https://github.com/aquasecurity/trivy/releases/download/v0.76.0/trivy_0.76.0';
const SYFT = 'https://github.com/anchore/syft/releases/download/v1.54.1/syft_1.54.1';
const COSIGN = 'https://github.com/sigstore/cosign/releases/download/v3.1.3/cosign';
const BUILDX = 'https://github.com/docker/buildx/releases/download/v0.36.1/buildx-v0.36.1';
/** The project publishes executables here only; its release page on GitHub has signatures and sums. */
const HELM = 'https://get.helm.sh/helm-v4.3.0';
/** https://github.com/advisories/GHSA-69fq-xp46-6x23 */
const COMPROMISED = 'it was published by attackers in March 2026 (GHSA-69fq-xp46-6x23)';
const toolManifest = {
    trivy: {
        version: '0.76.0',
        minimum: '0.60.0',
        refused: { '0.69.4': COMPROMISED, '0.69.5': COMPROMISED, '0.69.6': COMPROMISED },
        versionArguments: ['--version'],
        assets: {
            'linux/amd64': {
                url: `${TRIVY}_Linux-64bit.tar.gz`,
                sha256: 'e24b1c51293c1b15e4ba8d45bbc7891ba053f90278ec2698f3562c993e145fe7',
                member: 'trivy',
                executableSha256: '1f889576636db0623539cb339df7d06c40ebf39e7919489eafa1160e29808f19',
            },
            'linux/arm64': {
                url: `${TRIVY}_Linux-ARM64.tar.gz`,
                sha256: 'aab21e677a7b7071fc79f1711480840754c18a1b9d9cefa7ccd06af63a0e8f4c',
                member: 'trivy',
            },
            'darwin/amd64': {
                url: `${TRIVY}_macOS-64bit.tar.gz`,
                sha256: '89563d4d495cf4ef06a0d1950f8710b124e9f7bd2615ec6c47b03673f4ad45a2',
                member: 'trivy',
            },
            'darwin/arm64': {
                url: `${TRIVY}_macOS-ARM64.tar.gz`,
                sha256: 'e7ec0d21fe842553f59af99aba2efbcc822369fbaed27019c575408b6d135fce',
                member: 'trivy',
            },
        },
    },
    syft: {
        version: '1.54.1',
        minimum: '1.18.0',
        refused: {},
        versionArguments: ['version'],
        assets: {
            'linux/amd64': {
                url: `${SYFT}_linux_amd64.tar.gz`,
                sha256: 'c069905b391cc4c20a5ba65ad5c10be2a7ba074f8ea6ad203e24d14e303dad47',
                member: 'syft',
            },
            'linux/arm64': {
                url: `${SYFT}_linux_arm64.tar.gz`,
                sha256: 'dfdf0537610113edbefe1f1fc6548bc957b2d77439636ec824fcf0e10d46d054',
                member: 'syft',
            },
            'darwin/amd64': {
                url: `${SYFT}_darwin_amd64.tar.gz`,
                sha256: '2956322838b2f64e470eea474495f0cd96be4f222b1ac037258cdc47d965064e',
                member: 'syft',
            },
            'darwin/arm64': {
                url: `${SYFT}_darwin_arm64.tar.gz`,
                sha256: 'b4319c3abaa87a0170ab76ee83ea2260ca34b53aecfa3ab0dd5428d2319d744f',
                member: 'syft',
            },
        },
    },
    cosign: {
        version: '3.1.3',
        // The first line with bundles, signing configurations and trusted roots by default.
        minimum: '3.0.0',
        refused: {},
        versionArguments: ['version'],
        assets: {
            'linux/amd64': {
                url: `${COSIGN}-linux-amd64`,
                sha256: '4629c757b7618056f8ddd7e2625ae9fdd94c0372a65049520bc7d9df9efc7f71',
            },
            'linux/arm64': {
                url: `${COSIGN}-linux-arm64`,
                sha256: 'c5d324e091826b0d7a78eb16fef316450b4eb9aaec045611c08ba06f5e73220a',
            },
            'darwin/amd64': {
                url: `${COSIGN}-darwin-amd64`,
                sha256: '2347488e5d5b25336644024dfeca5601b190e91197a71a917bda44744aff106c',
            },
            'darwin/arm64': {
                url: `${COSIGN}-darwin-arm64`,
                sha256: '5cf948c2f4dfe59687bdd0b8523709067383e03982cc543475c8a7dc70e92a76',
            },
        },
    },
    buildx: {
        version: '0.36.1',
        // `--progress=rawjson` and layouts with `tar=false` work from here on.
        minimum: '0.13.0',
        refused: {},
        versionArguments: ['version'],
        assets: {
            'linux/amd64': {
                url: `${BUILDX}.linux-amd64`,
                sha256: '48af8a397ebd60178778bf63611dbcebe5f5e7a9be90eb9147b24b9587455778',
            },
            'linux/arm64': {
                url: `${BUILDX}.linux-arm64`,
                sha256: '5d0cafd9d16afe1a0f0d9529885344ace2cc99efdd531b6c783c5455a6001569',
            },
            'darwin/amd64': {
                url: `${BUILDX}.darwin-amd64`,
                sha256: '52a39ee4012d18f83373656712102ebda55656121dcdabbbb1ccfbd41b7debe8',
            },
            'darwin/arm64': {
                url: `${BUILDX}.darwin-arm64`,
                sha256: '214cdc36788602862dbc82b523d58648b4585c7b0ff95218b0817c44db5573d7',
            },
        },
    },
    helm: {
        version: '4.3.0',
        // `template` has had the options that are used since long before; hosted runners come with the 3 or the 4 line.
        minimum: '3.10.0',
        refused: {},
        versionArguments: ['version', '--short'],
        assets: {
            'linux/amd64': {
                url: `${HELM}-linux-amd64.tar.gz`,
                sha256: '86584a54def73570558f66f5111cc53dfed56689637ae32c1201205d494f54fb',
                member: 'linux-amd64/helm',
            },
            'linux/arm64': {
                url: `${HELM}-linux-arm64.tar.gz`,
                sha256: '31c5794dd55c66a51e6b7d2e2ac7a114ae8b1de41ff1d9ba51748ac973b06a08',
                member: 'linux-arm64/helm',
            },
            'darwin/amd64': {
                url: `${HELM}-darwin-amd64.tar.gz`,
                sha256: '347a784877e0e20eac865e8d1c36a80f6bb0861d6f29abd34defb6570ef95d92',
                member: 'darwin-amd64/helm',
            },
            'darwin/arm64': {
                url: `${HELM}-darwin-arm64.tar.gz`,
                sha256: 'd3870437e1e95b67f8edbde964156c84a26503f560821d40c542441658934fba',
                member: 'darwin-arm64/helm',
            },
        },
    },
};


/***/ }),

/***/ 1488:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  dV: () => (/* binding */ parsePrefetchable),
  yj: () => (/* binding */ prefetch)
});

// UNUSED EXPORTS: PREFETCHABLE

// EXTERNAL MODULE: ./packages/core/build/failure.js
var failure = __nccwpck_require__(9520);
// EXTERNAL MODULE: ./packages/tools/build/exec.js + 1 modules
var exec = __nccwpck_require__(8368);
// EXTERNAL MODULE: ./packages/tools/build/tool.js + 3 modules
var build_tool = __nccwpck_require__(9496);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __nccwpck_require__(1455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(6760);
;// CONCATENATED MODULE: ./packages/tools/build/trivy/arguments.js
/** Trivy's command lines. `--opt=` with nothing after it turns off a file that Trivy would read from the folder. */
/** In every call: no announcements, no telemetry, no trivy.yaml that changes what is found. */
const QUIET = ['--skip-version-check', '--disable-telemetry', '--no-progress', '--config='];
const SCANNERS = (/* unused pure expression or super */ null && (['vuln', 'secret', 'misconfig']));
/** Where Trivy keeps each database inside its cache folder, and where it is published. */
const DATABASES = {
    vulnerabilities: {
        folder: 'db',
        file: 'trivy.db',
        schema: 2,
        title: 'vulnerability database',
        repositories: ['mirror.gcr.io/aquasec/trivy-db:2', 'ghcr.io/aquasecurity/trivy-db:2'],
        download: '--download-db-only',
        repositoryOption: '--db-repository',
        input: 'db-repository',
    },
    java: {
        folder: 'java-db',
        file: 'trivy-java.db',
        schema: 1,
        title: 'Java database',
        repositories: ['mirror.gcr.io/aquasec/trivy-java-db:1', 'ghcr.io/aquasecurity/trivy-java-db:1'],
        download: '--download-java-db-only',
        repositoryOption: '--java-db-repository',
        input: 'java-db-repository',
    },
};
/**
 * One repository per call: left alone, Trivy tries the next one only after 429 and 5xx, not after 404 or a refused
 * connection.
 * @param minutes Trivy's own deadline
 */
const downloadArguments = (kind, cacheDirectory, repository, minutes) => [
    'image',
    DATABASES[kind].download,
    ...QUIET,
    '--cache-dir',
    cacheDirectory,
    DATABASES[kind].repositoryOption,
    repository,
    '--timeout',
    `${minutes}m`,
];
/** Everything offline, and nothing filtered: policy and ignore files are applied afterwards, where they are counted. */
const scanArguments = (options) => [
    'image',
    ...('layout' in options.target ? ['--input', options.target.layout] : ['--image-src', 'remote']),
    '--scanners',
    options.scanners.join(','),
    ...configScanners(options.scanners),
    '--format',
    'json',
    '--output',
    options.output,
    '--cache-dir',
    options.cacheDirectory,
    // The layer cache on disk is locked by one process; a scan in memory is no slower on images that change every time.
    '--cache-backend',
    'memory',
    '--skip-db-update',
    '--skip-java-db-update',
    '--skip-check-update',
    '--offline-scan',
    '--ignorefile=',
    '--secret-config=',
    '--exit-code',
    '0',
    '--timeout',
    `${options.minutes}m`,
    ...QUIET,
    ...('reference' in options.target ? ['--', options.target.reference] : []),
];
/** Environment variables and instructions of the image itself are looked at by a separate option. */
function configScanners(scanners) {
    const own = scanners.filter((scanner) => scanner !== 'vuln');
    return own.length === 0 ? [] : ['--image-config-scanners', own.join(',')];
}

// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __nccwpck_require__(8161);
// EXTERNAL MODULE: ./node_modules/valibot/dist/index.mjs
var dist = __nccwpck_require__(7934);
;// CONCATENATED MODULE: ./packages/tools/build/trivy/freshness.js
/** How old a database may be. */


const time = dist/* pipe */.FsL(dist/* string */.YjP(), dist/* transform */.pdi((text) => Date.parse(text)), dist/* number */.aig(), dist/* finite */.E2x());
const Metadata = dist/* object */.Ikc({
    Version: dist/* pipe */.FsL(dist/* number */.aig(), dist/* integer */.ndf(), dist/* minValue */.Wwf(0)),
    UpdatedAt: time,
    DownloadedAt: dist/* optional */.lqM(time),
});
/** The metadata.json that Trivy writes beside a database; undefined when it is not one that Trivy could use. */
function parseMetadata(kind, text) {
    try {
        const { Version, UpdatedAt, DownloadedAt } = dist/* parse */.qgA(Metadata, JSON.parse(text));
        if (Version !== DATABASES[kind].schema || UpdatedAt <= 0)
            return undefined;
        return { version: Version, updatedAt: UpdatedAt, downloadedAt: DownloadedAt ?? 0 };
    }
    catch {
        return undefined;
    }
}
const HOUR = 3_600_000;
/** A new vulnerability database appears every six hours, a new Java one every day or so. */
const REFRESH_AFTER = { vulnerabilities: 12 * HOUR, java: 72 * HOUR };
/** The registry is not asked again so soon: its newest may simply be older. */
const ASK_AGAIN_AFTER = HOUR;
/** @param maxAge milliseconds */
function freshness(kind, { updatedAt, downloadedAt }, now, maxAge) {
    const age = now - updatedAt;
    if (age > maxAge)
        return 'expired';
    if (age <= REFRESH_AFTER[kind] || Math.abs(now - downloadedAt) < ASK_AGAIN_AFTER)
        return 'fresh';
    return 'old';
}

;// CONCATENATED MODULE: ./packages/tools/build/trivy/cache.js
/**
 * Databases on this machine: each in a folder of its own that never changes after it got its name, so that scans may
 * read it while another process brings a newer one.
 */





/** The tool cache of a runner outlives its jobs; elsewhere the user's cache; a read-only machine gets the temporary folder. */
async function openDatabaseCache(kind, env) {
    const candidates = [
        env['RUNNER_TOOL_CACHE'],
        env['XDG_CACHE_HOME'],
        env['HOME'] === undefined || env['HOME'] === '' ? undefined : external_node_path_.join(env['HOME'], '.cache'),
        env['RUNNER_TEMP'],
        external_node_os_.tmpdir(),
    ].filter((folder) => folder !== undefined && external_node_path_.isAbsolute(folder));
    let problem;
    for (const base of candidates) {
        const folder = external_node_path_.join(base, 'sealift', `trivy-${DATABASES[kind].folder}`);
        try {
            await (0,promises_.mkdir)(folder, { recursive: true });
            const probe = await (0,promises_.mkdtemp)(external_node_path_.join(folder, '.probe-'));
            await (0,promises_.rm)(probe, { recursive: true });
            return folder;
        }
        catch (error) {
            problem = error;
        }
    }
    throw problem;
}
const GENERATION = /^\d{8,15}-/;
/** Scans that began with the one before the newest may still open its file. */
const KEPT = 2;
/** A download that was killed leaves its folder behind. Milliseconds. */
const ABANDONED_AFTER = 2 * 3_600_000;
/** Newest first; folders that are not a usable database are not among them. */
async function listDatabases(kind, cache) {
    const names = (await (0,promises_.readdir)(cache)).filter((name) => GENERATION.test(name));
    const found = await Promise.all(names.map((name) => inspect(kind, external_node_path_.join(cache, name))));
    return found
        .filter((database) => database !== undefined)
        .toSorted((a, b) => b.updatedAt - a.updatedAt || b.downloadedAt - a.downloadedAt);
}
async function inspect(kind, directory) {
    const text = await (0,promises_.readFile)(external_node_path_.join(directory, 'metadata.json'), 'utf8').catch(() => undefined);
    const metadata = text === undefined ? undefined : parseMetadata(kind, text);
    const file = await (0,promises_.stat)(external_node_path_.join(directory, DATABASES[kind].file)).catch(() => undefined);
    if (metadata === undefined || !file?.isFile() || file.size === 0)
        return undefined;
    return { ...metadata, directory };
}
/** An empty folder to use as Trivy's cache folder for a download. */
const createStaging = (cache) => (0,promises_.mkdtemp)(external_node_path_.join(cache, '.partial-'));
/** Gives what was downloaded into the staging folder its final name; undefined when it is not a database. */
async function adopt(kind, cache, staging) {
    const downloaded = external_node_path_.join(staging, DATABASES[kind].folder);
    const database = await inspect(kind, downloaded);
    if (database === undefined)
        return undefined;
    const directory = external_node_path_.join(cache, `${database.updatedAt}-${external_node_path_.basename(staging).slice('.partial-'.length)}`);
    await (0,promises_.rename)(downloaded, directory);
    return { ...database, directory };
}
/** Removes what nobody needs any more. Failing to is no reason to fail. */
async function prune(kind, cache, now) {
    const keep = (await listDatabases(kind, cache)).slice(0, KEPT).map(({ directory }) => directory);
    for (const name of await (0,promises_.readdir)(cache)) {
        const folder = external_node_path_.join(cache, name);
        const abandoned = /^\.(?:partial|probe)-/.test(name) &&
            now - ((await (0,promises_.stat)(folder).catch(() => undefined))?.mtimeMs ?? now) > ABANDONED_AFTER;
        if (abandoned || (GENERATION.test(name) && !keep.includes(folder)))
            await (0,promises_.rm)(folder, { recursive: true, force: true }).catch(() => { });
    }
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __nccwpck_require__(7598);
;// CONCATENATED MODULE: ./packages/tools/build/trivy/lock.js
/** A lock between processes of one machine, also when they run in containers that share only a folder. */


/** A holder shows that it is alive this often… */
const HEARTBEAT = 5_000;
/** …and is taken for dead after so long without. Milliseconds. */
const DEAD_AFTER = 30_000;
const POLL = 250;
/**
 * Runs `work` while no other process does with the same file. Whoever waited should look first whether the work is
 * done already.
 */
async function withLock(file, clock, signal, work) {
    const mark = (0,external_node_crypto_.randomUUID)();
    while (!(await take(file, mark, clock))) {
        signal?.throwIfAborted();
        await clock.sleep(POLL, signal);
    }
    const heartbeat = setInterval(() => {
        const now = clock.now() / 1000;
        (0,promises_.utimes)(file, now, now).catch(() => { });
    }, HEARTBEAT);
    heartbeat.unref();
    try {
        return await work();
    }
    finally {
        clearInterval(heartbeat);
        // Somebody who took this process for dead owns the file now.
        if ((await (0,promises_.readFile)(file, 'utf8').catch(() => '')) === mark)
            await (0,promises_.rm)(file, { force: true });
    }
}
async function take(file, mark, clock) {
    try {
        await (0,promises_.writeFile)(file, mark, { flag: 'wx', mode: 0o600 });
        const now = clock.now() / 1000;
        await (0,promises_.utimes)(file, now, now);
        return true;
    }
    catch (error) {
        if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST'))
            throw error;
    }
    const held = await (0,promises_.stat)(file).catch(() => undefined);
    if (held !== undefined && clock.now() - held.mtimeMs > DEAD_AFTER)
        await (0,promises_.rm)(file, { force: true });
    return false;
}

// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __nccwpck_require__(7975);
// EXTERNAL MODULE: ./packages/core/build/hostile-text.js
var hostile_text = __nccwpck_require__(7750);
;// CONCATENATED MODULE: ./packages/tools/build/trivy/reason.js


/** What Trivy's log says went wrong, on one line and without the chain of packages that passed it on. */
function trivyReason(stderr) {
    const lines = (0,external_node_util_.stripVTControlCharacters)(stderr).split('\n');
    const fatal = lines.findLastIndex((line) => /\tFATAL\t/.test(line));
    const text = (fatal === -1 ? lines.slice(-5) : lines.slice(fatal)).join(' ').replace(/\s+/g, ' ').trim();
    const message = text
        .replace(/^\S+ FATAL (?:Fatal error )?/, '')
        .replace(/^(?:run error|init error|DB error|image scan error|scan error|scan failed|failed analysis): /g, '')
        .replace(/^(?:(?:init error|DB error|scan error|scan failed|failed analysis|analyze error|pipeline error): )+/, '')
        // Each layer repeats what it was doing; the registry's answer is at the end.
        .replace(/^.*OCI (?:repository|artifact) error: /, '')
        .replace(/\d+ errors? occurred: \* /, '');
    const plain = (0,hostile_text/* singleLine */.pF)(message).replace(/[.\s]+$/, '');
    return plain === '' ? 'it ended without a message' : plain.length > 600 ? `${plain.slice(0, 600)}…` : plain;
}

;// CONCATENATED MODULE: ./packages/tools/build/trivy/database.js
/**
 * Gets Trivy's databases: one download per machine, shared by parallel jobs. A scan without a database, or with one
 * that is too old, would report few or no findings, so both are failures.
 */









const DEFAULT_MAX_AGE = 168;
const MINUTES = 10;
const ROUNDS = 3;
/** Milliseconds before the second and third round; plus up to as much again, so that parallel jobs come back apart. */
const PAUSES = [2_000, 10_000];
/**
 * The newest database on this machine, downloaded when there is none or it is not fresh.
 * @throws Failure `remote` when there is none young enough and none can be had
 */
async function ensureDatabase(kind, options) {
    const cache = await openDatabaseCache(kind, options.env);
    const maxAge = (options.maxAge ?? DEFAULT_MAX_AGE) * 3_600_000;
    const find = async () => {
        const [newest] = await listDatabases(kind, cache);
        return newest === undefined
            ? undefined
            : { newest, state: freshness(kind, newest, options.clock.now(), maxAge) };
    };
    const before = await find();
    if (before?.state === 'fresh')
        return before.newest;
    return withLock(external_node_path_.join(cache, '.lock'), options.clock, options.signal, async () => {
        const current = await find();
        if (current?.state === 'fresh')
            return current.newest;
        const result = await download(kind, cache, options);
        if ('database' in result) {
            await prune(kind, cache, options.clock.now());
            const { database } = result;
            if (freshness(kind, database, options.clock.now(), maxAge) !== 'expired')
                return database;
            throw tooOld(kind, database, options, `${result.repository} has no newer one`);
        }
        if (current === undefined)
            throw (0,failure/* remoteFailure */.vU)({
                cause: `Trivy's ${DATABASES[kind].title} could not be downloaded: ${result.reason}.`,
                remedy: `Run the job again later, or name a registry that this runner reaches in "${DATABASES[kind].input}"; nothing is scanned without a database.`,
            });
        if (current.state === 'expired')
            throw tooOld(kind, current.newest, options, result.reason);
        options.log.warning(`Trivy's ${DATABASES[kind].title} could not be refreshed (${result.reason}); the one of ${isoTime(current.newest)} is used.`);
        return current.newest;
    });
}
const isoTime = ({ updatedAt }) => new Date(updatedAt).toISOString();
function tooOld(kind, database, options, reason) {
    return (0,failure/* remoteFailure */.vU)({
        cause: `Trivy's ${DATABASES[kind].title} is of ${isoTime(database)}, older than the ${options.maxAge ?? DEFAULT_MAX_AGE} hours allowed, and could not be refreshed: ${reason}.`,
        remedy: `Run the job again later, name a registry with a newer one in "${DATABASES[kind].input}", or raise "max-database-age".`,
    });
}
async function download(kind, cache, options) {
    const repositories = options.repositories ?? DATABASES[kind].repositories;
    let reasons = [];
    for (let round = 0; round < ROUNDS; round++) {
        const pause = PAUSES[round - 1];
        if (pause !== undefined)
            await options.clock.sleep(pause * (1 + Math.random()), options.signal);
        reasons = [];
        let hopeful = false;
        for (const repository of repositories) {
            options.signal?.throwIfAborted();
            const attempt = await downloadFrom(kind, cache, repository, options);
            if ('database' in attempt) {
                options.log.info(`Trivy's ${DATABASES[kind].title} of ${isoTime(attempt.database)} from ${repository}`);
                return { ...attempt, repository };
            }
            options.log.info(`Trivy's ${DATABASES[kind].title}: ${repository}: ${attempt.reason}`);
            reasons.push(`${repository}: ${attempt.reason}`);
            hopeful ||= attempt.again;
        }
        if (!hopeful)
            break;
    }
    return { reason: reasons.join('; ') };
}
/** Asking the same registry again does not help against these. */
const HOPELESS = /MANIFEST_UNKNOWN|NAME_UNKNOWN|NAME_INVALID|UNAUTHORIZED|DENIED|x509:|certificate|could not parse reference|invalid reference/i;
async function downloadFrom(kind, cache, repository, options) {
    const staging = await createStaging(cache);
    try {
        const result = await options.exec(options.trivy, downloadArguments(kind, staging, repository, MINUTES), {
            cwd: staging,
            env: (0,exec/* childEnvironment */.Q)(options.env, ['DOCKER_CONFIG'], { TMPDIR: staging }),
            timeout: MINUTES * 60_000 + 15_000,
            ...(options.signal === undefined ? {} : { signal: options.signal }),
        });
        if (result.timedOut)
            return { reason: `no answer within ${MINUTES} minutes`, again: true };
        if (result.exitCode !== 0)
            return { reason: trivyReason(result.stderr), again: !HOPELESS.test(result.stderr) };
        const database = await adopt(kind, cache, staging);
        if (database === undefined)
            return { reason: `what it serves is not a ${DATABASES[kind].title}`, again: false };
        return { database };
    }
    finally {
        await (0,promises_.rm)(staging, { recursive: true, force: true });
    }
}

;// CONCATENATED MODULE: ./packages/tools/build/prefetch.js
/**
 * Gets the tools and databases of later steps while something slower runs. It never fails: a step that needs what could
 * not be fetched tries again itself and reports the failure properly.
 */




const PREFETCHABLE = ['trivy', 'trivy-db', 'trivy-java-db', 'syft', 'cosign'];
/** @throws Failure `configuration` on an unknown name */
function parsePrefetchable(name) {
    const found = PREFETCHABLE.find((known) => known === name);
    if (found !== undefined)
        return found;
    throw (0,failure/* configurationFailure */.d_)({
        cause: `"${name}" is nothing that can be fetched ahead.`,
        remedy: `Use ${PREFETCHABLE.join(', ')}.`,
    });
}
const DATABASE_KINDS = { 'trivy-db': 'vulnerabilities', 'trivy-java-db': 'java' };
/** Ends when everything was fetched or given up; a failure is a warning in the log. */
async function prefetch(names, options) {
    const wanted = new Set(names);
    const attempt = async (what, work) => {
        try {
            await work();
        }
        catch (thrown) {
            if (options.signal?.aborted)
                return;
            options.log.warning(`${what} could not be fetched ahead (${(0,failure/* asFailure */.h_)(thrown).message}) The step that needs it tries again.`);
        }
    };
    const tool = (name) => attempt(name, () => (0,build_tool/* resolveTool */.H)(name, options));
    const databases = Object.entries(DATABASE_KINDS).filter(([name]) => wanted.has(name));
    const fetchTrivy = () => attempt('trivy', async () => {
        const { path } = await (0,build_tool/* resolveTool */.H)('trivy', options);
        const { signal } = options;
        await Promise.all(databases.map(([name, kind]) => attempt(name, () => ensureDatabase(kind, {
            trivy: path,
            exec: options.exec ?? (0,exec/* createExec */.k)(options.log),
            env: options.env,
            log: options.log,
            clock: options.clock,
            ...(signal === undefined ? {} : { signal }),
        }))));
    });
    await Promise.all([
        wanted.has('trivy') || databases.length > 0 ? fetchTrivy() : undefined,
        wanted.has('syft') ? tool('syft') : undefined,
        wanted.has('cosign') ? tool('cosign') : undefined,
    ]);
}


/***/ }),

/***/ 8997:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   L: () => (/* binding */ onPath),
/* harmony export */   ps: () => (/* binding */ checkVersion),
/* harmony export */   yS: () => (/* binding */ findOnMachine)
/* harmony export */ });
/* unused harmony export versionOf */
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(3024);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(1455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(6760);
/* harmony import */ var _sealift_core_failure__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(9520);
/* harmony import */ var _exec_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(8368);
/* harmony import */ var _version_js__WEBPACK_IMPORTED_MODULE_5__ = __nccwpck_require__(5622);






/**
 * The tool as an administrator installed it: in the folder SEALIFT_TOOLS (`<tool>-<version>/<tool>`, the newest first,
 * or `<tool>`), else on PATH.
 * @throws Failure `configuration` when there is none, it does not run, or its version is too old or refused
 */
async function findOnMachine(name, release, options) {
    const file = (await inFolder(name, options.env['SEALIFT_TOOLS'])) ?? (await onPath(name, options.env['PATH']));
    if (file === undefined)
        throw (0,_sealift_core_failure__WEBPACK_IMPORTED_MODULE_3__/* .configurationFailure */ .d_)({
            cause: `There is no ${name} on this machine, neither in SEALIFT_TOOLS nor on PATH.`,
            remedy: `Install ${name} ${release.minimum} or newer, or leave the input "tools" at "pinned".`,
        });
    const version = await versionOf(name, file, release.versionArguments, options);
    checkVersion(name, version, release);
    options.log.info(`Using ${name} ${version} of this machine (${file})`);
    return { path: file, version };
}
/** @throws Failure `configuration` when Sealift must not run this version */
function checkVersion(name, version, release) {
    const reason = release.refused[version];
    if (reason !== undefined)
        throw (0,_sealift_core_failure__WEBPACK_IMPORTED_MODULE_3__/* .configurationFailure */ .d_)({
            cause: `${name} ${version} must not be used: ${reason}.`,
            remedy: `Remove it from this machine, treat what the machine had access to as known to others, and install ${name} ${release.version}.`,
        });
    if ((0,_version_js__WEBPACK_IMPORTED_MODULE_5__/* .compareVersions */ .Z)(version, release.minimum) < 0)
        throw (0,_sealift_core_failure__WEBPACK_IMPORTED_MODULE_3__/* .configurationFailure */ .d_)({
            cause: `${name} ${version} is too old: Sealift needs ${release.minimum} or newer.`,
            remedy: `Install ${name} ${release.version}, or set the input "tools" to "pinned".`,
        });
}
async function inFolder(name, folder) {
    if (folder === undefined || folder === '')
        return undefined;
    const versions = (await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.readdir)(folder).catch(() => []))
        .filter((entry) => entry.startsWith(`${name}-`) && /^[0-9]+(?:\.[0-9]+)*$/.test(entry.slice(name.length + 1)))
        .sort((a, b) => (0,_version_js__WEBPACK_IMPORTED_MODULE_5__/* .compareVersions */ .Z)(b.slice(name.length + 1), a.slice(name.length + 1)));
    for (const file of [...versions.map((entry) => node_path__WEBPACK_IMPORTED_MODULE_2__.join(folder, entry, name)), node_path__WEBPACK_IMPORTED_MODULE_2__.join(folder, name)])
        if (await isExecutable(file))
            return node_path__WEBPACK_IMPORTED_MODULE_2__.resolve(file);
    return undefined;
}
/** Absolute path of the first executable of that name on PATH. Relative entries of PATH are not looked at. */
async function onPath(name, searchPath) {
    for (const folder of (searchPath ?? '').split(node_path__WEBPACK_IMPORTED_MODULE_2__.delimiter)) {
        const file = node_path__WEBPACK_IMPORTED_MODULE_2__.join(folder, name);
        if (node_path__WEBPACK_IMPORTED_MODULE_2__.isAbsolute(folder) && (await isExecutable(file)))
            return file;
    }
    return undefined;
}
async function isExecutable(file) {
    try {
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.access)(file, node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.X_OK);
        return (await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.stat)(file)).isFile();
    }
    catch {
        return false;
    }
}
/** @throws Failure `configuration` when it does not run or prints no version */
async function versionOf(name, file, args, options) {
    const result = await options.exec(file, args, {
        env: (0,_exec_js__WEBPACK_IMPORTED_MODULE_4__/* .childEnvironment */ .Q)(options.env),
        timeout: 30_000,
        ...(options.signal === undefined ? {} : { signal: options.signal }),
    });
    const version = result.exitCode === 0 ? (0,_version_js__WEBPACK_IMPORTED_MODULE_5__/* .versionIn */ .I)(result.stdout || result.stderr) : undefined;
    if (version !== undefined)
        return version;
    throw (0,_sealift_core_failure__WEBPACK_IMPORTED_MODULE_3__/* .configurationFailure */ .d_)({
        cause: `"${file} ${args.join(' ')}" ${result.exitCode === 0 ? 'printed no version' : `ended with ${result.exitCode}`}.`,
        remedy: `Install a release of ${name}, or set the input "tools" to "pinned".`,
        error: new Error(`${result.stdout}${result.stderr}`.slice(0, 4_096)),
    });
}


/***/ }),

/***/ 9496:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  _: () => (/* binding */ TOOL_SOURCES),
  H: () => (/* binding */ resolveTool)
});

// EXTERNAL MODULE: ./packages/tools/build/exec.js + 1 modules
var exec = __nccwpck_require__(8368);
// EXTERNAL MODULE: ./packages/tools/build/manifest.js
var manifest = __nccwpck_require__(345);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __nccwpck_require__(7598);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __nccwpck_require__(3024);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __nccwpck_require__(1455);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __nccwpck_require__(8161);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(6760);
// EXTERNAL MODULE: ./packages/core/build/failure.js
var failure = __nccwpck_require__(9520);
// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __nccwpck_require__(8522);
;// CONCATENATED MODULE: ./packages/tools/build/archive.js



const BLOCK = 512;
/** Bytes of a pax header. */
const LONGEST_EXTENDED = 64 * 1024;
/**
 * Streams one regular file out of a .tar.gz. Nothing is ever written under a path that stands in the archive: the
 * caller decides where the bytes go.
 * https://pubs.opengroup.org/onlinepubs/9699919799/utilities/pax.html#tag_20_92_13_06 (ustar)
 * @throws Failure `remote` when the archive is broken, or has the member never or more than once
 */
async function readMember(archive, member, write) {
    const bad = (why, error) => (0,failure/* remoteFailure */.vU)({
        cause: `The archive ${archive} ${why}.`,
        remedy: 'Remove it and run the job again; if it stays like that, report it with the tool and its version.',
        error,
    });
    let found = 0;
    const source = (0,external_node_fs_.createReadStream)(archive);
    try {
        await walkArchive(source, ({ name, kind }) => {
            if (kind !== 'file' || name !== member)
                return undefined;
            if (++found > 1)
                throw bad(`has more than one ${member}`);
            return write;
        });
    }
    catch (error) {
        if (error instanceof Error && error.name === 'Failure')
            throw error;
        throw bad(error instanceof Error ? error.message : String(error), error);
    }
    if (found === 0)
        throw bad(`has no file named ${member}`);
}
/**
 * Streams a .tar.gz and asks for each entry where its bytes go; undefined skips them. Long names are read
 * from pax headers, as git writes them, and from GNU's.
 * @throws Error with half a sentence ("ends in …") when the archive is broken, and whatever `visit` throws
 */
async function walkArchive(source, visit) {
    /** Bytes of the current entry that are still to come, and of the padding after it. */
    let body = 0;
    let padding = 0;
    let sink;
    let rest = new Uint8Array();
    /** The extended header for the entry that follows. */
    let extended;
    const unpacked = (0,external_node_zlib_.createGunzip)();
    source.on('error', (error) => unpacked.destroy(error));
    source.pipe(unpacked);
    try {
        for await (const chunk of decoded(unpacked)) {
            let data = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
            rest = new Uint8Array();
            while (data.length > 0) {
                if (body > 0) {
                    const part = data.subarray(0, body);
                    await sink?.(part);
                    body -= part.length;
                    data = data.subarray(part.length);
                }
                else if (padding > 0) {
                    const part = Math.min(padding, data.length);
                    padding -= part;
                    data = data.subarray(part);
                }
                else if (data.length < BLOCK) {
                    rest = data;
                    break;
                }
                else {
                    const header = parseHeader(data.subarray(0, BLOCK));
                    data = data.subarray(BLOCK);
                    if (header === undefined)
                        continue;
                    body = header.size;
                    padding = (BLOCK - (header.size % BLOCK)) % BLOCK;
                    if (header.type === 'x' || header.type === 'L') {
                        if (header.size > LONGEST_EXTENDED)
                            throw new Error('has a header that is too long');
                        const chunks = [];
                        extended = { type: header.type, chunks };
                        sink = (part) => void chunks.push(Uint8Array.from(part));
                    }
                    else if (header.type === 'g' || header.type === 'K')
                        sink = undefined;
                    else {
                        const name = extended && longName(extended.type, Buffer.concat(extended.chunks));
                        extended = undefined;
                        sink = await visit({
                            name: (name ?? header.name).replace(/^\.\//, ''),
                            kind: KINDS[header.type] ?? 'other',
                            size: header.size,
                        });
                    }
                }
            }
        }
    }
    finally {
        source.destroy();
        unpacked.destroy();
    }
    if (body > 0)
        throw new Error('ends in the middle of a file');
}
async function* decoded(stream) {
    try {
        yield* stream;
    }
    catch (error) {
        throw new Error(`cannot be read: ${error instanceof Error ? error.message : String(error)}`, {
            cause: error,
        });
    }
}
const KINDS = { '0': 'file', '': 'file', '5': 'folder' };
/** GNU's long name, or the record "path" of a pax header: `<length> path=<name>\n`. */
function longName(type, header) {
    if (type === 'L')
        return header.toString('utf8').replace(/\0.*$/s, '');
    let path;
    for (let at = 0; at < header.length;) {
        const space = header.indexOf(0x20, at);
        const length = Number(header.toString('latin1', at, space));
        if (space === -1 || !Number.isInteger(length) || length <= space - at)
            throw new Error('cannot be read: a header in it is damaged');
        const [key = '', value = ''] = header.toString('utf8', space + 1, at + length - 1).split(/=(.*)/s);
        if (key === 'path')
            path = value;
        at += length;
    }
    return path;
}
/** Undefined for the zero blocks at the end. */
function parseHeader(block) {
    if (block.every((byte) => byte === 0))
        return undefined;
    const text = (start, length) => Buffer.from(block.subarray(start, start + length))
        .toString('utf8')
        .replace(/\0.*$/s, '');
    const octal = text(124, 12).trim();
    if (!/^[0-7]+$/.test(octal))
        throw new Error('cannot be read: a size in it is not a number');
    const checksum = Number.parseInt(text(148, 8).trim(), 8);
    const sum = block.reduce((total, byte, index) => total + (index >= 148 && index < 156 ? 32 : byte), 0);
    if (checksum !== sum)
        throw new Error('cannot be read: a header in it is damaged');
    const type = text(156, 1);
    const prefix = text(257, 5) === 'ustar' ? text(345, 155) : '';
    return {
        name: `${prefix === '' ? '' : `${prefix}/`}${text(0, 100)}`,
        size: Number.parseInt(octal, 8),
        type,
    };
}

// EXTERNAL MODULE: ./packages/registry/build/retry.js
var retry = __nccwpck_require__(4884);
;// CONCATENATED MODULE: ./packages/tools/build/download.js




/** Milliseconds for one attempt, headers and body: 65 MB at 220 kB/s. */
const ATTEMPT_DEADLINE = 300_000;
const POLICY = { attempts: 5, firstDelay: 1_000, maxDelay: 20_000, deadline: 15 * 60_000 };
const PROGRESS_EVERY = 5_000;
/** Bytes. Nothing that is pinned is larger. */
const LARGEST = 512 * 1024 * 1024;
/**
 * Downloads `url` to `file` (created with mode 0600) and compares the sha256 of its bytes. Retried: connection errors,
 * broken bodies, 408, 425, 429 and 5xx, five attempts in all, `Retry-After` honoured within 15 minutes. A wrong sha256
 * is not retried: either the release was replaced or something on the way changes it.
 * @throws Failure `remote`; the file is gone then
 */
async function download(url, sha256, file, options) {
    const failed = (why, remedy, error) => (0,failure/* remoteFailure */.vU)({ cause: `${options.label} could not be downloaded from ${url}: ${why}.`, remedy, error });
    const prepare = 'Run the job again, or prepare the tool in a folder on the runner and set SEALIFT_TOOLS to it.';
    try {
        const actual = await (0,retry/* withRetries */.LH)({
            clock: options.clock,
            policy: POLICY,
            random: Math.random,
            signal: options.signal,
            onRetry: ({ message }, delay) => options.log.info(`${options.label}: ${message}; next attempt in ${Math.ceil(delay / 1_000)} s`),
            giveUp: (failure, attempts) => failed(`${failure.message}, ${attempts} times in all`, prepare, failure),
        }, () => attempt(url, file, options, (why) => failed(why, prepare)));
        if (actual !== sha256)
            throw failed(`its sha256 is ${actual} and not the pinned ${sha256}`, 'Do not use that file: look for a replaced release, and for a proxy that changes downloads.');
    }
    catch (error) {
        await (0,promises_.rm)(file, { force: true });
        throw options.signal?.aborted ? failed('the job was cancelled', 'Run the job again.', error) : error;
    }
}
/** Writes the body and returns its sha256. @throws Transient when another attempt may work */
async function attempt(url, file, options, refused) {
    const { clock, log, label } = options;
    const deadline = AbortSignal.timeout(ATTEMPT_DEADLINE);
    const signal = options.signal === undefined ? deadline : AbortSignal.any([options.signal, deadline]);
    const response = await options.fetch(url, { signal, redirect: 'follow' }).catch(broken);
    if (!response.ok || response.body === null) {
        await response.body?.cancel().catch(() => { });
        const why = `the server answered ${response.status}`;
        if (!(0,retry/* isTransientStatus */.Dm)(response.status))
            throw refused(why);
        const after = (0,retry/* parseRetryAfter */.mu)(response.headers.get('retry-after'), clock.now());
        throw new retry/* Transient */.Rc(why, { after, ambiguous: false });
    }
    const announced = Number(response.headers.get('content-length') ?? Number.NaN);
    const total = Number.isNaN(announced) ? '' : ` of ${megabytes(announced)}`;
    log.info(`Downloading ${label}${total.replace(' of', ',')} from ${new URL(url).host}`);
    const hash = (0,external_node_crypto_.createHash)('sha256');
    const handle = await (0,promises_.open)(file, 'w', 0o600);
    let received = 0;
    let told = clock.now();
    try {
        const reader = response.body.getReader();
        for (;;) {
            // Only reading may be repeated: a full disk stays full.
            const { done, value } = await reader.read().catch(broken);
            if (done)
                break;
            received += value.byteLength;
            if (received > LARGEST)
                throw refused(`it is larger than ${megabytes(LARGEST)}`);
            hash.update(value);
            await handle.writeFile(value);
            if (clock.now() - told < PROGRESS_EVERY)
                continue;
            told = clock.now();
            log.info(`${label}: ${megabytes(received)}${total}`);
        }
    }
    finally {
        await handle.close();
    }
    return hash.digest('hex');
}
const megabytes = (bytes) => `${(bytes / 1e6).toFixed(0)} MB`;
function broken(error) {
    const reason = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    const message = reason instanceof Error ? reason.message : String(reason);
    throw new retry/* Transient */.Rc(`the connection failed (${message})`, { ambiguous: false, error });
}

// EXTERNAL MODULE: ./packages/tools/build/system.js
var system = __nccwpck_require__(8997);
;// CONCATENATED MODULE: ./packages/tools/build/pinned.js









/**
 * The pinned release of a tool: prepared by an administrator, from the tool cache, or downloaded into it.
 *
 * The cache has the form that GitHub's runners and their clean-up scripts know,
 * `$RUNNER_TOOL_CACHE/sealift-<tool>/<version>/<arch>` with `<arch>.complete` beside it. An entry is made in a folder of
 * its own and renamed into place, so that jobs which share a cache never see half of one.
 * @throws Failure `configuration` when the platform has no pin, `remote` when it cannot be downloaded
 */
async function findPinned(name, release, options) {
    (0,system/* checkVersion */.ps)(name, release.version, release);
    const platform = currentPlatform();
    const asset = release.assets[platform];
    if (asset === undefined)
        throw noPin(name, release, platform);
    const entry = cacheEntry(name, release.version, options.env);
    const found = { path: external_node_path_.join(entry, name), version: release.version };
    const prepared = options.env['SEALIFT_TOOLS'];
    const preparedFolder = prepared ? external_node_path_.resolve(prepared, `${name}-${release.version}`) : undefined;
    if (preparedFolder !== undefined) {
        const file = external_node_path_.join(preparedFolder, name);
        if (await isGenuine(preparedFolder, name, asset)) {
            options.log.info(`Using ${name} ${release.version} from SEALIFT_TOOLS`);
            return { path: file, version: release.version };
        }
        if (await exists(file))
            options.log.warning(`${file} is not the released ${name} ${release.version} (its sha256 differs) and is not used. Executables that were built in-house need the input "tools: system".`);
    }
    if (await isGenuine(entry, name, asset)) {
        options.log.info(`Using ${name} ${release.version} from the tool cache`);
        return found;
    }
    if (await exists(entry)) {
        options.log.warning(`${name} ${release.version} in the tool cache does not have the pinned sha256 any more. It is replaced.`);
        await moveAway(entry);
    }
    await makeFolder(external_node_path_.dirname(entry));
    const draft = `${entry}.${(0,external_node_crypto_.randomBytes)(6).toString('hex')}`;
    await (0,promises_.mkdir)(draft, { mode: 0o700 });
    try {
        await fill(draft, preparedFolder, name, release.version, asset, options);
        await place(draft, entry, name, asset);
    }
    finally {
        await (0,promises_.rm)(draft, { recursive: true, force: true });
    }
    await (0,promises_.writeFile)(`${entry}.complete`, '');
    return found;
}
async function makeFolder(folder) {
    try {
        await (0,promises_.mkdir)(folder, { recursive: true });
    }
    catch (error) {
        throw (0,failure/* configurationFailure */.d_)({
            cause: `The tool cache folder ${folder} cannot be made: ${error instanceof Error ? error.message : String(error)}.`,
            remedy: 'Set RUNNER_TOOL_CACHE to a folder that the runner may write to, or prepare the tools in SEALIFT_TOOLS.',
            error,
        });
    }
}
const fileOf = (asset) => external_node_path_.posix.basename(new URL(asset.url).pathname);
/** The executable's sha256 as pinned, where the manifest has it. */
const executableSum = (asset) => asset.member === undefined ? asset.sha256 : asset.executableSha256;
/** Makes a complete entry in the new folder `draft`. */
async function fill(draft, preparedFolder, name, version, asset, options) {
    const fetched = external_node_path_.join(draft, fileOf(asset));
    const prepared = preparedFolder && external_node_path_.join(preparedFolder, fileOf(asset));
    if (prepared && (await sha256Of(prepared)) === asset.sha256) {
        options.log.info(`Taking ${name} ${version} from SEALIFT_TOOLS`);
        await (0,promises_.copyFile)(prepared, fetched);
    }
    else {
        await download(asset.url, asset.sha256, fetched, { ...options, label: `${name} ${version}` });
    }
    const executable = external_node_path_.join(draft, name);
    if (asset.member === undefined)
        await (0,promises_.rename)(fetched, executable);
    else {
        const handle = await (0,promises_.open)(executable, 'w', 0o600);
        try {
            await readMember(fetched, asset.member, async (chunk) => {
                await handle.write(chunk);
            });
        }
        finally {
            await handle.close();
        }
        // Kept only where it is what later uses are compared with.
        if (asset.executableSha256 !== undefined)
            await (0,promises_.rm)(fetched);
    }
    if (!(await isGenuine(draft, name, asset)))
        throw (0,failure/* configurationFailure */.d_)({
            cause: `The executable in ${fileOf(asset)} does not have the pinned sha256.`,
            remedy: 'Report this: the manifest of Sealift names the archive and the executable of different releases.',
        });
    await (0,promises_.chmod)(executable, 0o755);
}
/** Renames the draft into the cache, or leaves what another job put there meanwhile. */
async function place(draft, entry, name, asset) {
    for (let attempt = 1;; attempt += 1) {
        try {
            await (0,promises_.rename)(draft, entry);
            return;
        }
        catch (error) {
            if (await isGenuine(entry, name, asset))
                return;
            if (attempt === 3)
                throw error;
            await moveAway(entry);
        }
    }
}
/** A running job may still use what is inside: it is renamed first, and its open files live on. */
async function moveAway(entry) {
    const away = `${entry}.${(0,external_node_crypto_.randomBytes)(6).toString('hex')}`;
    await (0,promises_.rm)(`${entry}.complete`, { force: true });
    await (0,promises_.rename)(entry, away).catch(() => { });
    await (0,promises_.rm)(away, { recursive: true, force: true });
}
/** Whether the executable in the folder is, byte for byte, what the manifest pins. */
async function isGenuine(folder, name, asset) {
    const actual = await sha256Of(external_node_path_.join(folder, name));
    if (actual === undefined)
        return false;
    const pinned = executableSum(asset);
    if (pinned !== undefined)
        return actual === pinned;
    const archive = external_node_path_.join(folder, fileOf(asset));
    if (asset.member === undefined || (await sha256Of(archive)) !== asset.sha256)
        return false;
    const hash = (0,external_node_crypto_.createHash)('sha256');
    await readMember(archive, asset.member, (chunk) => void hash.update(chunk));
    return actual === hash.digest('hex');
}
/** Lower-case hex, or undefined when there is no such file. */
async function sha256Of(file) {
    const hash = (0,external_node_crypto_.createHash)('sha256');
    try {
        for await (const chunk of (0,external_node_fs_.createReadStream)(file, { highWaterMark: 1 << 20 }))
            hash.update(chunk);
    }
    catch {
        return undefined;
    }
    return hash.digest('hex');
}
const exists = async (file) => (await (0,promises_.stat)(file).catch(() => undefined)) !== undefined;
/** In the words of OCI. */
const ARCHITECTURES = { x64: 'amd64', arm64: 'arm64' };
const currentPlatform = () => `${process.platform}/${ARCHITECTURES[process.arch] ?? process.arch}`;
function cacheEntry(name, version, env) {
    const root = env['RUNNER_TOOL_CACHE'] ||
        external_node_path_.join(env['XDG_CACHE_HOME'] || external_node_path_.join(env['HOME'] || (0,external_node_os_.homedir)(), '.cache'), 'sealift', 'tools');
    return external_node_path_.join(root, `sealift-${name}`, version, process.arch);
}
const noPin = (name, release, platform) => (0,failure/* configurationFailure */.d_)({
    cause: `Sealift has no pinned ${name} for ${platform}, only for ${Object.keys(release.assets).join(', ')}.`,
    remedy: `Install ${name} ${release.minimum} or newer on the runner and set the input "tools" to "system".`,
});

;// CONCATENATED MODULE: ./packages/tools/build/tool.js




/** The values of the actions' input `tools`. */
const TOOL_SOURCES = ['pinned', 'system'];
/**
 * Path of a verified executable.
 * @throws Failure `configuration` when this platform has no pin, or the machine's tool is missing, too old or refused;
 * `remote` when the download fails after retries or does not have the pinned sha256
 */
async function resolveTool(name, options) {
    const release = (options.manifest ?? manifest/* toolManifest */.A)[name];
    if (options.source === 'system')
        return (0,system/* findOnMachine */.yS)(name, release, { ...options, exec: options.exec ?? (0,exec/* createExec */.k)(options.log) });
    return findPinned(name, release, options);
}


/***/ }),

/***/ 5622:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   I: () => (/* binding */ versionIn),
/* harmony export */   Z: () => (/* binding */ compareVersions)
/* harmony export */ });
/** The first version number in what a tool prints about itself, without a leading "v" and without suffixes. */
const versionIn = (text) => /(?:^|[\s:])v?([0-9]+\.[0-9]+\.[0-9]+)(?![0-9.])/.exec(text)?.[1];
/** Negative when `a` is older than `b`. Numbers between dots; missing ones are 0. */
function compareVersions(a, b) {
    const left = a.split('.').map(Number);
    const right = b.split('.').map(Number);
    for (let index = 0; index < Math.max(left.length, right.length); index += 1) {
        const difference = (left[index] ?? 0) - (right[index] ?? 0);
        if (difference !== 0)
            return difference;
    }
    return 0;
}


/***/ })

/******/ });
/************************************************************************/
/******/ // The module cache
/******/ var __webpack_module_cache__ = {};
/******/ 
/******/ // The require function
/******/ function __nccwpck_require__(moduleId) {
/******/ 	// Check if module is in cache
/******/ 	var cachedModule = __webpack_module_cache__[moduleId];
/******/ 	if (cachedModule !== undefined) {
/******/ 		return cachedModule.exports;
/******/ 	}
/******/ 	// Create a new module (and put it into the cache)
/******/ 	var module = __webpack_module_cache__[moduleId] = {
/******/ 		// no module.id needed
/******/ 		// no module.loaded needed
/******/ 		exports: {}
/******/ 	};
/******/ 
/******/ 	// Execute the module function
/******/ 	var threw = true;
/******/ 	try {
/******/ 		__webpack_modules__[moduleId](module, module.exports, __nccwpck_require__);
/******/ 		threw = false;
/******/ 	} finally {
/******/ 		if(threw) delete __webpack_module_cache__[moduleId];
/******/ 	}
/******/ 
/******/ 	// Return the exports of the module
/******/ 	return module.exports;
/******/ }
/******/ 
/************************************************************************/
/******/ /* webpack/runtime/asset-relocator-loader */
/******/ if (typeof __nccwpck_require__ !== 'undefined') __nccwpck_require__.ab = decodeURIComponent(new URL('.', import.meta.url).pathname).slice(import.meta.url.match(/^file:\/\/\/\w:/) ? 1 : 0, -1) + "/";
/******/ 
/******/ /* webpack/runtime/async module */
/******/ (() => {
/******/ 	var webpackQueues = typeof Symbol === "function" ? Symbol("webpack queues") : "__webpack_queues__";
/******/ 	var webpackExports = typeof Symbol === "function" ? Symbol("webpack exports") : "__webpack_exports__";
/******/ 	var webpackError = typeof Symbol === "function" ? Symbol("webpack error") : "__webpack_error__";
/******/ 	var resolveQueue = (queue) => {
/******/ 		if(queue && queue.d < 1) {
/******/ 			queue.d = 1;
/******/ 			queue.forEach((fn) => (fn.r--));
/******/ 			queue.forEach((fn) => (fn.r-- ? fn.r++ : fn()));
/******/ 		}
/******/ 	}
/******/ 	var wrapDeps = (deps) => (deps.map((dep) => {
/******/ 		if(dep !== null && typeof dep === "object") {
/******/ 			if(dep[webpackQueues]) return dep;
/******/ 			if(dep.then) {
/******/ 				var queue = [];
/******/ 				queue.d = 0;
/******/ 				dep.then((r) => {
/******/ 					obj[webpackExports] = r;
/******/ 					resolveQueue(queue);
/******/ 				}, (e) => {
/******/ 					obj[webpackError] = e;
/******/ 					resolveQueue(queue);
/******/ 				});
/******/ 				var obj = {};
/******/ 				obj[webpackQueues] = (fn) => (fn(queue));
/******/ 				return obj;
/******/ 			}
/******/ 		}
/******/ 		var ret = {};
/******/ 		ret[webpackQueues] = x => {};
/******/ 		ret[webpackExports] = dep;
/******/ 		return ret;
/******/ 	}));
/******/ 	__nccwpck_require__.a = (module, body, hasAwait) => {
/******/ 		var queue;
/******/ 		hasAwait && ((queue = []).d = -1);
/******/ 		var depQueues = new Set();
/******/ 		var exports = module.exports;
/******/ 		var currentDeps;
/******/ 		var outerResolve;
/******/ 		var reject;
/******/ 		var promise = new Promise((resolve, rej) => {
/******/ 			reject = rej;
/******/ 			outerResolve = resolve;
/******/ 		});
/******/ 		promise[webpackExports] = exports;
/******/ 		promise[webpackQueues] = (fn) => (queue && fn(queue), depQueues.forEach(fn), promise["catch"](x => {}));
/******/ 		module.exports = promise;
/******/ 		body((deps) => {
/******/ 			currentDeps = wrapDeps(deps);
/******/ 			var fn;
/******/ 			var getResult = () => (currentDeps.map((d) => {
/******/ 				if(d[webpackError]) throw d[webpackError];
/******/ 				return d[webpackExports];
/******/ 			}))
/******/ 			var promise = new Promise((resolve) => {
/******/ 				fn = () => (resolve(getResult));
/******/ 				fn.r = 0;
/******/ 				var fnQueue = (q) => (q !== queue && !depQueues.has(q) && (depQueues.add(q), q && !q.d && (fn.r++, q.push(fn))));
/******/ 				currentDeps.map((dep) => (dep[webpackQueues](fnQueue)));
/******/ 			});
/******/ 			return fn.r ? promise : getResult();
/******/ 		}, (err) => ((err ? reject(promise[webpackError] = err) : outerResolve(exports)), resolveQueue(queue)));
/******/ 		queue && queue.d < 0 && (queue.d = 0);
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/define property getters */
/******/ (() => {
/******/ 	// define getter functions for harmony exports
/******/ 	__nccwpck_require__.d = (exports, definition) => {
/******/ 		for(var key in definition) {
/******/ 			if(__nccwpck_require__.o(definition, key) && !__nccwpck_require__.o(exports, key)) {
/******/ 				Object.defineProperty(exports, key, { enumerable: true, get: definition[key] });
/******/ 			}
/******/ 		}
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/hasOwnProperty shorthand */
/******/ (() => {
/******/ 	__nccwpck_require__.o = (obj, prop) => (Object.prototype.hasOwnProperty.call(obj, prop))
/******/ })();
/******/ 
/************************************************************************/
/******/ 
/******/ // startup
/******/ // Load entry module and return exports
/******/ // This entry module used 'module' so it can't be inlined
/******/ var __webpack_exports__ = __nccwpck_require__(1975);
/******/ __webpack_exports__ = await __webpack_exports__;
/******/ 
