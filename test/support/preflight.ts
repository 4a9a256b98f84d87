import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const JARS = [
  'pdfbox2',
  'preflight',
  'xmpbox',
  'fontbox2',
  'commons-logging',
  'commons-io',
  'javax.activation',
  'jaxb-api',
];
const FOLDER = '/usr/share/java';

/** Debian's PDFBox Preflight with a JDK, and qpdf and poppler. */
export const hasPreflight = existsSync(join(FOLDER, 'preflight.jar')) && canRun('javac', '-version');
export const hasPdfTools = canRun('qpdf', '--version') && canRun('pdftotext', '-v');

function canRun(program: string, flag: string): boolean {
  return spawnSync(program, [flag]).status === 0;
}

/** What it says of the file: one line, then its faults. */
export function preflight(file: string): string {
  const path = JARS.map((name) => join(FOLDER, `${name}.jar`)).join(':');
  const source = join(import.meta.dirname, 'Preflight.java');
  const { stdout, stderr } = spawnSync('java', ['-cp', path, source, file], { encoding: 'utf8' });
  return stdout || stderr;
}
