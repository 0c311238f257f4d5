import { createHash } from 'node:crypto';
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'vite';

const folder = dirname(fileURLToPath(import.meta.url));
const output = join(folder, '../../out/sealed/page.html');

/** Style sheets, in this order. */
const styles = ['tokens', 'frame', 'controls', 'unlock', 'letter', 'answer', 'wide'];

/** Parts of openpgp that the page never reaches: other curves than the practice key's, old ciphers, bzip2, SHA-3. */
const unreached = /^\.\/(noble_curves|noble_hashes|legacy_ciphers|unbzip2-stream)\.min\.mjs$/;

const leaveOut: Plugin = {
  name: 'leave-out-unreached',
  enforce: 'pre',
  resolveId: (source) => (unreached.test(source) ? '\0unreached' : null),
  load: (id) => (id === '\0unreached' ? 'export {};' : null),
};

async function buildScript(): Promise<string> {
  const result = await build({
    root: folder,
    configFile: false,
    logLevel: 'error',
    plugins: [leaveOut],
    resolve: { alias: [{ find: /^openpgp$/, replacement: 'openpgp/lightweight' }] },
    build: {
      write: false,
      // Phones live long: what browsers of 2022 know.
      target: ['chrome100', 'firefox100', 'safari15.4'],
      modulePreload: false,
      rolldownOptions: { input: join(folder, 'main.ts'), output: { format: 'iife', codeSplitting: false } },
    },
  });
  const outputs = [result].flat().flatMap((built) => ('output' in built ? built.output : []));
  const [script, second] = outputs;
  if (script?.type !== 'chunk' || second !== undefined) throw new Error('the sealed page must become one script');
  // A browser reads CRLF as LF and ends the script at its end tag, wherever that stands: both would break the hash.
  return script.code.replaceAll('\r\n', '\n').replaceAll('</script', '<\\/script').trim();
}

function hashOf(content: string): string {
  return `'sha256-${createHash('sha256').update(content).digest('base64')}'`;
}

/**
 * Builds the page that a sealed letter travels in: one HTML file that loads nothing, with the places of `pagePlaces` left to
 * fill. Its policy allows this one script and this one style by their hashes, WebAssembly for Argon2, and nothing from anywhere.
 */
export async function buildSealedPage(): Promise<string> {
  const [template, rawStyles, script] = await Promise.all([
    readFile(join(folder, 'index.html'), 'utf8'),
    Promise.all(styles.map((name) => readFile(join(folder, 'styles', `${name}.css`), 'utf8'))),
    buildScript(),
  ]);
  const style = smaller(rawStyles.join('\n'));
  const policy = [
    "default-src 'none'",
    `script-src ${hashOf(script)} 'wasm-unsafe-eval'`,
    `style-src ${hashOf(style)}`,
    'img-src data: blob:',
    'worker-src blob:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  const parts: Readonly<Record<string, string>> = {
    POLICY: policy,
    STYLE: `<style>${style}</style>`,
    SCRIPT: `<script id="app">${script}</script>`,
  };
  const page = template.replace(/%(POLICY|STYLE|SCRIPT)%/g, (place, name: string) => parts[name] ?? place);
  await mkdir(dirname(output), { recursive: true });
  await layOutPaper(dirname(output));
  await writeFile(output, page);
  return page;
}

/** What the PDF form of a letter is made with lies beside the page: two fonts, and the WebAssembly that locks it. */
async function layOutPaper(into: string): Promise<void> {
  const require = createRequire(import.meta.url);
  const from = {
    'qpdf.wasm': join(dirname(require.resolve('@neslinesli93/qpdf-wasm')), 'qpdf.wasm'),
    'text.ttf': require.resolve('dejavu-fonts-ttf/ttf/DejaVuSansCondensed.ttf'),
    'bold.ttf': require.resolve('dejavu-fonts-ttf/ttf/DejaVuSansCondensed-Bold.ttf'),
  };
  await Promise.all(Object.entries(from).map(([name, path]) => copyFile(path, join(into, name))));
}

function smaller(style: string): string {
  return style
    .replace(/\/\*.*?\*\//gs, '')
    .replace(/\s+/g, ' ')
    .trim();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildSealedPage();
