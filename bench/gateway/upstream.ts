import { createServer } from 'node:http';

/** The backend behind everything that is measured, where nginx is not there to be it: one small answer to any call. */
const ANSWER = Buffer.from('[["exchange","USD",1000,0,1000,null,null]]');

const server = createServer((message, response) => {
  message.resume();
  response.writeHead(200, ['content-type', 'application/json', 'content-length', String(ANSWER.byteLength)]);
  response.end(ANSWER);
});
server.keepAliveTimeout = 120_000;
server.listen(Number(process.argv[2]), '127.0.0.1', () => process.send?.('up'));
