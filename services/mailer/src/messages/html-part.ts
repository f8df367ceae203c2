import type { Block, Fact, Message, MessageContext, PermissionLines } from './message.ts';

// Mail clients know tables and inline styles; everything beyond (the style element, the media query) only adds to
// a mail that is whole without it. Outlook on Windows renders with Word: hence the conditional comments.
const FONT = "-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";
const MONO = "ui-monospace,SFMono-Regular,Menlo,Consolas,'Liberation Mono',monospace";
const INK = '#16202e';
const SOFT = '#5a6675';
const LINE = '#e1e6ec';
const ACCENT = '#1f5eff';
const GRAVE = '#b3261e';

/** Dark colours; a client that does not know the query shows the light ones. */
const DARK = `
  .page{background:#0e131a!important}
  .card{background:#18202b!important;border-color:#2a3442!important}
  .ink{color:#f1f4f8!important}
  .soft{color:#a3afbd!important}
  .rule{border-color:#2a3442!important}
  .chip-read{background:#243142!important;color:#b9c6d6!important}
  .chip-write{background:#1c3a7a!important;color:#dbe6ff!important}
  .chip-grave{background:#6b211c!important;color:#ffe1de!important}
  .grave{background:#3a1a19!important;border-color:#7a2a25!important}
  .grave-ink{color:#ffb4ab!important}
  .link{color:#9dbbff!important;background:#111821!important}`;

const STYLE = `
  body{margin:0;padding:0}
  @media (max-width:480px){.outer{padding:0!important}.card{border-radius:0!important;border-left:0!important;border-right:0!important}.inner{padding:28px 20px!important}.brand{padding:18px 20px 12px!important}.button a{display:block!important}}
  @media (prefers-color-scheme:dark){${DARK}}`;

/** The HTML part. Every string of the message is escaped here and nowhere else; none of them is markup. */
export function htmlPart(message: Message, { platformName, consoleOrigin }: MessageContext): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<meta name="format-detection" content="telephone=no,date=no,address=no,email=no">
<title>${escapeHtml(message.subject)}</title>
<style>${STYLE}
</style>
</head>
<body class="page" style="margin:0;padding:0;background:#eef1f5;-webkit-text-size-adjust:100%">
<div style="display:none;max-height:0;overflow:hidden;mso-hide:all">${escapeHtml(message.preheader)}${'&#847;&zwnj;&nbsp;'.repeat(40)}</div>
<table role="presentation" class="page" width="100%" cellpadding="0" cellspacing="0" border="0" style="background:#eef1f5"><tr><td class="outer" align="center" style="padding:32px 12px">
<!--[if mso]><table role="presentation" width="600" cellpadding="0" cellspacing="0" border="0"><tr><td><![endif]-->
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:600px">
<tr><td class="soft brand" style="padding:0 8px 14px;font:600 15px/20px ${FONT};color:${SOFT};letter-spacing:.01em">${escapeHtml(platformName)}</td></tr>
<tr><td class="card" style="background:#ffffff;border:1px solid ${LINE};border-radius:14px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr><td class="inner" style="padding:36px 40px">
<h1 class="ink" style="margin:0 0 16px;font:700 24px/30px ${FONT};color:${INK};letter-spacing:-.01em">${escapeHtml(message.heading)}</h1>
${message.blocks.map(htmlBlock).join('\n')}
</td></tr></table>
</td></tr>
<tr><td align="center" class="soft" style="padding:18px 8px 0;font:13px/18px ${FONT};color:${SOFT}">Sent by ${escapeHtml(platformName)} · ${escapeHtml(hostOf(consoleOrigin))}</td></tr>
</table>
<!--[if mso]></td></tr></table><![endif]-->
</td></tr></table>
</body>
</html>
`;
}

function htmlBlock(block: Block): string {
  switch (block.kind) {
    case 'paragraph':
      return `<p class="ink" style="margin:0 0 20px;font:16px/24px ${FONT};color:${INK}">${escapeHtml(block.text)}</p>`;
    case 'note':
      return `<p class="soft rule" style="margin:28px 0 0;padding:20px 0 0;border-top:1px solid ${LINE};font:14px/21px ${FONT};color:${SOFT}">${escapeHtml(block.text)}</p>`;
    case 'warning':
      return warningBox(block.title, block.text);
    case 'action':
      return action(block);
    case 'section':
      return `${title(block.title)}<p class="ink" style="margin:0 0 16px;font:16px/24px ${FONT};color:${INK}">${escapeHtml(block.text)}</p>`;
    case 'facts':
      return title(block.title) + table(block.facts.map(factRow));
    case 'permissions':
      return title(block.title) + table(block.groups.map(permissionRow));
  }
}

function warningBox(heading: string, text: string): string {
  return `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="margin:0 0 20px"><tr><td class="grave" style="padding:14px 18px;background:#fdecea;border:1px solid #f3b9b4;border-left:4px solid ${GRAVE};border-radius:8px">
