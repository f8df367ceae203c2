export {
  type EmbeddedPostgres,
  type EmbeddedPostgresOptions,
  runningServerPid,
  startEmbeddedPostgres,
} from './embedded-postgres.ts';
