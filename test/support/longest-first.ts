import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Folders whose files start whole programs, and take tens of seconds however short they are. */
const slow = /\/test\/(e2e|prove|shell)\//;

/** Starts the slow files first, so that no worker is left alone with one at the end; the others by size, as usual. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isSlow = ({ moduleId }: TestSpecification) => slow.test(moduleId);
    return [...sorted.filter(isSlow), ...sorted.filter((file) => !isSlow(file))];
  }
}
