export {
  type EmbeddedPostgres,
  type EmbeddedPostgresOptions,
  startEmbeddedPostgres,
} from './embedded-postgres.ts';
export { pointedFolder, removeServerFolder } from './server-folder.ts';
export { runningServerPid, stopLeftOver } from './stop-left-over.ts';
