import { readFileSync, writeFileSync } from 'node:fs';

/**
 * `node bench/gateway/draw-flame-graph.ts some.cpuprofile some.svg "Title"`: what BENCH_NODE_ARGS="--cpu-prof" wrote, as a
 * picture. Wider is more time; what lies on something was called by it. Frames by name, so that all calls of one stand
 * together; idle time and start-up are left out.
 */
type Profile = {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: { readonly functionName: string; readonly url: string };
    readonly children?: readonly number[];
  }[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
};

type Frame = { readonly name: string; readonly kind: Kind; us: number; readonly callees: Map<string, Frame> };

const COLOURS = { ours: '#1f8a84', node: '#c9a24b', libraries: '#7f8fd0', engine: '#b0b7bd' } as const;
type Kind = keyof typeof COLOURS;

const WIDTH = 1_200;
const ROW = 16;
const MARGIN = 24;
/** Narrower frames are left out (pixels). */
const MIN_WIDTH = 1.2;
const LETTER = 6.2;
/** Frames that stand for a process that is starting. */
const START_UP = /^node:internal\/(?:modules|main|bootstrap)\//;

function kindOf(url: string): Kind {
  if (url === '') return 'engine';
  if (url.startsWith('node:')) return 'node';
  return url.includes('/node_modules/') ? 'libraries' : 'ours';
}

function rootOf({ nodes, samples, timeDeltas }: Profile): Frame {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const callers = new Map(nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id])));
  const root: Frame = { name: 'all', kind: 'engine', us: 0, callees: new Map() };
  for (const [index, id] of samples.entries()) {
    const stack = [];
    for (let at: number | undefined = id; at !== undefined; at = callers.get(at)) {
      const frame = byId.get(at)?.callFrame;
      if (frame !== undefined && frame.functionName !== '(root)') stack.unshift(frame);
    }
    const isOfInterest = !stack.some(
      ({ functionName: name, url }) => name === '(idle)' || START_UP.test(url),
    );
    if (isOfInterest) add(root, stack, timeDeltas[index] ?? 0);
  }
  return root;
}

function add(root: Frame, stack: readonly { functionName: string; url: string }[], us: number): void {
  root.us += us;
  let at = root;
  for (const { functionName, url } of stack) {
    const name = functionName === '' ? '(anonymous)' : functionName;
    const callee = at.callees.get(name) ?? { name, kind: kindOf(url), us: 0, callees: new Map() };
    at.callees.set(name, callee);
    callee.us += us;
    at = callee;
  }
}

function draw(root: Frame, title: string): string {
  const shapes: string[] = [];
  let depth = 0;
  const place = (frame: Frame, x: number, row: number) => {
    const width = (frame.us / root.us) * WIDTH;
    if (width < MIN_WIDTH) return;
    depth = Math.max(depth, row);
    const share = `${((frame.us / root.us) * 100).toFixed(1)} %`;
    const letters = Math.floor((width - 4) / LETTER);
    const label = letters < 3 ? '' : escaped(frame.name.slice(0, letters));
    const y = row * ROW + MARGIN;
    shapes.push(
      `<g><title>${escaped(frame.name)} ${share}</title><rect x="${x.toFixed(1)}" y="${y}" width="${(width - 0.4).toFixed(1)}" height="${ROW - 1}" fill="${COLOURS[frame.kind]}"/>${label && `<text x="${(x + 2).toFixed(1)}" y="${y + 11}">${label}</text>`}</g>`,
    );
    let next = x;
    for (const callee of [...frame.callees.values()].sort((a, b) => b.us - a.us)) {
      place(callee, next, row + 1);
      next += (callee.us / root.us) * WIDTH;
    }
  };
  place(root, 0, 0);
  const height = (depth + 1) * ROW + MARGIN;
  const legend = Object.entries(COLOURS).map(
    ([kind, colour], index) =>
      `<rect x="${WIDTH - 330 + index * 82}" y="5" width="10" height="10" fill="${colour}"/><text x="${WIDTH - 316 + index * 82}" y="14">${kind}</text>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" font-family="monospace" font-size="10">
<title>${escaped(title)}</title>
<rect width="100%" height="100%" fill="#fff"/><text x="2" y="14" font-weight="bold">${escaped(title)}</text>${legend.join('')}
${shapes.join('\n')}
</svg>
`;
}

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const [from, to, title = ''] = process.argv.slice(2);
if (from === undefined || to === undefined) {
  console.error('node bench/gateway/draw-flame-graph.ts from.cpuprofile to.svg "Title"');
  process.exit(64);
}
writeFileSync(to, draw(rootOf(JSON.parse(readFileSync(from, 'utf8')) as Profile), title));
