export { freePort, prepareTemplate, startTestCluster, TEST_PASSWORDS, type TestCluster } from './cluster.ts';
export { eventually } from './eventually.ts';
export { startTcpProxy, type TcpProxy } from './tcp-proxy.ts';
export { type TestDatabase, testDatabase } from './test-database.ts';
export { type TestKeyrings, testKeyrings } from './test-keyrings.ts';
