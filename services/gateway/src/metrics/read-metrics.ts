import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import type { Pool } from 'pg';
import type { KeyLookup } from '../api-key-lookup/key-lookup.ts';
import type { NonceConsumer } from '../nonces/nonce-consumer.ts';
import type { Upstream } from '../proxy/upstream.ts';
import type { RefusalLog } from '../refusals/refusal-log.ts';
import type { RouteFile } from '../routing/load-routes.ts';
import type { OpenSockets } from '../websocket/open-sockets.ts';
import type { MetricName, Reading } from './metrics.ts';
import type { RequestCounts } from './request-counts.ts';

/** The parts of a gateway that count. */
export type MetricParts = {
  readonly requests: RequestCounts;
  readonly nonces: NonceConsumer;
  readonly keys: KeyLookup;
  readonly upstreams: Readonly<Record<'signed' | 'public', Upstream>>;
  readonly refusals: RefusalLog;
  readonly sockets: OpenSockets;
  readonly routes: RouteFile;
  readonly pools: Readonly<Record<string, Pool>>;
};

/** Asks each part for its numbers; nothing is worked out before somebody asks. */
export function readMetrics(parts: MetricParts, openConnections: number): Reading[] {
  const { requests, nonces, keys, upstreams, refusals, sockets, pools, routes } = parts;
  return [
    ...labelled('countersign_requests_total', requests.outcomes.entries),
    reading('countersign_request_duration_seconds', requests.forwarded.distribution, 'forwarded'),
    reading('countersign_request_duration_seconds', requests.others.distribution, 'other'),
    reading('countersign_nonce_batch_size', nonces.batchSizes.distribution),
    reading('countersign_nonce_statements_failed_total', nonces.failedStatements),
    reading('countersign_nonce_keys_waiting', nonces.waitingKeys),
    reading('countersign_key_cache_size', keys.counts.size),
    reading('countersign_key_cache_hits_total', keys.counts.hits),
    reading('countersign_key_cache_misses_total', keys.counts.misses),
    reading('countersign_routes', routes.live.count),
    reading('countersign_routes_loaded_timestamp_seconds', routes.counts.loadedAtSeconds),
    reading('countersign_routes_refused_total', routes.counts.refused),
    ...Object.entries(upstreams).flatMap(([name, { inFlight, refusedAsBusy }]) => [
      reading('countersign_upstream_calls_in_flight', inFlight, name),
      reading('countersign_upstream_busy_total', refusedAsBusy, name),
    ]),
    reading('countersign_connections_open', openConnections),
    reading('countersign_websockets_open', sockets.size),
    ...labelled('countersign_websockets_ended_total', sockets.endings.entries),
    reading('countersign_refusals_dropped_total', refusals.droppedInAll),
    ...Object.entries(pools).flatMap(([name, pool]) => [
      reading('countersign_database_connections', pool.totalCount, name),
      reading('countersign_database_waiting', pool.waitingCount, name),
    ]),
  ];
}

/** How often the event loop is looked at: 50 timers a second cost nothing that could be measured. */
const DELAY_RESOLUTION_MS = 20;

/** Watches this process from now on; each call reads it. */
export function watchProcess(): () => Reading[] {
  const delay = monitorEventLoopDelay({ resolution: DELAY_RESOLUTION_MS });
  delay.enable();
  return () => {
    const { user, system } = process.cpuUsage();
    // What is measured is the time between two looks, so the pause that was asked for is in it.
    const late = (nanoseconds: number) => Math.max(0, nanoseconds / 1e9 - DELAY_RESOLUTION_MS / 1_000);
    const [middle, high, worst] = [delay.percentile(50), delay.percentile(99), delay.max].map(late);
    delay.reset();
    return [
      reading('countersign_process_cpu_seconds_total', user / 1e6, 'user'),
      reading('countersign_process_cpu_seconds_total', system / 1e6, 'system'),
      reading('countersign_process_resident_bytes', process.memoryUsage.rss()),
      reading('countersign_event_loop_active_seconds_total', performance.eventLoopUtilization().active / 1e3),
      reading('countersign_event_loop_delay_seconds', middle ?? 0, '0.5'),
      reading('countersign_event_loop_delay_seconds', high ?? 0, '0.99'),
      reading('countersign_event_loop_delay_seconds', worst ?? 0, '1'),
      reading('countersign_start_time_seconds', performance.timeOrigin / 1e3),
    ];
  };
}

/** What a supervisor knows of a process. */
export function supervisionReadings({ isUp, restarts }: { isUp: boolean; restarts: number }): Reading[] {
  return [
    reading('countersign_process_up', isUp ? 1 : 0),
    reading('countersign_process_restarts_total', restarts),
  ];
}

const labelled = (name: MetricName, entries: readonly (readonly [string, number])[]) =>
  entries.map(([label, value]) => reading(name, value, label));

function reading(name: MetricName, value: Reading['value'], label?: string): Reading {
  return label === undefined ? { name, value } : { name, value, label };
}
