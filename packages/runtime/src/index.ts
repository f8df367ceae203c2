export { ConfigError, ConfigReader, type Environment } from './config.ts';
export { stopOnSignal } from './lifecycle.ts';
export { createLogger, type Logger, logLines } from './logger.ts';
export { startService } from './start-service.ts';