<p class="grave-ink" style="margin:0 0 4px;font:700 16px/22px ${FONT};color:${GRAVE}">${escapeHtml(heading)}</p>
<p class="ink" style="margin:0;font:15px/22px ${FONT};color:${INK}">${escapeHtml(text)}</p>
</td></tr></table>`;
}

/** A button that is one in every client: Outlook draws the VML shape, the others a padded link in a coloured cell. */
function action({ label, url, hint, tone }: Extract<Block, { kind: 'action' }>): string {
  const href = escapeHtml(url);
  const colour = tone === 'grave' ? GRAVE : ACCENT;
  return `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr><td class="button" align="center" style="padding:10px 0 24px">
<!--[if mso]><v:roundrect xmlns:v="urn:schemas-microsoft-com:vml" xmlns:w="urn:schemas-microsoft-com:office:word" href="${href}" style="height:50px;v-text-anchor:middle;width:260px" arcsize="20%" stroke="f" fillcolor="${colour}"><w:anchorlock/><center style="color:#ffffff;font-family:Arial,sans-serif;font-size:17px;font-weight:bold">${escapeHtml(label)}</center></v:roundrect><![endif]-->
<!--[if !mso]><!--><a href="${href}" style="display:inline-block;padding:14px 44px;background:${colour};border-radius:10px;font:600 17px/22px ${FONT};color:#ffffff;text-decoration:none;text-align:center">${escapeHtml(label)}</a><!--<![endif]-->
</td></tr></table>
<p class="soft" style="margin:0 0 8px;font:14px/21px ${FONT};color:${SOFT}">${escapeHtml(hint)}</p>
<p class="link" style="margin:0 0 4px;padding:10px 12px;background:#f4f6f9;border-radius:8px;font:12px/18px ${MONO};color:#2149b5;word-break:break-all;overflow-wrap:anywhere"><a href="${href}" class="link" style="color:#2149b5;text-decoration:none">${href}</a></p>`;
}

function title(text: string): string {
  return `<h2 class="ink" style="margin:24px 0 4px;font:700 16px/22px ${FONT};color:${INK}">${escapeHtml(text)}</h2>`;
}

function table(rows: readonly string[]): string {
  return `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="margin:0 0 12px">${rows.join('')}</table>`;
}

function factRow({ name, values }: Fact): string {
  // Each value is isolated: text that runs from right to left stays within its own cell.
  const shown = values.map((value) => `<bdi dir="auto">${escapeHtml(value)}</bdi>`).join('<br>');
  return `<tr><td class="soft rule" valign="top" width="30%" style="padding:9px 12px 9px 0;border-top:1px solid ${LINE};font:14px/20px ${FONT};color:${SOFT}">${escapeHtml(name)}</td><td class="ink rule" valign="top" style="padding:9px 0;border-top:1px solid ${LINE};font:15px/20px ${FONT};color:${INK};word-break:break-word;overflow-wrap:anywhere">${shown}</td></tr>`;
}

function permissionRow({ title: group, lines, isGrave }: PermissionLines): string {
  const shown = lines.map(({ access, sentence }) => {
    const look = isGrave ? CHIPS.grave : access === 'Write' ? CHIPS.write : CHIPS.read;
    return `<tr><td valign="top" width="54" style="padding:3px 8px 3px 0"><span class="${look.name}" style="display:inline-block;width:46px;padding:2px 0;border-radius:6px;background:${look.back};font:600 12px/18px ${FONT};color:${look.ink};text-align:center">${access}</span></td><td class="soft" valign="top" style="padding:4px 0;font:14px/20px ${FONT};color:${SOFT}">${escapeHtml(sentence)}</td></tr>`;
  });
  return `<tr><td class="${isGrave ? 'grave-ink' : 'ink'} rule" valign="top" width="30%" style="padding:10px 12px 8px 0;border-top:1px solid ${LINE};font:600 14px/20px ${FONT};color:${isGrave ? GRAVE : INK}">${escapeHtml(group)}</td><td class="rule" valign="top" style="padding:7px 0 6px;border-top:1px solid ${LINE}"><table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0">${shown.join('')}</table></td></tr>`;
}

const CHIPS = {
  read: { name: 'chip-read', back: '#edf1f6', ink: '#4a5768' },
  write: { name: 'chip-write', back: '#dfe9ff', ink: '#1b4fd6' },
  grave: { name: 'chip-grave', back: '#fbd5d1', ink: '#8c1d18' },
} as const;

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] as string);
}

function hostOf(origin: string): string {
  return new URL(origin).host;
}
