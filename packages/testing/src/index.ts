export { freePort, prepareTemplate, startTestCluster, TEST_PASSWORDS, type TestCluster } from './cluster.ts';
export { type TestDatabase, testDatabase } from './test-database.ts';
export { type TestKeyrings, testKeyrings } from './test-keyrings.ts';
