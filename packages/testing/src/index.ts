export { prepareTemplate, startTestCluster, TEST_PASSWORDS, type TestCluster } from './cluster.ts';
export { eventually } from './eventually.ts';
export { freePort } from './free-port.ts';
export {
  changeTestKey,
  insertTestKey,
  revokeTestKey,
  type Statements,
  TEST_ENVIRONMENT,
  type TestKey,
  type TestKeyChange,
  type TestKeyOptions,
} from './insert-test-key.ts';
export { MessageClient, type SocketEvent, type SocketMessage } from './message-client.ts';
export { databaseSettings, type ServiceFiles, serviceFiles } from './service-files.ts';
export { startTcpProxy, type TcpProxy } from './tcp-proxy.ts';
export { type TestDatabase, testDatabase } from './test-database.ts';
export { type TestKeyrings, testKeyrings } from './test-keyrings.ts';
