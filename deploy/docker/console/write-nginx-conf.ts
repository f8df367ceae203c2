import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { nginxConf } from './nginx-conf.ts';

// Run while the image is built: node deploy/docker/console/write-nginx-conf.ts <built console> <configuration to write>

const [dist = '', target = ''] = process.argv.slice(2);

writeFileSync(
  target,
  nginxConf({
    pages: JSON.parse(readFileSync(join(dist, 'pages.json'), 'utf8')),
    root: '/usr/share/console',
    listen: '3000',
    keysUrl: 'http://keys:3000',
    scratch: '/tmp',
  }),
);
