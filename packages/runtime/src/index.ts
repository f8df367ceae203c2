export { ConfigError, ConfigReader, type Environment } from './config.ts';
export { stopOnSignal } from './lifecycle.ts';
export { LineLog } from './line-log.ts';
export { createLogger, type Logger } from './logger.ts';
export { startService } from './start-service.ts';
