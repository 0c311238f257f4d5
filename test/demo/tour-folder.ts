import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Makes sure that a folder of the tour is there and empty of an earlier tour. Throws, and touches nothing, where the folder
 * holds anything else: what is not a tour's is nobody's to delete.
 */
export async function freshFolder(folder: string): Promise<void> {
  if (!(await isEmptyOrAbsent(folder)) && !(await holdsTour(folder))) {
    throw new Error(`${folder} is not empty and holds no report of a tour. Name a new or an empty folder.`);
  }
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  await mkdir(folder, { recursive: true });
  // A tour that breaks before its first step can be run again, too.
  await writeFile(join(folder, 'report.json'), '[]\n');
}

async function isEmptyOrAbsent(folder: string): Promise<boolean> {
  try {
    return (await readdir(folder)).length === 0;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return true;
    throw error;
  }
}

async function holdsTour(folder: string): Promise<boolean> {
  try {
    const report: unknown = JSON.parse(await readFile(join(folder, 'report.json'), 'utf8'));
    return Array.isArray(report) && report.every(isStep);
  } catch {
    return false;
  }
}

function isStep(step: unknown): boolean {
  return typeof step === 'object' && step !== null && 'name' in step && 'ok' in step && 'ms' in step;
}
