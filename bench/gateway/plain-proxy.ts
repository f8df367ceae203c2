import proxy from '@fastify/http-proxy';
import fastify from 'fastify';

/** The peer to be measured by: a proxy of the same runtime that checks nothing. */
const [port, upstream = ''] = process.argv.slice(2);
const app = fastify({ logger: false });
await app.register(proxy, { upstream, prefix: '/' });
await app.listen({ port: Number(port), host: '127.0.0.1' });
process.send?.('up');
